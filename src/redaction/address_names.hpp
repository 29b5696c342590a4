#pragma once

#include <string_view>

#include "redaction/header_name.hpp"
#include "redaction/span.hpp"

namespace ats::redaction {

/// @returns the name that an e-mail address ("jane.doe@", "janedoe@" where "Jane Doe" stands in the text) or
/// a profile's link ("/in/jane-doe") is made of; empty without one.
Name name_in_addresses(std::string_view text, Spans const& addresses);

}  // namespace ats::redaction
