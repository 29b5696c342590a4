#pragma once

#include <string_view>

#include "redaction/contact_area.hpp"
#include "redaction/span.hpp"

namespace ats::redaction {

/// Appends every address of a web page, and the account's name behind the label of a network
/// ("GitHub: jdoe"). A network's bare name is a skill, and stays.
/// @param area where a bare "jane-doe.dev" or "married" is about the writer.
void find_links(std::string_view text, ContactArea const& area, Spans& found);

}  // namespace ats::redaction
