#include "documents/package_parts.hpp"

#include <utility>

namespace ats::documents {

std::string PackageParts::load_bytes(std::string_view part) {
    auto zipped = package_.read(part);
    cut_ = cut_ || !zipped || zipped->damaged;
    if (!zipped) return {};
    return std::move(zipped->bytes);
}

XmlPart PackageParts::load(std::string_view part) {
    auto xml = parse_xml(load_bytes(part), effort_);
    note(xml.cut, xml.repaired);
    return xml;
}

void PackageParts::note(bool cut, bool repaired) noexcept {
    cut_ = cut_ || cut;
    repaired_ = repaired_ || repaired;
}

}  // namespace ats::documents
