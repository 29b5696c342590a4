#include "pdf_worker/visibility.hpp"

#include <algorithm>
#include <cmath>

#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include "pdf_worker/ink.hpp"

namespace ats::pdf {
namespace {

constexpr double points_per_inch = 72;
// Letters of usual size leave a mark at the first, which clears nearly all pages; pages with words that
// leave none are looked at again, more closely.
constexpr double first_dpi = 36;
constexpr double close_dpi = 108;
constexpr double usual_page = 792;
// 48 MB: at the first resolution 14 m² of paper. Larger pages are rendered coarser.
constexpr double max_pixels = 16'000'000;

/// Small pages are seen as large as others.
double dpi_for(poppler::page const& page, double dpi) {
    auto const area = page.page_rect();
    auto const side = std::max(area.width(), area.height());
    auto const inches = area.width() / points_per_inch * (area.height() / points_per_inch);
    if (!(inches > 0)) return dpi;
    return std::min(dpi * std::max(1.0, usual_page / side), std::sqrt(max_pixels / inches));
}

struct Rendered {
    poppler::image image;
    double dpi;

    Picture picture() const {
        auto const size =
            static_cast<std::size_t>(image.bytes_per_row()) * static_cast<std::size_t>(image.height());
        return {{reinterpret_cast<unsigned char const*>(image.const_data()), size},
                image.width(),
                image.height(),
                image.bytes_per_row(),
                dpi / points_per_inch};
    }
};

Rendered render(poppler::page const& page, double wanted_dpi) {
    poppler::page_renderer renderer;
    // Gray would cost more, and lose red on green.
    renderer.set_image_format(poppler::image::format_rgb24);
    renderer.set_render_hints(poppler::page_renderer::antialiasing |
                              poppler::page_renderer::text_antialiasing);
    auto const dpi = dpi_for(page, wanted_dpi);
    return {renderer.render_page(&page, dpi, dpi), dpi};
}

bool any(std::vector<bool> const& values) {
    return std::find(values.begin(), values.end(), true) != values.end();
}

/// Embedded fonts are parts of fonts as a rule, which "ABCDEF+" before their name tells.
bool brings_fonts(poppler::page const& page) {
    auto const boxes = page.text_list(poppler::page::text_list_include_font);
    return std::all_of(boxes.begin(), boxes.end(),
                       [](auto const& box) { return box.get_font_name().find('+') != std::string::npos; });
}

}  // namespace

PageView look_at(poppler::page const& page, std::vector<Word> const& words, bool has_fonts) {
    auto const first = render(page, first_dpi);
    if (!first.image.is_valid()) return {!words.empty(), std::vector<bool>(words.size())};
    PageView view{has_ink(first.picture()), hidden_words(first.picture(), words)};
    if (!any(view.hidden)) return view;
    view.hidden = hidden_words(render(page, close_dpi).picture(), words);
    if (!has_fonts && any(view.hidden) && !brings_fonts(page)) view.hidden.assign(words.size(), false);
    return view;
}

}  // namespace ats::pdf
