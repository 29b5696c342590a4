#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "pdf_worker/columns.hpp"
#include "pdf_worker/rows.hpp"

namespace ats::pdf {

/// Cards in rows side by side: each row of cards is read from left to right before the next.
struct CardGrid {
    Gutter first_row;  ///< Behind the first card of the first row of cards.
    std::size_t last;  ///< The line behind the last row of cards.
};

/// Finds cards by their headings: of one style, on one line, and what stands under them is of another.
/// @param gutter free of words, though not all beside it need be cards.
/// @param size of the text.
std::optional<CardGrid> find_cards(std::vector<Row> const& rows, Gutter const& gutter, double size);

}  // namespace ats::pdf
