// A ZIP file that may be a Word or OpenDocument text.
#include "checks.hpp"
#include "documents/package_document.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    fuzz::require_text_or_error(
        [&] { return ats::documents::read_package(fuzz::bytes_of(data, size), "cv"); });
    return 0;
}
