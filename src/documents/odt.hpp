#pragma once

#include <string>

#include <ats/document.hpp>

#include "documents/zip_package.hpp"

namespace ats::documents {

/// @returns true if the package is an OpenDocument file of any kind.
bool is_open_document(ZipPackage& package);

/// Reads an OpenDocument text (ODT, OTT).
/// @throws DocumentError; document_unsupported for spreadsheets and the like, by name;
/// document_encrypted if it needs a password.
/// @throws CallerError cancelled or deadline_exceeded.
Document read_odt(ZipPackage& package, std::string const& name, Effort& effort);

}  // namespace ats::documents
