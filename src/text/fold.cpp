#include "text/fold.hpp"

#include <string_view>

#include "text/utf8.hpp"

namespace ats::text {
namespace {

// One letter for each character of a block; '?' marks those that are handled apart or stay.
struct Block {
    char32_t first;
    std::string_view letters;
};

constexpr Block blocks[] = {
    {0x00C0, "aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y"},
    {0x0100, "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkkllllllllll"},
    {0x0143, "nnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"},
    {0x0218, "sstt"},
    {0x1EA0, "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy"},
};

char32_t plain_letter(char32_t c) noexcept {
    for (auto const& block : blocks) {
        if (c < block.first || c >= block.first + block.letters.size()) continue;
        auto const letter = block.letters[c - block.first];
        return letter == '?' ? c : static_cast<unsigned char>(letter);
    }
    return c;
}

std::string_view several_letters(char32_t c) noexcept {
    switch (c) {
        case 0x00C6:
        case 0x00E6:
            return "ae";
        case 0x0152:
        case 0x0153:
            return "oe";
        case 0x00DE:
        case 0x00FE:
            return "th";
        case 0x00DF:
        case 0x1E9E:
            return "ss";
        case 0x0132:
        case 0x0133:
            return "ij";
        case 0xFB00:
            return "ff";
        case 0xFB01:
            return "fi";
        case 0xFB02:
            return "fl";
        case 0xFB03:
            return "ffi";
        case 0xFB04:
            return "ffl";
        default:
            return {};
    }
}

char32_t greek_or_cyrillic(char32_t c) noexcept {
    constexpr std::u32string_view accented = U"ΆΈΉΊΌΎΏάέήίόύώϊϋς";
    constexpr std::u32string_view bare = U"αεηιουωαεηιουωιυσ";
    if (auto const i = accented.find(c); i != std::u32string_view::npos) return bare[i];
    if (c >= 0x0391 && c <= 0x03A9) return c + 32;
    if (c == 0x0401 || c == 0x0451) return 0x0435;
    if (c >= 0x0400 && c <= 0x040F) return c + 80;
    if (c >= 0x0410 && c <= 0x042F) return c + 32;
    return c;
}

bool is_silent(char32_t c) noexcept {
    return (c >= 0x0300 && c <= 0x036F) || c == 0x00AD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 ||
           c == 0xFEFF;
}

}  // namespace

void append_folded(std::string& out, char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // Full width
    if (c < 0x80) {
        out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    } else if (auto const letters = several_letters(c); !letters.empty()) {
        out += letters;
    } else if (!is_silent(c)) {
        append(out, greek_or_cyrillic(plain_letter(c)));
    }
}

}  // namespace ats::text
