#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "documents/xml_part.hpp"
#include "documents/zip_package.hpp"

namespace ats::documents {

/// A link from one part of an Office package to another, or to the world outside.
struct Relationship {
    std::string id;
    std::string type;    ///< The last word of its URI, such as "header": the same in both namespaces.
    std::string target;  ///< Name of a part, or an address if external.
    bool external = false;
};

using Relationships = std::vector<Relationship>;

/// The relationships of a part, as written in the part beside it; none if there is no such part.
/// @param part name of the part; empty: those of the package.
Relationships read_relationships(ZipPackage& package, std::string_view part, std::string const& name);

/// @returns the target of the relationship with this id; nullptr if there is none.
Relationship const* find_by_id(Relationships const& relationships, std::string_view id) noexcept;

/// @returns the name of the main part; empty if the package is no Office document.
std::string main_part(ZipPackage& package, std::string const& name);

}  // namespace ats::documents
