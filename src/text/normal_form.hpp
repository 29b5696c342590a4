#pragma once

#include <string>
#include <string_view>

namespace ats::text {

/// Writes text as a search expects it: composed (NFC); ligatures and Arabic presentation forms as
/// letters; every space a plain one, every hyphen a plain one; without what shows nothing (soft
/// hyphens, zero-width and direction marks, tags, control characters but tab and line feed) and
/// without private characters, except that the usual bullets of symbol fonts become U+2022.
/// @param utf8 valid UTF-8. @returns valid UTF-8; linear in the text.
std::string normal_form(std::string_view utf8);

}  // namespace ats::text
