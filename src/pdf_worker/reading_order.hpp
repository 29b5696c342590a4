#pragma once

#include <optional>
#include <vector>

#include "pdf_worker/rows.hpp"
#include "pdf_worker/segments.hpp"
#include "pdf_worker/witness.hpp"

namespace ats::pdf {

/// Lines that are read one under the other.
using Region = std::vector<Row>;

/// What the file says about the order of a page's words: its structure tree, and the order of drawing.
/// @param words with their witnesses, base lines and font sizes known; they must outlive the result.
/// @param geometry the order that their places suggest, of which each word is part.
/// @returns nullopt if nothing that the file says is coherent, or if there are too many words to tell.
std::optional<std::vector<Region>> order_of_file(std::vector<Word> const& words, PageWitness const& witness,
                                                 Order const& geometry);

}  // namespace ats::pdf
