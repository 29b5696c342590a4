#pragma once

#include <string>

#include <ats/document.hpp>

#include "documents/zip_package.hpp"

namespace ats::documents {

/// Reads a package that should be a Word document (DOCX, DOCM, DOTX).
/// @throws DocumentError; document_unsupported for packages of other kinds, by name.
/// @throws CallerError cancelled or deadline_exceeded.
Document read_docx(ZipPackage& package, std::string const& name, Effort& effort);

}  // namespace ats::documents
