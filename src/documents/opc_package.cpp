#include "documents/opc_package.hpp"

#include <utility>

namespace ats::documents {
namespace {

// Each link of a document has one. A thousandth of this is much.
constexpr std::size_t most_relationships = 100'000;

std::string_view last_segment(std::string_view uri) {
    auto const slash = uri.rfind('/');
    return slash == uri.npos ? uri : uri.substr(slash + 1);
}

std::string_view folder_of(std::string_view part) {
    auto const slash = part.rfind('/');
    return slash == part.npos ? std::string_view() : part.substr(0, slash + 1);
}

std::string relationships_part(std::string_view part) {
    return std::string(folder_of(part)) + "_rels/" + std::string(last_segment(part)) + ".rels";
}

/// @returns the part that `target` means when written in `source`.
std::string resolve(std::string_view source, std::string_view target) {
    if (!target.empty() && target.front() == '/') return std::string(target.substr(1));
    std::string out(folder_of(source));
    while (target.substr(0, 3) == "../") {
        target.remove_prefix(3);
        if (!out.empty()) out.resize(folder_of(std::string_view(out).substr(0, out.size() - 1)).size());
    }
    return out.append(target);
}

Relationship read_relationship(pugi::xml_node node, std::string_view source) {
    Relationship relationship;
    relationship.id = attribute(node, "Id");
    relationship.type = last_segment(attribute(node, "Type"));
    relationship.external = attribute(node, "TargetMode") == "External";
    auto const target = attribute(node, "Target");
    relationship.target = relationship.external ? std::string(target) : resolve(source, target);
    return relationship;
}

}  // namespace

void Relationships::add(Relationship relationship) {
    by_id_.emplace(relationship.id, all_.size());
    all_.push_back(std::move(relationship));
}

Relationship const* Relationships::find(std::string_view id) const noexcept {
    auto const found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &all_[found->second];
}

Relationships read_relationships(ZipPackage& package, std::string_view part, Effort& effort) {
    auto zipped = package.read(relationships_part(part));
    if (!zipped) return {};
    auto const xml = parse_xml(std::move(zipped->bytes), effort);
    Relationships relationships;
    std::size_t count = 0;
    for (auto const& node : xml.document.document_element().children()) {
        effort.spend(1);
        effort.require_at_most(++count, most_relationships, "links and parts");
        relationships.add(read_relationship(node, part));
    }
    return relationships;
}

std::string main_part(ZipPackage& package, Effort& effort) {
    auto const relationships = read_relationships(package, "", effort);
    for (auto const& relationship : relationships) {
        if (relationship.type == "officeDocument" && package.contains(relationship.target)) {
            return relationship.target;
        }
    }
    constexpr auto usual = "word/document.xml";  // For packages whose relationships are damaged.
    return package.contains(usual) ? usual : "";
}

}  // namespace ats::documents
