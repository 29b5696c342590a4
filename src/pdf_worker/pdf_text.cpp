#include "pdf_worker/pdf_text.hpp"

#include <memory>

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include "pdf_worker/layout.hpp"
#include "text/utf8.hpp"

namespace ats::pdf {
namespace {

using Document = std::unique_ptr<poppler::document>;

// A page with one word: reading it makes poppler set up all that text needs.
constexpr char smallest_document[] =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
    "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
    "4 0 obj<</Length 27>>stream\n"
    "BT/F 9 Tf 9 9 Td(word)Tj ET\n"
    "endstream endobj\n"
    "trailer<</Size 5/Root 1 0 R>>\n"
    "%%EOF\n";

Document load(char const* bytes, std::size_t size) {
    return Document(poppler::document::load_from_raw_data(bytes, static_cast<int>(size)));
}

/// PDF/A files name colour profiles that poppler converts for each page, for 30 ms, and that no text
/// depends on. A name of the same length leaves all offsets right.
void hide_output_intents(std::string& bytes) {
    constexpr std::string_view key = "/OutputIntents";
    for (auto at = bytes.find(key); at != bytes.npos; at = bytes.find(key, at + key.size())) {
        bytes[at + 1] = 'X';
    }
}

bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

/// poppler's own to_utf8 opens a converter for each word. Half surrogates become U+FFFD, control
/// characters and byte order marks go.
std::string to_utf8(poppler::ustring const& units) {
    std::string out;
    for (std::size_t i = 0; i < units.size(); ++i) {
        char32_t c = units[i];
        if (is_high_surrogate(c) && i + 1 < units.size() && is_low_surrogate(units[i + 1])) {
            c = 0x10000 + ((c - 0xD800) << 10) + (char32_t{units[++i]} - 0xDC00);
        } else if (is_high_surrogate(c) || is_low_surrogate(c)) {
            c = text::replacement_character;
        }
        if (c >= 0x20 && c != 0x7F && c != 0xFEFF) text::append(out, c);
    }
    return out;
}

std::vector<Word> words_of(poppler::page const& page) {
    std::vector<Word> words;
    for (auto const& box : page.text_list(0)) {
        auto const area = box.bbox();
        Word word{to_utf8(box.text()), area.left(),           area.top(),    area.right(),
                  area.bottom(),       box.has_space_after(), box.rotation()};
        if (!word.text.empty()) words.push_back(std::move(word));
    }
    return words;
}

void append_page(PdfText& out, poppler::document const& document, std::uint32_t index) {
    std::unique_ptr<poppler::page> const page(document.create_page(static_cast<int>(index)));
    auto const text = page ? page_text(words_of(*page)) : std::string();
    out.page_bytes.push_back(static_cast<std::uint32_t>(text.size()));
    out.text += text;
}

}  // namespace

void prepare_poppler() {
    poppler::set_debug_error_function([](std::string const&, void*) {}, nullptr);
    // Its globals live as long as any document is open: this one stays open.
    static Document const kept = load(smallest_document, sizeof smallest_document - 1);
    PdfText warm_up;
    append_page(warm_up, *kept, 0);
}

PdfText read_pdf(std::string& bytes, std::uint32_t max_pages) {
    hide_output_intents(bytes);
    PdfText out;
    auto const document = load(bytes.data(), bytes.size());
    if (!document) return out;
    if (document->is_locked()) {
        out.status = Status::locked;
        return out;
    }
    auto const pages = document->pages();
    out.pages = pages > 0 ? static_cast<std::uint32_t>(pages) : 0;
    out.extraction_protected = !document->has_permission(poppler::perm_copy);
    out.status = out.pages > max_pages ? Status::too_many_pages : Status::text;
    for (std::uint32_t i = 0; i < out.pages && out.status == Status::text; ++i) {
        append_page(out, *document, i);
        if (out.text.size() > max_text_bytes) out.status = Status::too_much_text;
    }
    return out;
}

}  // namespace ats::pdf
