// An RTF file.
#include "documents/rtf/rtf.hpp"

#include "checks.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const bytes = fuzz::bytes_of(data, size);
    fuzz::require_text_or_error([&] { return ats::documents::read_rtf(bytes, "cv", {}); });
    return 0;
}
