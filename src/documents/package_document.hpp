#pragma once

#include <string>
#include <string_view>

#include <ats/context.hpp>
#include <ats/document.hpp>

namespace ats::documents {

/// Reads a ZIP file that should be a Word document (DOCX, DOCM, DOTX) or an OpenDocument text (ODT).
/// @throws DocumentError; document_unsupported for packages of other kinds, by name.
/// @throws CallerError cancelled or deadline_exceeded.
Document read_package(std::string_view bytes, std::string const& name, CallContext const& context = {});

}  // namespace ats::documents
