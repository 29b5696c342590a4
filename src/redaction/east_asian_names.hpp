#pragma once

#include <string_view>

#include "redaction/span.hpp"

namespace ats::redaction {

/// Appends the writer's name where it is written in Chinese, Japanese or Korean: behind a label
/// ("姓名：王芳"), or in the first lines and made as names are, and wherever it stands again, whole or the
/// given name alone.
void find_east_asian_name(std::string_view text, Spans& found);

}  // namespace ats::redaction
