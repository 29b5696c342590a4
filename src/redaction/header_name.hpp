#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redaction/contact_area.hpp"
#include "redaction/span.hpp"

namespace ats::redaction {

/// A name as it stands in a resume: its folded words, particles and initials among them.
using Name = std::vector<std::string>;

/// @returns the names of the writer: that of the header, and those behind labels.
std::vector<Name> header_names(std::string_view text, ContactArea const& area, Spans const& addresses);

}  // namespace ats::redaction
