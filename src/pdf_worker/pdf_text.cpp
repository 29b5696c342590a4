#include "pdf_worker/pdf_text.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include "pdf_worker/content_witness.hpp"
#include "pdf_worker/layout.hpp"
#include "pdf_worker/letter_boxes.hpp"
#include "pdf_worker/links.hpp"
#include "pdf_worker/opened_pdf.hpp"
#include "pdf_worker/pdf_file.hpp"
#include "pdf_worker/visibility.hpp"
#include "pdf_worker/words.hpp"

namespace ats::pdf {
namespace {

using worker::max_payload_bytes;
using worker::Status;

// A page with one word: reading it makes poppler set up all that text and rendering need.
constexpr char smallest_document[] =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
    "/Annots[<</A<</URI(http://a)>>>>]"
    "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
    "4 0 obj<</Length 27>>stream\n"
    "BT/F 9 Tf 9 9 Td(word)Tj ET\n"
    "endstream endobj\n"
    "trailer<</Size 5/Root 1 0 R>>\n"
    "%%EOF\n";

// Bytes that the icons of a page say to the blind. More than this is no description: it is a way to hide
// text, because what is seen is another.
constexpr std::size_t most_description = 400;

/// Takes the words that no reader sees out of `words`, and what is known of each. @returns them, parted by
/// blanks.
std::string take_hidden(std::vector<Word>& words, std::vector<Witness>& witnesses,
                        std::vector<bool> const& hidden) {
    std::string out;
    std::vector<Word> seen;
    std::vector<Witness> of_seen;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!hidden[i]) {
            seen.push_back(std::move(words[i]));
            of_seen.push_back(witnesses[i]);
        } else {
            out.append(out.empty() ? "" : " ").append(words[i].text);
        }
    }
    words = std::move(seen);
    witnesses = std::move(of_seen);
    return out;
}

/// Marks words as hidden that are too long for what is seen in their place, if they are many.
std::vector<bool> without_descriptions(std::vector<bool> hidden, PageWords const& page) {
    std::size_t bytes = 0;
    for (auto const i : page.squeezed) bytes += page.words[i].text.size();
    if (bytes > most_description) {
        for (auto const i : page.squeezed) hidden[i] = true;
    }
    return hidden;
}

class Reader {
public:
    Reader(poppler::document const& document, PdfFile const& file, ReadOptions const& options)
        : document_(document), links_(file), content_(file, options.find_hidden), options_(options) {}

    /// @returns false if the text is as long as it may be.
    bool append(std::uint32_t index) {
        std::unique_ptr<poppler::page> const page(document_.create_page(static_cast<int>(index)));
        PageHeader header{};
        if (page) append(header, *page, index);
        if (!page) append_bytes(payload_, &header, 1);
        return words_ < options_.max_words && payload_.size() <= max_payload_bytes;
    }
    std::string take_payload() { return std::move(payload_); }

private:
    void append(PageHeader& header, poppler::page const& page, std::uint32_t index);

    poppler::document const& document_;
    Links links_;
    ContentWitness content_;
    ReadOptions options_;
    std::string payload_;
    std::size_t words_ = 0;
};

void Reader::append(PageHeader& header, poppler::page const& page, std::uint32_t index) {
    auto found = words_of(page);
    words_ += found.words.size();
    links_.add_to(found.words, index);
    auto witness = content_.of(index, found.words);
    std::string hidden;
    if (options_.find_hidden) {
        auto view = witness.all_seen
                        ? PageView{true, std::vector<bool>(found.words.size())}
                        : look_at(page, with_letter_boxes(found.words, witness.words), options_.has_fonts);
        hidden = take_hidden(found.words, witness.words, without_descriptions(std::move(view.hidden), found));
        if (!view.has_ink) header.flags |= blank_page_flag;
    }
    for (std::size_t i = 0; i < found.words.size(); ++i) found.words[i].witness = witness.words[i];
    auto const shown = page_text(found.words, witness);
    auto const [width, height] = size_of(page);
    header.words = static_cast<std::uint32_t>(shown.words.size());
    header.text_bytes = static_cast<std::uint32_t>(shown.text.size());
    header.hidden_bytes = static_cast<std::uint32_t>(hidden.size());
    header.characters = found.characters;
    header.unreadable = found.unreadable;
    header.width = as_length(width);
    header.height = as_length(height);
    append_bytes(payload_, &header, 1);
    append_bytes(payload_, shown.words.data(), shown.words.size());
    payload_ += shown.text;
    payload_ += hidden;
}

}  // namespace

bool prepare(std::string const& data) {
    if (!data.empty()) poppler::set_data_dir(data);
    poppler::set_debug_error_function([](std::string const&, void*) {}, nullptr);
    // poppler's globals live as long as any document is open: this one stays open.
    static std::string bytes(smallest_document, sizeof smallest_document - 1);
    static OpenedPdf const kept = open_pdf(bytes, 1, true);
    if (!kept.document) return false;
    PdfFile const file(bytes);
    Reader(*kept.document, file, {1, 1, true}).append(0);
    // Its word is in no embedded font: without any font on this machine it leaves the page blank.
    std::unique_ptr<poppler::page> const page(kept.document->create_page(0));
    return page && look_at(*page, {}).has_ink;
}

worker::Answer read_pdf(std::string& bytes, ReadOptions const& options) {
    auto const opened = open_pdf(bytes, options.max_pages, options.find_hidden);
    worker::Answer out;
    out.pages = opened.pages;
    out.status = opened.status;
    if (!opened.document) return out;
    auto const pages = opened.pages;
    if (!opened.document->has_permission(poppler::perm_copy)) out.flags |= extraction_protected_flag;
    PdfFile const file(bytes);
    Reader reader(*opened.document, file, options);
    std::uint32_t read = 0;
    while (read < pages && reader.append(read++)) {
    }
    if (read < pages) out.flags |= text_cut_flag;
    out.pages = read;
    out.payload = reader.take_payload();
    if (out.payload.size() > max_payload_bytes) out.status = Status::too_much_text;
    return out;
}

}  // namespace ats::pdf
