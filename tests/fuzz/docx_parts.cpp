// Parts of a Word document, which this puts into a package: the main part first, and more behind lines
// such as `%% word/styles.xml`.
#include "checks.hpp"
#include "documents/package_document.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const package = fuzz::stored_zip(fuzz::entries_of(fuzz::bytes_of(data, size), "word/document.xml"));
    fuzz::require_text_or_error([&] { return ats::documents::read_package(package, "cv"); });
    return 0;
}
