#pragma once

#include <vector>

#include "pdf_worker/hyphens.hpp"
#include "pdf_worker/layout.hpp"
#include "pdf_worker/rows.hpp"

namespace ats::pdf {

/// Writes rows as lines, with a blank line where the distance to the next row is larger than usual. A
/// word that a line end divides is written whole, on the upper line.
void append_lines(PageText& out, std::vector<Row> const& rows, Hyphens const& hyphens);

/// Writes words as one line, parted by blanks.
void append_line(PageText& out, Words const& words);

}  // namespace ats::pdf
