#pragma once

#include <string>
#include <string_view>

#include <ats/document.hpp>

namespace ats::documents {

/// Takes away blanks at the ends of lines, more than one blank line in a row, and blank lines at
/// both ends. The result ends in '\n' unless it is empty.
std::string tidy(std::string_view text);

/// @returns a document with this text, tidy and in the normal form that a search expects.
/// @throws DocumentError document_empty if nothing is left of it.
Document tidy_document(std::string const& name, std::string_view utf8);

/// Says that text is missing; once in a document, whatever the causes.
void add_text_cut(Document& document, std::string const& message);

/// Says of a package's parts that some were `cut` short by damage, or had bytes `repaired`.
void add_reading_findings(Document& document, bool cut, bool repaired);

}  // namespace ats::documents
