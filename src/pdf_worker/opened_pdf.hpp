#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "worker/serve.hpp"

namespace poppler {
class document;
class page;
}  // namespace poppler

namespace ats::pdf {

/// A document that poppler opened.
struct OpenedPdf {
    OpenedPdf();
    OpenedPdf(OpenedPdf&&) noexcept;
    OpenedPdf& operator=(OpenedPdf&&) noexcept;
    ~OpenedPdf();

    std::unique_ptr<poppler::document> document;  ///< Nothing, unless the status is `text`.
    worker::Status status = worker::Status::damaged;
    std::uint32_t pages = 0;
};

/// Opens a PDF that needs no password and has no more pages than allowed.
/// @param bytes are changed: what only costs time is taken out of them; they must outlive the result.
/// @param renders false if nothing will be drawn.
OpenedPdf open_pdf(std::string& bytes, std::uint32_t max_pages, bool renders);

/// @returns width and height of the page as it is shown, in points.
std::pair<double, double> size_of(poppler::page const& page);

/// @returns a length as the protocol has it; 0 if no page can have it.
float as_length(double value);

template <class Structure>
void append_bytes(std::string& out, Structure const* first, std::size_t count) {
    out.append(reinterpret_cast<char const*>(first), count * sizeof(Structure));
}

}  // namespace ats::pdf
