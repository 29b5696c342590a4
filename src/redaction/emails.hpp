#pragma once

#include <string_view>

#include "redaction/span.hpp"

namespace ats::redaction {

/// Appends every e-mail address, also one written as "name (at) host dot com".
void find_emails(std::string_view text, Spans& found);

}  // namespace ats::redaction
