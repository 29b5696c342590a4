#pragma once

#include <string>

#include "base/json.hpp"

namespace ats::openai {

/// Finds keys in logarithmic time, which the answer of a hostile server asks for.
using EnvelopeJson = nlohmann::json;

/// @returns the body of an answer as JSON; discarded if it is none, or too complex to be honest.
EnvelopeJson parse_envelope(std::string const& body);

/// @returns `body` with what is no text (broken UTF-8, half a surrogate) replaced by U+FFFD.
std::string with_repaired_text(std::string const& body);

/// @returns the member of an object; null if there is none.
EnvelopeJson const& member(EnvelopeJson const& object, char const* key);

/// @returns the text of a string; empty for anything else.
std::string text_of(EnvelopeJson const& value);

}  // namespace ats::openai
