#pragma once

#include <optional>
#include <vector>

#include "pdf_worker/columns.hpp"
#include "pdf_worker/rows.hpp"

namespace ats::pdf {

/// Finds the tallest gutter between two columns of text, or else the tallest rail of labels; nullopt if
/// the rows are one column.
std::optional<Gutter> find_gutter(std::vector<Row> const& rows);

}  // namespace ats::pdf
