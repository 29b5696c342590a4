#pragma once

#include <string>
#include <string_view>

namespace ats::documents {

struct DecodedText {
    std::string text;       ///< Valid UTF-8.
    bool repaired = false;  ///< The encoding had to be guessed, or bytes were replaced.
};

/// Decodes UTF-8, or UTF-16 with a byte order mark; what is neither is taken as windows-1252.
DecodedText decode_text(std::string_view bytes);

/// @returns the character that a byte of windows-1252 stands for.
char32_t from_windows_1252(unsigned char byte);

/// Decodes windows-1252, in which each byte is a character.
std::string decode_windows_1252(std::string_view bytes);

/// @returns true if the text has nothing but white space and characters that show nothing.
bool is_blank(std::string_view utf8);

}  // namespace ats::documents
