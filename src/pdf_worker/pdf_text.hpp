#pragma once

#include <cstdint>
#include <string>

#include "documents/pdf_protocol.hpp"
#include "worker/serve.hpp"

namespace ats::pdf {

/// What to do with a PDF.
struct ReadOptions {
    std::uint32_t max_pages = 0;
    std::uint32_t max_words = 0;
    bool find_hidden = false;
    bool has_fonts = true;  ///< As prepare() said.
};

/// Does once what poppler and qpdf do at their first document, and keeps it done: opening files is
/// forbidden later, and costs a millisecond a document. Call it once, before the first document.
/// @param data the folder of poppler's character maps; empty: the one that poppler was built for.
/// @returns false if this machine has no fonts: text in fonts that are not embedded cannot be drawn.
bool prepare(std::string const& data);

/// Reads the text of all pages.
/// @returns the reply, as the protocol has it. @param bytes are changed: what only costs time is taken out of
/// them.
worker::Answer read_pdf(std::string& bytes, ReadOptions const& options);

}  // namespace ats::pdf
