#pragma once

#include <string>

#include "pdf_worker/segments.hpp"

namespace ats::pdf {

std::string text_of(PageSegments const& page, Segment const& segment);

/// @returns true if the segment is a date or a period and nothing else.
bool is_date(PageSegments const& page, Segment const& segment);

/// @returns true if the segment names what stands behind it: "Nationality:".
bool is_label(PageSegments const& page, Segment const& segment);

}  // namespace ats::pdf
