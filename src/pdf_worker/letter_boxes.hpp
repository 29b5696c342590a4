#pragma once

#include <vector>

#include "pdf_worker/layout.hpp"
#include "pdf_worker/witness.hpp"

namespace ats::pdf {

/// Some fonts lie about how high their letters are, and poppler's boxes with them: those words get a box
/// where their letters stand, by base line and font size. The others keep theirs.
/// @param witnesses one for each word.
std::vector<Word> with_letter_boxes(std::vector<Word> words, std::vector<Witness> const& witnesses);

}  // namespace ats::pdf
