#include "documents/pdf_document.hpp"

#include <algorithm>

#include <ats/error.hpp>

#include "documents/doubts.hpp"
#include "documents/text_encoding.hpp"
#include "text/utf8.hpp"

namespace ats::documents {
namespace {

// Icons and list marks of odd fonts are no doubt about the text.
constexpr std::size_t fewest_unreadable = 20;
constexpr std::size_t unreadable_share = 20;  // One in so many.

[[noreturn]] void fail(ErrorCode code, std::string const& name, std::string const& message) {
    throw DocumentError(code, name, message);
}

/// A worker that obeys never sends more pages than it was asked for.
void check_page_count(std::size_t pages, std::string const& name, int max_pages) {
    if (pages == 0) fail(ErrorCode::document_empty, name, "the PDF has no pages");
    if (pages > static_cast<std::size_t>(max_pages)) {
        fail(ErrorCode::document_crashed, name,
             "the process that read the PDF answered nonsense; the file may be hostile");
    }
}

/// Byte offsets become character offsets; the words come in order, so that one pass suffices.
class CharacterCounter {
public:
    CharacterCounter(std::string_view text, std::size_t characters) : text_(text), characters_(characters) {}

    std::size_t at(std::size_t offset) {
        characters_ += text::count_characters(text_.substr(offset_, offset - offset_));
        offset_ = offset;
        return characters_;
    }

private:
    std::string_view text_;
    std::size_t offset_ = 0;
    std::size_t characters_;
};

/// Pages are parted by a blank line, which belongs to none of them.
void append_page_break(Document& document, std::size_t& characters) {
    if (document.text.empty()) return;
    document.text += '\n';
    ++characters;
}

void append_page(Document& document, PdfPage const& page, std::size_t& characters) {
    if (!page.text.empty()) append_page_break(document, characters);
    auto const begin = characters;
    auto const number = static_cast<int>(document.pages.size()) + 1;
    CharacterCounter counter(page.text, begin);
    for (auto const& word : page.words) {
        auto const first = counter.at(word.begin);
        document.words.push_back(
            {first, counter.at(word.end), number, {word.left, word.top, word.right, word.bottom}});
    }
    characters = counter.at(page.text.size());
    document.text += page.text;
    document.pages.push_back({begin, characters, page.width, page.height});
}

std::string counted(std::size_t count, std::string const& what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void report_page(Document& document, PdfPage const& page, int number) {
    auto const where = "Page " + std::to_string(number);
    if (!page.hidden.empty()) {
        document.findings.push_back({FindingKind::hidden_text,
                                     where + " has " + counted(count_words(page.hidden), "word") +
                                         " that no reader sees; they do not count.",
                                     number, beginning_of(page.hidden, max_finding_text)});
    }
    if (is_blank(page.text) && !page.blank) {
        document.findings.push_back(
            {FindingKind::page_without_text, where + " has no text; it may be an image of text.", number});
    }
}

void report_doubts(Document& document, PdfReply const& reply) {
    std::size_t characters = 0;
    std::size_t unreadable = 0;
    for (auto const& page : reply.pages) characters += page.characters, unreadable += page.unreadable;
    if (unreadable >= fewest_unreadable && unreadable * unreadable_share > characters) {
        document.findings.push_back(
            {FindingKind::unreadable_characters,
             std::to_string(unreadable) + " of " + std::to_string(characters) +
                 " characters do not say which letters they are; words may be missing. Look at the file."});
    }
    if (has_glued_words(document.text)) {
        document.findings.push_back(
            {FindingKind::glued_words, "Many words stand without spaces between them. Look at the file."});
    }
}

/// @returns true if something is drawn on a page, or if nobody looked.
bool shows_something(PdfReply const& reply) {
    return std::any_of(reply.pages.begin(), reply.pages.end(),
                       [](PdfPage const& page) { return !page.blank; });
}

[[noreturn]] void fail_without_text(PdfReply const& reply, std::string const& name) {
    bool const hidden = std::any_of(reply.pages.begin(), reply.pages.end(),
                                    [](PdfPage const& page) { return !page.hidden.empty(); });
    if (hidden) {
        fail(ErrorCode::document_no_text, name,
             "no reader sees any of the words in the PDF: export it again");
    }
    if (!shows_something(reply)) {
        fail(ErrorCode::document_no_text, name, "the pages of the PDF are blank: export it again");
    }
    fail(ErrorCode::document_no_text, name,
         "the PDF has no text layer: run text recognition (OCR) on it, or export it again");
}

}  // namespace

void check_status(worker::Status status, std::uint32_t pages, std::string const& name, int max_pages) {
    using worker::Status;
    switch (status) {
        case Status::started:
        case Status::text:
            return;
        case Status::locked:
            fail(ErrorCode::document_encrypted, name, "the PDF needs a password: save a copy without one");
        case Status::damaged:
            fail(ErrorCode::document_damaged, name,
                 "the PDF is broken and cannot be opened: export it again");
        case Status::too_many_pages:
            fail(ErrorCode::document_too_large, name,
                 "the PDF has " + std::to_string(pages) + " pages, more than the limit of " +
                     std::to_string(max_pages));
        case Status::too_much_text:
            fail(ErrorCode::document_too_large, name, "the PDF has more text than any document needs");
        case Status::out_of_memory:
            fail(ErrorCode::document_too_large, name,
                 "reading the PDF takes more memory than its limit; it may be hostile");
        case Status::cpu_limit:
            fail(ErrorCode::document_timeout, name,
                 "reading the PDF takes more CPU time than its limit; it may be hostile");
    }
}

Document document_from_reply(PdfReply const& reply, std::string const& name, int max_pages) {
    check_status(reply.status, reply.page_count, name, max_pages);
    check_page_count(reply.pages.size(), name, max_pages);
    Document document;
    document.name = name;
    document.format = DocumentFormat::pdf;
    std::size_t characters = 0;
    for (auto const& page : reply.pages) append_page(document, page, characters);
    if (is_blank(document.text)) fail_without_text(reply, name);
    for (std::size_t i = 0; i < reply.pages.size(); ++i) {
        report_page(document, reply.pages[i], static_cast<int>(i) + 1);
    }
    report_doubts(document, reply);
    if (reply.text_cut) {
        document.findings.push_back(
            {FindingKind::text_cut, "The PDF has more text than any resume; the rest was not read."});
    }
    if (reply.extraction_protected) {
        document.findings.push_back(
            {FindingKind::extraction_protected,
             "The file asks that its text not be extracted; it was read all the same."});
    }
    return document;
}

}  // namespace ats::documents
