#pragma once

#include <string_view>

#include "redaction/span.hpp"

namespace ats::redaction {

/// @returns everything that identifies the writer of a resume, in order, none overlapping.
Spans find_identifiers(std::string_view resume);

/// @returns the e-mail addresses, telephone numbers and links of any text, in order, none overlapping.
Spans find_addresses(std::string_view text);

}  // namespace ats::redaction
