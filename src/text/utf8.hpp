#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// UTF-8, where a "character" is a Unicode code point.
namespace ats::text {

inline constexpr char32_t replacement_character = 0xFFFD;

struct Decoded {
    char32_t character;  ///< U+FFFD if the bytes are not valid.
    std::size_t bytes;   ///< How many bytes it took; at least 1.
    bool valid;
};

/// Decodes the character at `offset`, which must be below `text.size()`.
Decoded decode(std::string_view text, std::size_t offset) noexcept;

void append(std::string& out, char32_t character);

bool is_valid_utf8(std::string_view text) noexcept;

/// @returns `text` with each maximal invalid part replaced by U+FFFD (as the Unicode Standard
/// recommends, section 3.9), and NUL too.
std::string repair_utf8(std::string_view text);

/// @returns how many characters valid UTF-8 has.
std::size_t count_characters(std::string_view text) noexcept;

/// @returns the byte offset of the character at index `character`, at most `text.size()`.
std::size_t byte_offset(std::string_view text, std::size_t character) noexcept;

}  // namespace ats::text
