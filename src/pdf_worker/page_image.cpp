#include "pdf_worker/page_image.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include <poppler-document.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include "documents/pdf_protocol.hpp"
#include "pdf_worker/opened_pdf.hpp"
#include "pdf_worker/png.hpp"

namespace ats::pdf {
namespace {

constexpr double points_per_inch = 72;

std::unique_ptr<poppler::page> page_of(poppler::document const& document, std::uint32_t index) {
    return std::unique_ptr<poppler::page>(document.create_page(static_cast<int>(index)));
}

SheetSize sheet_size(poppler::document const& document, std::uint32_t index) {
    auto const page = page_of(document, index);
    if (!page) return {0, 0};
    auto const [width, height] = size_of(*page);
    return {as_length(width), as_length(height)};
}

int pixels(double length, double scale, std::uint32_t side) {
    return std::clamp(static_cast<int>(std::lround(length * scale)), 1, static_cast<int>(side));
}

poppler::image render(poppler::page const& page, SheetSize const& size, std::uint32_t side) {
    double const width = static_cast<double>(size.width);
    double const height = static_cast<double>(size.height);
    if (!(width > 0 && height > 0)) return {};
    auto const scale = side / std::max(width, height);
    auto const dpi = scale * points_per_inch;
    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_rgb24);
    renderer.set_render_hints(poppler::page_renderer::antialiasing |
                              poppler::page_renderer::text_antialiasing);
    return renderer.render_page(&page, dpi, dpi, 0, 0, pixels(width, scale, side),
                                pixels(height, scale, side));
}

std::string png_of(poppler::image const& image) {
    return png_of(Pixels{reinterpret_cast<unsigned char const*>(image.const_data()), image.width(),
                         image.height(), image.bytes_per_row()});
}

/// @returns false if the page cannot be drawn.
bool append_image(std::string& out, poppler::document const& document, DrawOptions const& options) {
    auto const index = options.page - 1;
    auto const page = page_of(document, index);
    if (!page) return false;
    auto const image = render(*page, sheet_size(document, index), options.side);
    if (!image.is_valid()) return false;
    auto const png = png_of(image);
    ImageHeader const header{static_cast<std::uint32_t>(image.width()),
                             static_cast<std::uint32_t>(image.height())};
    append_bytes(out, &header, 1);
    out += png;
    return !png.empty();
}

}  // namespace

worker::Answer draw_pdf(std::string& bytes, DrawOptions const& options) {
    auto const opened = open_pdf(bytes, options.max_pages, true);
    worker::Answer out;
    out.pages = opened.pages;
    out.status = opened.status;
    if (!opened.document) return out;
    for (std::uint32_t i = 0; i < opened.pages; ++i) {
        auto const size = sheet_size(*opened.document, i);
        append_bytes(out.payload, &size, 1);
    }
    bool const is_there = options.page > 0 && options.page <= opened.pages;
    if (is_there && !append_image(out.payload, *opened.document, options))
        out.status = worker::Status::damaged;
    return out;
}

}  // namespace ats::pdf
