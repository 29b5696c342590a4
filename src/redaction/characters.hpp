#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Classes of single bytes and characters. A byte of a character beyond ASCII counts as a letter where
/// only ASCII is told apart.
namespace ats::redaction {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_beyond_ascii(char c) noexcept { return static_cast<unsigned char>(c) >= 0x80; }
constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_ascii_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_ascii_letter(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }
constexpr bool is_alnum(char c) noexcept { return is_ascii_letter(c) || is_digit(c); }
constexpr bool is_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// @returns true for a letter of a script that has capitals, and for other scripts' letters.
bool is_letter(char32_t c) noexcept;
/// @returns true for a capital of the Latin, Greek and Cyrillic scripts.
bool is_capital(char32_t c) noexcept;
/// @returns true for a letter of a script that writes words apart and has no capitals: Hebrew, Arabic, those
/// of India, Georgian.
bool is_without_case(char32_t c) noexcept;
/// @returns true for what Chinese, Japanese and Korean are written in.
bool is_east_asian(char32_t c) noexcept;

inline char at(std::string_view text, std::size_t offset) noexcept {
    return offset < text.size() ? text[offset] : '\n';
}
/// @returns the byte before `offset`; a line feed where there is none.
inline char before(std::string_view text, std::size_t offset) noexcept {
    return offset > 0 && offset <= text.size() ? text[offset - 1] : '\n';
}

/// @returns where [begin, end) ends without blanks and marks behind it.
std::size_t trimmed(std::string_view text, std::size_t begin, std::size_t end) noexcept;
/// @returns `offset`, or where the character begins that it is inside of.
std::size_t character_begin(std::string_view text, std::size_t offset) noexcept;

/// @returns `text` in small letters of ASCII, with each run of white space one space.
std::string spelling_key(std::string_view text);

/// @returns true if `text` begins with `prefix`, which is in small letters, in whatever capitals.
bool begins_with(std::string_view text, std::string_view prefix) noexcept;

}  // namespace ats::redaction
