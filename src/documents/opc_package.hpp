#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "documents/effort.hpp"
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

/// The relationships of one part, in the order of the file. There may be one for each link, so that
/// looking one up must not look at all.
class Relationships {
public:
    void add(Relationship relationship);
    /// @returns the first relationship with this id; nullptr if there is none.
    Relationship const* find(std::string_view id) const noexcept;

    auto begin() const noexcept { return all_.begin(); }
    auto end() const noexcept { return all_.end(); }

private:
    std::vector<Relationship> all_;
    std::map<std::string, std::size_t, std::less<>> by_id_;  // Of hashes a file could choose the worst.
};

/// The relationships of a part, as written in the part beside it; none if there is no such part.
/// @param part name of the part; empty: those of the package.
Relationships read_relationships(ZipPackage& package, std::string_view part, Effort& effort);

/// @returns the name of the main part; empty if the package is no Office document.
std::string main_part(ZipPackage& package, Effort& effort);

}  // namespace ats::documents
