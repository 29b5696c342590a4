#pragma once

#include <string>
#include <vector>

namespace ats::documents {

/// Where the program ats-pdf may be, in the order to look: beside the library (a build tree, a Python
/// wheel), then in the libexec folder of the same installation.
std::vector<std::string> worker_program_places();

/// @returns the first of `places` that is a program.
/// @throws CallerError worker_not_found, naming all places.
std::string find_worker_program(std::vector<std::string> const& places);

}  // namespace ats::documents
