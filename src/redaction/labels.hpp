#pragma once

#include <string_view>

#include "redaction/contact_area.hpp"
#include "redaction/span.hpp"

namespace ats::redaction {

/// Appends what stands behind labels such as "Date of birth:", "Marital status:" or "Anschrift:", and
/// words that say the same without a label.
/// @param area where a bare "jane-doe.dev" or "married" is about the writer.
void find_labelled(std::string_view text, ContactArea const& area, Spans& found);

}  // namespace ats::redaction
