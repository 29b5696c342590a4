#include "attack/look_alikes.hpp"

#include <algorithm>
#include <iterator>

#include "text/utf8.hpp"

namespace ats::attack {
namespace {

struct LookAlike {
    char32_t letter;
    char seen;
};

// Letters that common typefaces draw as the Latin letter; after Unicode's confusables (UTS 39), cut to
// the ones that fall into words without being noticed.
constexpr LookAlike look_alikes[] = {
    {U'а', 'a'}, {U'в', 'b'}, {U'с', 'c'}, {U'ԁ', 'd'}, {U'е', 'e'}, {U'ё', 'e'}, {U'һ', 'h'}, {U'і', 'i'},
    {U'ї', 'i'}, {U'ј', 'j'}, {U'к', 'k'}, {U'ӏ', 'l'}, {U'м', 'm'}, {U'н', 'h'}, {U'о', 'o'}, {U'р', 'p'},
    {U'ԛ', 'q'}, {U'ѕ', 's'}, {U'т', 't'}, {U'ѵ', 'v'}, {U'ԝ', 'w'}, {U'х', 'x'}, {U'у', 'y'}, {U'ү', 'y'},
    {U'А', 'A'}, {U'В', 'B'}, {U'С', 'C'}, {U'Е', 'E'}, {U'Н', 'H'}, {U'І', 'I'}, {U'Ј', 'J'}, {U'К', 'K'},
    {U'М', 'M'}, {U'О', 'O'}, {U'Р', 'P'}, {U'Ѕ', 'S'}, {U'Т', 'T'}, {U'Х', 'X'}, {U'У', 'Y'}, {U'α', 'a'},
    {U'ε', 'e'}, {U'ι', 'i'}, {U'κ', 'k'}, {U'ν', 'v'}, {U'ο', 'o'}, {U'ρ', 'p'}, {U'τ', 't'}, {U'υ', 'u'},
    {U'χ', 'x'}, {U'Α', 'A'}, {U'Β', 'B'}, {U'Ε', 'E'}, {U'Ζ', 'Z'}, {U'Η', 'H'}, {U'Ι', 'I'}, {U'Κ', 'K'},
    {U'Μ', 'M'}, {U'Ν', 'N'}, {U'Ο', 'O'}, {U'Ρ', 'P'}, {U'Τ', 'T'}, {U'Υ', 'Y'}, {U'Χ', 'X'},
};

// Letters of another width or typeface, which people use to decorate and to hide: all are Latin.
char styled_letter(char32_t c) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    constexpr char32_t first = 0x1D400, end = 0x1D6A4;  // Mathematical bold, italic, script...
    if (c >= first && c < end) return letters[(c - first) % letters.size()];
    if (c >= 0xFF21 && c <= 0xFF3A) return static_cast<char>('A' + (c - 0xFF21));
    if (c >= 0xFF41 && c <= 0xFF5A) return static_cast<char>('a' + (c - 0xFF41));
    return '\0';
}

char latin_for(char32_t c) {
    if (c < 0x370) return '\0';
    if (auto const letter = styled_letter(c)) return letter;
    auto const* const found = std::find_if(std::begin(look_alikes), std::end(look_alikes),
                                           [c](LookAlike const& each) { return each.letter == c; });
    return found == std::end(look_alikes) ? '\0' : found->seen;
}

bool is_latin(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F);
}

}  // namespace

bool is_disguised(std::string_view word) {
    auto const is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::all_of(word.begin(), word.end(), is_ascii)) return false;
    bool latin = false, foreign = false, styled = false;
    for (std::size_t at = 0; at < word.size();) {
        auto const c = text::decode(word, at);
        // A letter beside it that looks like nothing Latin shows that the script is meant: "µm", "Δt".
        if (c.character >= 0x370 && c.character < 0x530 && latin_for(c.character) == '\0') return false;
        latin = latin || is_latin(c.character);
        styled = styled || styled_letter(c.character) != '\0';
        foreign = foreign || latin_for(c.character) != '\0';
        at += c.bytes;
    }
    return styled || (latin && foreign);
}

std::string as_seen(std::string_view word) {
    std::string seen;
    for (std::size_t at = 0; at < word.size();) {
        auto const c = text::decode(word, at);
        if (auto const latin = latin_for(c.character))
            seen.push_back(latin);
        else
            seen += word.substr(at, c.bytes);
        at += c.bytes;
    }
    return seen;
}

}  // namespace ats::attack
