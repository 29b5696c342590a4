#include "pdf_worker/opened_pdf.hpp"

#include <algorithm>
#include <functional>
#include <string_view>

#include <poppler-document.h>
#include <poppler-page.h>

namespace ats::pdf {
namespace {

using worker::Status;

using Document = std::unique_ptr<poppler::document>;

Document load(std::string const& bytes) {
    return Document(poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
}

/// Takes a name out of a file's reach. One of the same length leaves all offsets right.
void hide(std::string& bytes, std::string_view key) {
    std::boyer_moore_horspool_searcher const searcher(key.begin(), key.end());
    for (auto at = bytes.begin(); (at = std::search(at, bytes.end(), searcher)) != bytes.end();) {
        *++at = 'X';
    }
}

/// Colour profiles cost time, and no text depends on them: PDF/A files name some that poppler converts
/// for each page, for 30 ms; those of colour spaces matter only where the page is rendered.
void hide_colour_profiles(std::string& bytes, bool renders) {
    hide(bytes, "/OutputIntents");
    if (!renders) hide(bytes, "/ICCBased");
}

}  // namespace

OpenedPdf::OpenedPdf() = default;
OpenedPdf::OpenedPdf(OpenedPdf&&) noexcept = default;
OpenedPdf& OpenedPdf::operator=(OpenedPdf&&) noexcept = default;
OpenedPdf::~OpenedPdf() = default;

OpenedPdf open_pdf(std::string& bytes, std::uint32_t max_pages, bool renders) {
    hide_colour_profiles(bytes, renders);
    OpenedPdf out;
    auto document = load(bytes);
    if (!document) return out;
    out.status = Status::locked;
    if (document->is_locked()) return out;
    out.pages = static_cast<std::uint32_t>(std::max(document->pages(), 0));
    out.status = out.pages > max_pages ? Status::too_many_pages : Status::text;
    if (out.status == Status::text) out.document = std::move(document);
    return out;
}

std::pair<double, double> size_of(poppler::page const& page) {
    auto const area = page.page_rect(poppler::crop_box);
    bool const lies =
        page.orientation() == poppler::page::landscape || page.orientation() == poppler::page::seascape;
    return lies ? std::pair(area.height(), area.width()) : std::pair(area.width(), area.height());
}

float as_length(double value) {
    constexpr double longest = 1e6;  // Points: beyond what PDF allows. False for NaN, too.
    return value > 0 && value < longest ? static_cast<float>(value) : 0;
}

}  // namespace ats::pdf
