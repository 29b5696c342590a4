#pragma once

#include <string>
#include <string_view>

#include <ats/document.hpp>

namespace ats::documents {

/// @returns a document of one page with this text, without a digest. Invalid UTF-8 is replaced by U+FFFD,
/// and CRLF by LF.
Document document_of_text(std::string name, std::string_view text);

}  // namespace ats::documents
