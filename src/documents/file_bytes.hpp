#pragma once

#include <cstddef>
#include <string>

namespace ats::documents {

/// Reads a whole regular file of at most `max_bytes`. Never waits for a pipe or a terminal.
/// @throws DocumentError document_not_found or document_too_large.
std::string read_file(std::string const& path, std::string const& name, std::size_t max_bytes);

/// @throws DocumentError document_too_large if `bytes` exceeds `max_bytes`.
void check_size(std::size_t bytes, std::string const& name, std::size_t max_bytes);

}  // namespace ats::documents
