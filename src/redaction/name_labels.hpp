#pragma once

#include <string_view>
#include <vector>

#include "redaction/header_name.hpp"

namespace ats::redaction {

/// @returns the names behind "Name:" and the like, on any page; each once.
std::vector<Name> labelled_names(std::string_view text);

/// @returns a piece of a line without "Curriculum vitae of" and the like in front of the name.
std::string_view without_opening(std::string_view piece) noexcept;

}  // namespace ats::redaction
