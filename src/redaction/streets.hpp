#pragma once

#include <string_view>

#include "redaction/contact_area.hpp"
#include "redaction/span.hpp"

namespace ats::redaction {

/// Appends streets with their numbers, post boxes, and postcodes beside them or in the contact area.
void find_streets(std::string_view text, ContactArea const& area, Spans& found);

}  // namespace ats::redaction
