#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <ats/context.hpp>
#include <ats/document.hpp>

#include "documents/text_encoding.hpp"

namespace ats::documents {

/// Reads what is Markdown, in UTF-8. @throws what the reading of a document throws.
using MarkdownReader = std::function<Document(std::string_view utf8)>;

/// Reads plain text; what clearly is Markdown is left to `read_markdown`.
/// @throws DocumentError document_empty if there is nothing but white space, document_unsupported
/// if it is no text after all.
/// @throws CallerError cancelled or deadline_exceeded. (Each pass over the text is short.)
Document read_plain_text(std::string_view bytes, std::string const& name, CallContext const& context,
                         MarkdownReader const& read_markdown);

}  // namespace ats::documents
