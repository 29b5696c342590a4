#pragma once

#include <string>
#include <string_view>

namespace ats::attack {

/// Whether a word mixes Latin letters with Cyrillic or Greek ones that look like them.
bool is_mixed(std::string_view word);
/// @returns the word in small Latin letters, as a reader sees it.
std::string as_seen(std::string_view word);

}  // namespace ats::attack
