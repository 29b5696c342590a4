#pragma once

#include <string_view>

#include "documents/xml_part.hpp"
#include "documents/zip_package.hpp"

namespace ats::documents {

/// Reads the parts of one package, and keeps in mind what was wrong with any of them.
class PackageParts {
public:
    /// Both must outlive this.
    PackageParts(ZipPackage& package, Effort& effort) : package_(package), effort_(effort) {}

    /// @returns the part; an empty one if there is none of that name.
    /// @throws what ZipPackage::read() and parse_xml() throw.
    XmlPart load(std::string_view part);
    /// @returns the bytes of the part; none if there is none of that name.
    std::string load_bytes(std::string_view part);

    void note(bool cut, bool repaired) noexcept;
    bool cut() const noexcept { return cut_; }            ///< A part is missing or ended early.
    bool repaired() const noexcept { return repaired_; }  ///< Bytes that are no text were replaced.

private:
    ZipPackage& package_;
    Effort& effort_;
    bool cut_ = false;
    bool repaired_ = false;
};

}  // namespace ats::documents
