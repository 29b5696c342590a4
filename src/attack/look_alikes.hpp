#pragma once

#include <string>
#include <string_view>

namespace ats::attack {

/// Whether a word mixes Latin letters with Cyrillic or Greek ones that look like them, or is set in the
/// letters of another width or typeface that Unicode has.
bool is_disguised(std::string_view word);

/// @returns the word in the Latin letters that a reader sees, as many characters as before.
std::string as_seen(std::string_view word);

}  // namespace ats::attack
