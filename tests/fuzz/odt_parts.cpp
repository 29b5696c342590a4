// Parts of an OpenDocument text, which this puts into a package: the content first, and more behind lines
// such as `%% styles.xml`.
#include "checks.hpp"
#include "documents/package_document.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto entries = fuzz::entries_of(fuzz::bytes_of(data, size), "content.xml");
    entries.emplace(entries.begin(), "mimetype", "application/vnd.oasis.opendocument.text");
    auto const package = fuzz::stored_zip(entries);
    fuzz::require_text_or_error([&] { return ats::documents::read_package(package, "cv"); });
    return 0;
}
