#pragma once

#include <optional>
#include <string_view>

#include "text/sections.hpp"

namespace ats::text {

/// @returns the section that a heading names by its words ("Positions held", "Where I studied",
/// "Schulbildung"), though no list has it; nothing if some word is no heading's or the words name several
/// sections.
std::optional<Section> section_worded(std::string_view folded_heading);

}  // namespace ats::text
