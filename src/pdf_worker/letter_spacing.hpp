#pragma once

#include <vector>

#include "pdf_worker/layout.hpp"

namespace ats::pdf {

/// Joins words whose letters are set apart for looks: J O H N  D O E. poppler gives each letter, or a few
/// of them, as a word.
/// @param words of one rotation, upright.
std::vector<Word> without_letter_spacing(std::vector<Word> words);

}  // namespace ats::pdf
