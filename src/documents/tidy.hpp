#pragma once

#include <string>
#include <string_view>

namespace ats::documents {

/// Takes away blanks at the ends of lines, more than one blank line in a row, and blank lines at
/// both ends. The result ends in '\n' unless it is empty.
std::string tidy(std::string_view text);

}  // namespace ats::documents
