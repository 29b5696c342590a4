#include "documents/docx_symbols.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string_view>

#include "documents/xml_part.hpp"
#include "text/utf8.hpp"

namespace ats::documents {
namespace {

struct FontSign {
    char32_t code;
    char32_t character;
};

// The letters of the font Symbol, by the Latin letters in whose places they stand.
constexpr std::u32string_view capitals = U"ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
constexpr std::u32string_view small_letters = U"αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

constexpr FontSign symbol_signs[] = {
    {0xA3, 0x2264}, {0xA5, 0x221E}, {0xAB, 0x2194}, {0xAC, 0x2190}, {0xAD, 0x2191}, {0xAE, 0x2192},
    {0xAF, 0x2193}, {0xB0, 0xB0},   {0xB1, 0xB1},   {0xB3, 0x2265}, {0xB4, 0xD7},   {0xB7, 0x2022},
    {0xB8, 0xF7},   {0xB9, 0x2260}, {0xBB, 0x2248}, {0xBC, 0x2026}, {0xD2, 0xAE},   {0xD3, 0xA9},
    {0xD4, 0x2122}, {0xD6, 0x221A}, {0xE2, 0xAE},   {0xE3, 0xA9},   {0xE4, 0x2122}, {0xE5, 0x2211},
};

// Its letters are pictures; those that tell something in a resume, and the rest are bullets or ornaments.
constexpr FontSign wingdings_signs[] = {
    {0x28, 0x260E}, {0x2A, 0x2709}, {0xFC, 0x2022}, {0xFE, 0x2022}, {0xA7, 0x2022},
    {0x6C, 0x2022}, {0x6E, 0x2022}, {0x76, 0x2022}, {0xD8, 0x2022}, {0xE0, 0x2192},
};

template <std::size_t N>
char32_t sign_of(FontSign const (&table)[N], char32_t code) {
    auto const* const found = std::find_if(std::begin(table), std::end(table),
                                           [&](FontSign const& sign) { return sign.code == code; });
    return found == std::end(table) ? 0 : found->character;
}

char32_t symbol_sign(char32_t code) {
    if (code >= 'A' && code <= 'Z') return capitals[code - 'A'];
    if (code >= 'a' && code <= 'z') return small_letters[code - 'a'];
    if (code >= 0x20 && code < 0x40) return code;  // Digits and most marks stand where they always do.
    return sign_of(symbol_signs, code);
}

bool starts_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

char32_t character_of(std::string_view font, char32_t code) {
    // Fonts of signs have their characters in the private area as well as in their own places.
    auto const own = code >= 0xF000 && code <= 0xF0FF ? code - 0xF000 : code;
    if (font == "Symbol") return symbol_sign(own);
    if (starts_with(font, "Wingdings")) return sign_of(wingdings_signs, own);
    return starts_with(font, "Webdings") ? 0 : code;
}

}  // namespace

std::string symbol_text(pugi::xml_node symbol) {
    auto const hexadecimal = attribute(symbol, "char");
    unsigned code = 0;
    std::from_chars(hexadecimal.data(), hexadecimal.data() + hexadecimal.size(), code, 16);
    auto const character = character_of(attribute(symbol, "font"), code);
    std::string out;
    bool const is_scalar =
        character >= 0x20 && character < 0x110000 && (character < 0xD800 || character > 0xDFFF);
    if (is_scalar) text::append(out, character);
    return out;
}

}  // namespace ats::documents
