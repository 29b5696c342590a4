// A file that may be a Word document.
#include "documents/docx.hpp"

#include "checks.hpp"
#include "target.hpp"

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    fuzz::require_text_or_error(ats::DocumentFormat::docx,
                                [&] { return ats::documents::read_docx(fuzz::bytes_of(data, size), "cv"); });
    return 0;
}
