#include "pdf_worker/letter_boxes.hpp"

#include <algorithm>
#include <cstddef>

namespace ats::pdf {
namespace {

// In shares of the font size, of nearly all fonts.
constexpr double height_of_small_letters = 0.5;
constexpr double height_of_capitals = 0.74;
constexpr double depth_of_letters = 0.22;
constexpr double least_part_in_box = 0.5;  // Of the small letters.

bool is_beside_letters(Word const& word, Witness const& witness) {
    double const top = witness.baseline - height_of_small_letters * witness.font_size;
    double const common = std::min(word.bottom, witness.baseline) - std::max(word.top, top);
    return common < least_part_in_box * (witness.baseline - top);
}

}  // namespace

std::vector<Word> with_letter_boxes(std::vector<Word> words, std::vector<Witness> const& witnesses) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const& witness = witnesses[i];
        bool const is_known = witness.drawn >= 0 && witness.font_size > 0 && words[i].rotation == 0;
        if (!is_known || !is_beside_letters(words[i], witness)) continue;
        words[i].top = witness.baseline - height_of_capitals * witness.font_size;
        words[i].bottom = witness.baseline + depth_of_letters * witness.font_size;
    }
    return words;
}

}  // namespace ats::pdf
