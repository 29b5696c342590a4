#pragma once

#include <string>
#include <string_view>

#include <ats/context.hpp>
#include <ats/document.hpp>

namespace ats::documents {

/// Reads Markdown as a person reads it rendered: without its marks, links with their addresses.
/// @throws DocumentError document_empty if nothing is left of it.
/// @throws CallerError cancelled or deadline_exceeded.
Document read_markdown(std::string_view utf8, std::string const& name, CallContext const& context);

}  // namespace ats::documents
