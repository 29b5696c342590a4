#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ats::documents {

/// @returns the number of the 8-bit encoding that a web page names, such as 1250 for "windows-1250", 65001
/// for UTF-8; nullopt for one that is not known here. Case does not matter.
std::optional<int> code_page_of(std::string_view encoding);

/// @returns true if decode_code_page() knows it.
bool is_code_page(int number);

/// @returns what a byte of the code page stands for; U+FFFD if it stands for nothing.
char32_t from_code_page(int number, unsigned char byte);

/// @returns bytes of an 8-bit encoding as UTF-8. The code page must be known.
std::string decode_code_page(int number, std::string_view bytes);

}  // namespace ats::documents
