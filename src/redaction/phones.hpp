#pragma once

#include <string_view>

#include "redaction/span.hpp"

namespace ats::redaction {

/// Appends every telephone number; no dates, years, amounts, scores, book or network numbers.
void find_phones(std::string_view text, Spans& found);

}  // namespace ats::redaction
