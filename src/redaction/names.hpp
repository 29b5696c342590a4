#pragma once

#include <string_view>

#include "redaction/contact_area.hpp"
#include "redaction/span.hpp"

namespace ats::redaction {

/// Appends the name of the resume's writer wherever it stands, whole or in part.
/// @param addresses the e-mail addresses and links, whose letters bear a name out.
/// @param found what is no name, in order and none overlapping.
void find_names(std::string_view text, ContactArea const& area, Spans const& addresses, Spans& found);

}  // namespace ats::redaction
