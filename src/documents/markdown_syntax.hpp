#pragma once

#include <string_view>

namespace ats::documents {

/// @returns true if the text is clearly Markdown: it uses at least two kinds of its marks. One kind alone
/// may well be how somebody writes plain text.
bool looks_like_markdown(std::string_view text);

/// @returns true if the text is clearly Markdown, and short enough to be parsed.
bool is_markdown(std::string_view utf8);

}  // namespace ats::documents
