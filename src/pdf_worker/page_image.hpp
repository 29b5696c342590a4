#pragma once

#include <cstdint>
#include <string>

#include "worker/serve.hpp"

namespace ats::pdf {

/// What to draw of a PDF.
struct DrawOptions {
    std::uint32_t max_pages = 0;
    std::uint32_t page = 0;  ///< From 1; 0: none.
    std::uint32_t side = 0;  ///< Pixels of the image's longer side.
};

/// Tells how large the pages are, and draws one of them as a person sees it.
/// @returns the reply, as the protocol has it. @param bytes are changed as by read_pdf().
worker::Answer draw_pdf(std::string& bytes, DrawOptions const& options);

}  // namespace ats::pdf
