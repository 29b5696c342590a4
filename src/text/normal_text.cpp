#include "text/normal_text.hpp"

#include <algorithm>
#include <string>

#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace ats::text {
namespace {

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

// Signs that are part of a name or of an amount: "C++", "C#", "R&D", "12 %", "> 5".
bool is_sign(char32_t c) {
    constexpr std::u32string_view signs = U"+#&@%$<>=£€";
    return signs.find(c) != std::u32string_view::npos;
}

bool is_letter(char32_t c) {
    if (c < 0x80) return c >= 'a' && c <= 'z';
    return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF) &&
           !(c >= 0x3000 && c <= 0x303F) && !(c >= 0xE000 && c <= 0xF8FF) && !(c >= 0xFE00 && c <= 0xFE6F) &&
           c != replacement_character;
}

// Chinese, Japanese, Korean, Thai, Lao and Khmer words stand side by side.
bool is_written_without_spaces(char32_t c) {
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0xD7A3) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

}  // namespace

NormalText::NormalText(std::string_view text) {
    std::string folded;
    std::size_t index = 0;
    for (std::size_t i = 0; i < text.size(); ++index) {
        auto const d = decode(text, i);
        i += d.bytes;
        folded.clear();
        append_folded(folded, d.character);
        if (!folded.empty()) add(folded, index);  // Combining marks and soft hyphens part nothing.
    }
}

void NormalText::add(std::string_view folded, std::size_t index) {
    for (std::size_t i = 0; i < folded.size();) {
        auto const d = decode(folded, i);
        i += d.bytes;
        if (!is_letter(d.character) && !is_digit(d.character) && !is_sign(d.character)) {
            parted_by_ = parted_ ? U' ' : d.character;
            parted_ = true;
            continue;
        }
        if (parted_ && !characters.empty() && is_digit(d.character) && is_digit(characters.back())) {
            bool const decimal = parted_by_ == '.' || parted_by_ == ',';
            keep(decimal ? U'.' : U' ', index - 1, !decimal);
            parted_ = !decimal;
        }
        keep(d.character, index, parted_);
        parted_ = false;
    }
}

void NormalText::keep(char32_t c, std::size_t index, bool begins_word) {
    characters.push_back(c);
    origins.push_back(index);
    begins.push_back(begins_word || characters.size() == 1);
}

bool NormalText::says_something() const {
    return std::any_of(characters.begin(), characters.end(),
                       [](char32_t c) { return is_letter(c) || is_digit(c); });
}

bool NormalText::may_part(std::size_t at) const {
    return at == 0 || at == characters.size() || begins[at] || is_written_without_spaces(characters[at]) ||
           is_written_without_spaces(characters[at - 1]);
}

}  // namespace ats::text
