#include "documents/pdf_document.hpp"

#include <algorithm>

#include <ats/error.hpp>

#include "documents/plain_text.hpp"
#include "text/utf8.hpp"

namespace ats::documents {
namespace {

[[noreturn]] void fail(ErrorCode code, std::string const& name, std::string const& message) {
    throw DocumentError(code, name, message);
}

void check_status(PdfReply const& reply, std::string const& name, int max_pages) {
    using pdf::Status;
    switch (reply.status) {
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
                 "the PDF has " + std::to_string(reply.pages) + " pages, more than the limit of " +
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

/// A worker that obeys never sends more pages than it was asked for.
void check_page_count(std::size_t pages, std::string const& name, int max_pages) {
    if (pages == 0) fail(ErrorCode::document_empty, name, "the PDF has no pages");
    if (pages > static_cast<std::size_t>(max_pages)) {
        fail(ErrorCode::document_crashed, name,
             "the process that read the PDF answered nonsense; the file may be hostile");
    }
}

void append_page(Document& document, std::string_view bytes, std::size_t& characters) {
    auto const page = text::repair_utf8(bytes);
    auto const end = characters + text::count_characters(page);
    document.pages.push_back({characters, end});
    document.text += page;
    characters = end;
}

/// Pages are parted by a blank line, which belongs to none of them.
void append_page_break(Document& document, std::size_t& characters) {
    if (document.text.empty()) return;
    document.text += '\n';
    ++characters;
}

void report_empty_pages(Document& document) {
    for (std::size_t i = 0; i < document.pages.size(); ++i) {
        if (document.pages[i].begin != document.pages[i].end) continue;
        auto const number = static_cast<int>(i) + 1;
        document.findings.push_back(
            {FindingKind::page_without_text,
             "Page " + std::to_string(number) + " has no text; it may be an image of text.", number});
    }
}

}  // namespace

Document document_from_reply(PdfReply const& reply, std::string const& name, int max_pages) {
    check_status(reply, name, max_pages);
    check_page_count(reply.page_bytes.size(), name, max_pages);
    Document document;
    document.name = name;
    document.format = DocumentFormat::pdf;
    std::size_t characters = 0;
    std::string_view rest = reply.text;
    for (auto const length : reply.page_bytes) {
        auto const page = rest.substr(0, length);
        rest.remove_prefix(page.size());
        if (!page.empty()) append_page_break(document, characters);
        append_page(document, page, characters);
    }
    if (is_blank(document.text)) {
        fail(ErrorCode::document_no_text, name,
             "the PDF has no text layer: run text recognition (OCR) on it, or export it again");
    }
    report_empty_pages(document);
    if (reply.extraction_protected) {
        document.findings.push_back(
            {FindingKind::extraction_protected,
             "The file asks that its text not be extracted; it was read all the same."});
    }
    return document;
}

}  // namespace ats::documents
