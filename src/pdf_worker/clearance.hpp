#pragma once

#include <vector>

#include "pdf_worker/layout.hpp"
#include "pdf_worker/painting.hpp"

namespace ats::pdf {

/// Tells whether a person surely sees all words of a page, by what it draws. Says no where in doubt: then
/// the page is worth a look.
/// @param words as they stand on the page. @returns false for a page without words.
bool all_are_seen(Painting const& painting, std::vector<Word> const& words);

}  // namespace ats::pdf
