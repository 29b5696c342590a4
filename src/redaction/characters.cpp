#include "redaction/characters.hpp"

namespace ats::redaction {
namespace {

struct Block {
    char32_t first, last;
};

// Beyond ASCII: signs, punctuation, bullets, arrows, symbols and private characters.
constexpr Block no_letters[] = {{0x80, 0xBF},     {0xD7, 0xD7},       {0x60C, 0x60C},   {0x61B, 0x61B},
                                {0x61F, 0x61F},   {0x964, 0x965},     {0xF7, 0xF7},     {0x2000, 0x2BFF},
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

bool is_without_case(char32_t c) noexcept {
    return (c >= 0x5D0 && c <= 0x5F2) || (c >= 0x620 && c <= 0x6FF) || (c >= 0x900 && c <= 0xDFF) ||
           (c >= 0x10D0 && c <= 0x10FF);
}

bool is_east_asian(char32_t c) noexcept {
    return c == 0x3005 || (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
           (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF);
}

std::size_t trimmed(std::string_view text, std::size_t begin, std::size_t end) noexcept {
    constexpr std::string_view marks = ",.|*";
    while (end > begin && (is_space(text[end - 1]) || marks.find(text[end - 1]) != std::string_view::npos))
        --end;
    return end;
}

std::size_t character_begin(std::string_view text, std::size_t offset) noexcept {
    while (offset > 0 && offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80)
        --offset;
    return offset;
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
