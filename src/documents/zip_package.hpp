#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "documents/effort.hpp"

struct zip;

namespace ats::documents {

/// One unpacked file of a package.
struct ZipPart {
    std::string bytes;
    bool damaged = false;  ///< The data ends early or its checksum is wrong; what came is in `bytes`.
};

/// A ZIP archive in memory, unpacked part by part within limits, so that a small hostile file cannot
/// fill the memory. Names of parts are compared as OPC does it: blind to case, `/` and `\` the same.
class ZipPackage {
public:
    /// @param bytes must outlive this, like `effort`. @param name of the document, for messages.
    /// @throws DocumentError document_damaged or document_too_large.
    ZipPackage(std::string_view bytes, std::string name, Effort& effort);

    bool contains(std::string_view part) const;

    /// @returns the part, or nullopt if there is none of that name.
    /// @throws DocumentError document_too_large, document_encrypted, or document_damaged if nothing
    /// of it can be unpacked.
    /// @throws CallerError cancelled or deadline_exceeded.
    std::optional<ZipPart> read(std::string_view part);

private:
    struct Close {
        void operator()(struct zip* archive) const noexcept;
    };

    void list_parts();
    /// @throws DocumentError document_too_large.
    void check_size(std::uint64_t size, std::uint64_t packed_size) const;
    ZipPart unpack(std::uint64_t index);

    std::string name_;
    Effort& effort_;
    std::unique_ptr<struct zip, Close> archive_;
    std::map<std::string, std::uint64_t> parts_;
    std::uint64_t unpacked_ = 0;
};

}  // namespace ats::documents
