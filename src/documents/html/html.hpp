#pragma once

#include <string>
#include <string_view>

#include <ats/context.hpp>
#include <ats/document.hpp>

namespace ats::documents {

/// Reads a web page: the words that a browser shows, blocks as lines, rows of tables as lines with tabs,
/// addresses behind their links. Words that it hides are a finding. Other files (style sheets, frames) are
/// not fetched.
/// @throws DocumentError document_empty, document_unsupported (an encoding that is not known) or
/// document_too_large.
Document read_html(std::string_view bytes, std::string const& name, CallContext const& context);

}  // namespace ats::documents
