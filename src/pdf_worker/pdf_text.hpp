#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "documents/pdf_protocol.hpp"

namespace ats::pdf {

/// What a PDF gave.
struct PdfText {
    Status status = Status::damaged;
    bool extraction_protected = false;
    std::uint32_t pages = 0;
    std::vector<std::uint32_t> page_bytes;
    std::string text;
};

/// Does once what poppler does at its first document, and keeps it done: opening files is forbidden
/// later, and costs a millisecond a document. Call it once, before the first document.
void prepare_poppler();

/// Reads the text of all pages.
/// @param bytes are changed: what only costs time is taken out of them.
PdfText read_pdf(std::string& bytes, std::uint32_t max_pages);

}  // namespace ats::pdf
