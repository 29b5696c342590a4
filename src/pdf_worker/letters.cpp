#include "pdf_worker/letters.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace ats::pdf {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// All characters from U+00C0 on that are no letters and that documents use: signs, accents that stand
// alone, and those without a
// meaning of their own, which icon fonts use.
constexpr Range signs[] = {{0xD7, 0xD7},     {0x300, 0x36F},   {0xF7, 0xF7},     {0x2000, 0x2BFF},
                           {0x2E00, 0x2E7F}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0xE000, 0xF8FF},
                           {0xFE00, 0xFE6F}, {0xFF00, 0xFF0F}, {0xFFF0, 0xFFFF}, {0x1F000, 0x10FFFF}};

bool is_letter(char32_t c) {
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return c >= 0xC0 && std::none_of(std::begin(signs), std::end(signs),
                                     [c](Range const& range) { return c >= range.first && c <= range.last; });
}

}  // namespace

Letters count_letters(std::string_view text) {
    Letters count;
    for (std::size_t at = 0; at < text.size(); ++count.characters) {
        auto const next = text::decode(text, at);
        count.letters += is_letter(next.character) ? 1 : 0;
        at += next.bytes;
    }
    return count;
}

}  // namespace ats::pdf
