#pragma once

#include <string>
#include <string_view>

namespace ats::text {

/// What a reader of the printed page would write down of a link's target.
/// @returns an e-mail or web address; empty for anything else, and for what is too long to be one.
std::string address_of(std::string_view target);

/// @returns true if the text shows the address, with or without its "https://" and "www.".
bool shows(std::string_view text, std::string_view address);

}  // namespace ats::text
