#include "documents/zip_package.hpp"

#include <algorithm>
#include <cctype>

#include <zip.h>

#include <ats/error.hpp>

namespace ats::documents {
namespace {

// Real documents stay far below: the largest known, a table of 50,000 words, has 13 MB in one part and 16
// in all. Parts stay in memory while the text is read, beside the elements made of them.
constexpr std::uint64_t max_part_megabytes = 32;
constexpr std::uint64_t max_total_megabytes = 40;
constexpr std::size_t max_entries = 4096;
// XML shrinks to a tenth, at best to a hundredth; a thousandth is a bomb. Small parts may well be
// long runs of one letter and do no harm.
constexpr std::uint64_t max_ratio = 400;
constexpr std::uint64_t ratio_applies_above = std::uint64_t{1} << 20;
// Unpacked in one go: a few milliseconds.
constexpr std::size_t chunk_bytes = std::size_t{1} << 20;
// Opening a part costs as much as a hundred elements, and relationships may name one again and again.
constexpr std::size_t steps_for_part = 100;

std::string normalized(std::string_view part) {
    std::string out(part.substr(std::min(part.find_first_not_of("/\\"), part.size())));
    std::transform(out.begin(), out.end(), out.begin(), [](char c) {
        return c == '\\' ? '/' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    return out;
}

[[noreturn]] void throw_damaged(std::string const& name, std::string const& what) {
    throw DocumentError(ErrorCode::document_damaged, name,
                        what + ": open it in a word processor and save it again");
}

[[noreturn]] void throw_too_large(std::string const& name, std::string const& what) {
    throw DocumentError(ErrorCode::document_too_large, name, what);
}

struct CloseFile {
    void operator()(zip_file_t* file) const noexcept { zip_fclose(file); }
};

zip_t* open_archive(std::string_view bytes) {
    auto* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (source == nullptr) return nullptr;
    auto* const archive = zip_open_from_source(source, ZIP_RDONLY, nullptr);
    if (archive == nullptr) zip_source_free(source);
    return archive;
}

/// @returns true if the archive lists more files than a document has. libzip looks each name up among
/// those before it, so that this must be known before it opens the archive.
bool has_too_many_entries(std::string_view bytes) {
    constexpr std::string_view entry_signature = "PK\x01\x02";
    std::size_t count = 0;
    for (auto at = bytes.find(entry_signature); at != bytes.npos; at = bytes.find(entry_signature, at + 4)) {
        if (++count > max_entries) return true;
    }
    return false;
}

/// Fills `out` as far as the data goes. @returns false if it ends early or is broken.
bool read_fully(zip_file_t* file, std::string& out, Effort const& effort) {
    std::size_t length = 0;
    while (length < out.size()) {
        effort.check();
        auto const count = zip_fread(file, out.data() + length, std::min(chunk_bytes, out.size() - length));
        if (count <= 0) break;
        length += static_cast<std::size_t>(count);
    }
    bool const complete = length == out.size();
    out.resize(length);
    return complete;
}

/// @returns true if the data ends here and its checksum is right.
bool ends_well(zip_file_t* file) {
    char more = 0;
    return zip_fread(file, &more, 1) == 0;
}

}  // namespace

void ZipPackage::Close::operator()(struct zip* archive) const noexcept { zip_discard(archive); }

ZipPackage::ZipPackage(std::string_view bytes, std::string name, Effort& effort)
    : name_(std::move(name)), effort_(effort) {
    if (has_too_many_entries(bytes)) {
        throw_too_large(name_, "the package holds more than " + std::to_string(max_entries) + " files");
    }
    archive_.reset(open_archive(bytes));
    if (!archive_) throw_damaged(name_, "the file is a broken package, perhaps cut short");
    list_parts();
}

void ZipPackage::list_parts() {
    auto const count = zip_get_num_entries(archive_.get(), 0);
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i) {
        auto const* const part = zip_get_name(archive_.get(), i, ZIP_FL_ENC_RAW);
        if (part != nullptr) parts_.emplace(normalized(part), i);
    }
}

bool ZipPackage::contains(std::string_view part) const { return parts_.count(normalized(part)) != 0; }

std::optional<ZipPart> ZipPackage::read(std::string_view part) {
    auto const found = parts_.find(normalized(part));
    if (found == parts_.end()) return std::nullopt;
    return unpack(found->second);
}

void ZipPackage::check_size(std::uint64_t size, std::uint64_t packed_size) const {
    if (size > ratio_applies_above && size / max_ratio > packed_size) {
        throw_too_large(name_, "a part of the package unpacks to more than " + std::to_string(max_ratio) +
                                   " times its size: it is no text");
    }
    if (size > max_part_megabytes << 20) {
        throw_too_large(name_, "a part of the package unpacks to more than " +
                                   std::to_string(max_part_megabytes) + " MB");
    }
    if (size > (max_total_megabytes << 20) - unpacked_) {
        throw_too_large(name_,
                        "the package unpacks to more than " + std::to_string(max_total_megabytes) + " MB");
    }
}

ZipPart ZipPackage::unpack(std::uint64_t index) {
    effort_.spend(steps_for_part);
    zip_stat_t status;
    if (zip_stat_index(archive_.get(), index, 0, &status) != 0 || (status.valid & ZIP_STAT_SIZE) == 0) {
        throw_damaged(name_, "the package is broken");
    }
    check_size(status.size, status.comp_size);
    unpacked_ += status.size;
    if (status.encryption_method != ZIP_EM_NONE) {
        throw DocumentError(ErrorCode::document_encrypted, name_, "the package needs a password");
    }
    std::unique_ptr<zip_file_t, CloseFile> const file(zip_fopen_index(archive_.get(), index, 0));
    if (!file) throw_damaged(name_, "the package is packed in an unknown way");
    ZipPart part{std::string(static_cast<std::size_t>(status.size), '\0')};
    part.damaged = !read_fully(file.get(), part.bytes, effort_) || !ends_well(file.get());
    return part;
}

}  // namespace ats::documents
