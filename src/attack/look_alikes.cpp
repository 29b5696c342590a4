#include "attack/look_alikes.hpp"

#include <algorithm>
#include <iterator>

#include "text/fold.hpp"
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
    {U'А', 'a'}, {U'В', 'b'}, {U'С', 'c'}, {U'Е', 'e'}, {U'Н', 'h'}, {U'І', 'i'}, {U'Ј', 'j'}, {U'К', 'k'},
    {U'М', 'm'}, {U'О', 'o'}, {U'Р', 'p'}, {U'Ѕ', 's'}, {U'Т', 't'}, {U'Х', 'x'}, {U'У', 'y'}, {U'α', 'a'},
    {U'ε', 'e'}, {U'ι', 'i'}, {U'κ', 'k'}, {U'ν', 'v'}, {U'ο', 'o'}, {U'ρ', 'p'}, {U'τ', 't'}, {U'υ', 'u'},
    {U'χ', 'x'}, {U'Α', 'a'}, {U'Β', 'b'}, {U'Ε', 'e'}, {U'Ζ', 'z'}, {U'Η', 'h'}, {U'Ι', 'i'}, {U'Κ', 'k'},
    {U'Μ', 'm'}, {U'Ν', 'n'}, {U'Ο', 'o'}, {U'Ρ', 'p'}, {U'Τ', 't'}, {U'Υ', 'y'}, {U'Χ', 'x'},
};

char latin_for(char32_t c) {
    auto const* const found = std::find_if(std::begin(look_alikes), std::end(look_alikes),
                                           [c](LookAlike const& each) { return each.letter == c; });
    return found == std::end(look_alikes) ? '\0' : found->seen;
}

bool is_latin(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F);
}

}  // namespace

bool is_mixed(std::string_view word) {
    bool latin = false, foreign = false;
    for (std::size_t at = 0; at < word.size();) {
        auto const c = text::decode(word, at);
        // A letter beside it that looks like nothing Latin shows that the script is meant: "µm", "Δt".
        if (c.character >= 0x370 && c.character < 0x530 && latin_for(c.character) == '\0') return false;
        latin = latin || is_latin(c.character);
        foreign = foreign || latin_for(c.character) != '\0';
        at += c.bytes;
    }
    return latin && foreign;
}

std::string as_seen(std::string_view word) {
    std::string seen;
    for (std::size_t at = 0; at < word.size();) {
        auto const c = text::decode(word, at);
        if (auto const latin = latin_for(c.character))
            seen.push_back(latin);
        else
            text::append_folded(seen, c.character);
        at += c.bytes;
    }
    return seen;
}

}  // namespace ats::attack
