#include "redaction/characters.hpp"

namespace ats::redaction {
namespace {

struct Block {
    char32_t first, last;
};

// Beyond ASCII: signs, punctuation, bullets, arrows, symbols and private characters.
constexpr Block no_letters[] = {{0x80, 0xBF},     {0xD7, 0xD7},       {0xF7, 0xF7},     {0x2000, 0x2BFF},
                                {0x3000, 0x303F}, {0xE000, 0xF8FF},   {0xFE00, 0xFE6F}, {0xFF00, 0xFF0F},
                                {0xFFE0, 0xFFFF}, {0x1F000, 0x10FFFF}};

bool is_capital_of_latin_extended(char32_t c) noexcept {
    bool const odd = (c & 1) != 0;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return odd;
    if (c == 0x178) return true;
    return !odd && (c <= 0x177 || (c >= 0x1CD && c <= 0x233) || (c >= 0x1E00 && c <= 0x1EFF));
}

}  // namespace

bool is_letter(char32_t c) noexcept {
    if (c < 0x80) return is_ascii_letter(static_cast<char>(c));
    for (auto const& block : no_letters) {
        if (c >= block.first && c <= block.last) return false;
    }
    return true;
}

bool is_capital(char32_t c) noexcept {
    if (c < 0x80) return is_ascii_upper(static_cast<char>(c));
    if (c >= 0xC0 && c <= 0xDE) return c != 0xD7;
    if ((c >= 0x100 && c <= 0x233) || (c >= 0x1E00 && c <= 0x1EFF)) return is_capital_of_latin_extended(c);
    return (c >= 0x391 && c <= 0x3A9) || (c >= 0x400 && c <= 0x42F);
}

std::string spelling_key(std::string_view text) {
    std::string key;
    for (char const c : text) {
        if (!is_space(c)) {
            key += lower(c);
        } else if (!key.empty() && key.back() != ' ') {
            key += ' ';
        }
    }
    return key;
}

bool begins_with(std::string_view text, std::string_view prefix) noexcept {
    if (text.size() < prefix.size()) return false;
    for (std::size_t i = 0; i < prefix.size(); ++i) {
        if (lower(text[i]) != prefix[i]) return false;
    }
    return true;
}

}  // namespace ats::redaction
