#pragma once

#include <string>
#include <string_view>

#include <ats/context.hpp>
#include <ats/document.hpp>

namespace ats::documents {

/// Reads Rich Text Format: paragraphs as lines, rows of tables as lines with tabs, addresses behind their
/// links, text boxes and notes behind what they belong to, headers first and footers last. Words that no
/// reader sees are a finding.
/// @throws DocumentError document_empty or document_too_large.
Document read_rtf(std::string_view bytes, std::string const& name, CallContext const& context);

}  // namespace ats::documents
