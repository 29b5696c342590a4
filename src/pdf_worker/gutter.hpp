#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "pdf_worker/rows.hpp"

namespace ats::pdf {

/// A vertical strip without words between two columns.
struct Gutter {
    double x;           ///< A line inside the strip.
    std::size_t first;  ///< The rows beside it: [first, last).
    std::size_t last;
};

/// Finds the tallest gutter between two columns of text; nullopt if the rows are one column.
std::optional<Gutter> find_gutter(std::vector<Row> const& rows);

}  // namespace ats::pdf
