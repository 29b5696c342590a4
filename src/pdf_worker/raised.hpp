#pragma once

#include <vector>

#include "pdf_worker/layout.hpp"

namespace ats::pdf {

/// Gives words that are raised or lowered the height of the word that they touch, so that they stand on
/// its line: 1st, m2, the letters of LaTeX.
void settle_raised(std::vector<Word>& words);

}  // namespace ats::pdf
