#include "pdf_worker/pdf_text.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include "pdf_worker/content_witness.hpp"
#include "pdf_worker/layout.hpp"
#include "pdf_worker/letter_boxes.hpp"
#include "pdf_worker/links.hpp"
#include "pdf_worker/pdf_file.hpp"
#include "pdf_worker/visibility.hpp"
#include "pdf_worker/words.hpp"

namespace ats::pdf {
namespace {

using worker::max_payload_bytes;
using worker::Status;

using Document = std::unique_ptr<poppler::document>;

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

template <class Structure>
void append_bytes(std::string& out, Structure const* first, std::size_t count) {
    out.append(reinterpret_cast<char const*>(first), count * sizeof(Structure));
}

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

/// The size of the page as it is shown.
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

bool prepare() {
    poppler::set_debug_error_function([](std::string const&, void*) {}, nullptr);
    // poppler's globals live as long as any document is open: this one stays open.
    static std::string const bytes(smallest_document, sizeof smallest_document - 1);
    static Document const kept = load(bytes);
    PdfFile const file(bytes);
    Reader(*kept, file, {1, 1, true}).append(0);
    // Its word is in no embedded font: without any font on this machine it leaves the page blank.
    std::unique_ptr<poppler::page> const page(kept->create_page(0));
    return page && look_at(*page, {}).has_ink;
}

worker::Answer read_pdf(std::string& bytes, ReadOptions const& options) {
    hide_colour_profiles(bytes, options.find_hidden);
    worker::Answer out;
    auto const document = load(bytes);
    if (!document) return out;
    if (document->is_locked()) {
        out.status = Status::locked;
        return out;
    }
    auto const pages = static_cast<std::uint32_t>(std::max(document->pages(), 0));
    out.pages = pages;
    out.status = pages > options.max_pages ? Status::too_many_pages : Status::text;
    if (out.status != Status::text) return out;
    if (!document->has_permission(poppler::perm_copy)) out.flags |= extraction_protected_flag;
    PdfFile const file(bytes);
    Reader reader(*document, file, options);
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
