#pragma once

#include <string_view>
#include <vector>

namespace ats::offline {

/// One file of a folder that cmake/EmbedTables.cmake put into the library.
struct EmbeddedTable {
    std::string_view name;  ///< Of the file, without its ending.
    std::string_view rows;  ///< Lines; those that begin with "#" are remarks.
};

/// @param text what stands between the two symbols of a folder.
std::vector<EmbeddedTable> embedded_tables(std::string_view text);

/// Takes the next row that is no remark off `rows`.
/// @returns false at the end.
bool next_row(std::string_view& rows, std::string_view& row);

}  // namespace ats::offline
