#include "documents/office_reply.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "documents/office_protocol.hpp"
#include "documents/payload.hpp"
#include "documents/text_encoding.hpp"
#include "text/utf8.hpp"

namespace ats::documents {
namespace {

using office::OfficeFinding;
using office::OfficeHeader;
using office::PageSpan;

// What the readers in the worker make, find and fail with: nothing else is theirs to say.
constexpr DocumentFormat formats[] = {DocumentFormat::markdown, DocumentFormat::docx, DocumentFormat::odt,
                                      DocumentFormat::html, DocumentFormat::rtf};
constexpr FindingKind kinds[] = {FindingKind::page_without_text,    FindingKind::text_cut,
                                 FindingKind::encoding_repaired,    FindingKind::extraction_protected,
                                 FindingKind::hidden_text,          FindingKind::glued_words,
                                 FindingKind::unreadable_characters};
constexpr ErrorCode failures[] = {ErrorCode::document_empty,     ErrorCode::document_unsupported,
                                  ErrorCode::document_encrypted, ErrorCode::document_damaged,
                                  ErrorCode::document_no_text,   ErrorCode::document_too_large};

/// @returns that one of `known` which the number stands for; nullopt if it is none.
template <class Enum, std::size_t count>
std::optional<Enum> one_of(Enum const (&known)[count], std::uint32_t number) {
    auto const* const found = std::find_if(std::begin(known), std::end(known), [&](Enum each) {
        return static_cast<std::uint32_t>(each) == number;
    });
    return found == std::end(known) ? std::nullopt : std::optional(*found);
}

/// A message goes to people's terminals as it is.
bool is_message(std::string_view text) {
    return text.size() <= office::max_message_bytes && text::is_valid_utf8(text) &&
           std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; });
}

std::optional<OfficeFailure> read_failure(OfficeHeader const& header, Payload& payload) {
    auto const code = one_of(failures, header.outcome - 1);
    auto const message = payload.take(header.text_bytes);
    if (!code || header.findings != 0 || !is_message(message)) return std::nullopt;
    return OfficeFailure{*code, std::string(message)};
}

bool is_length(double value) { return std::isfinite(value) && value >= 0; }

/// @returns the pages, if they stand in order within a text of that many characters.
std::optional<std::vector<PageRange>> read_pages(std::vector<PageSpan> const& spans, std::size_t length) {
    std::vector<PageRange> pages;
    std::uint64_t end = 0;
    for (auto const& span : spans) {
        if (span.begin < end || span.end < span.begin || span.end > length) return std::nullopt;
        if (!is_length(span.width) || !is_length(span.height)) return std::nullopt;
        end = span.end;
        pages.push_back({span.begin, span.end, span.width, span.height});
    }
    return pages;
}

std::optional<Finding> read_finding(OfficeFinding const& said, std::uint32_t pages, Payload& payload) {
    auto const kind = one_of(kinds, said.kind);
    auto const message = payload.take(said.message_bytes);
    auto const text = payload.take(said.text_bytes);
    if (!kind || said.page > pages || payload.failed() || !is_message(message)) return std::nullopt;
    if (text.size() > max_finding_text || !is_document_text(text)) return std::nullopt;
    return Finding{*kind, std::string(message), static_cast<int>(said.page), std::string(text)};
}

std::optional<Document> read_document(OfficeHeader const& header, std::uint32_t pages, Payload& payload) {
    auto const format = one_of(formats, header.format);
    if (!format || pages == 0 || header.findings > office::max_findings) return std::nullopt;
    auto const spans = payload.take_many<PageSpan>(pages);
    auto const findings = payload.take_many<OfficeFinding>(header.findings);
    Document document;
    document.format = *format;
    document.text = payload.take(header.text_bytes);
    if (payload.failed() || !is_document_text(document.text) || is_blank(document.text)) return std::nullopt;
    auto ranges = read_pages(spans, text::count_characters(document.text));
    if (!ranges) return std::nullopt;
    document.pages = std::move(*ranges);
    for (auto const& said : findings) {
        auto finding = read_finding(said, pages, payload);
        if (!finding) return std::nullopt;
        document.findings.push_back(std::move(*finding));
    }
    return document;
}

/// Reads what follows the header of a reply that says `text`. @returns false if it is unsound.
bool read_outcome(OfficeReply& reply, std::uint32_t pages, Payload& payload) {
    auto const headers = payload.take_many<OfficeHeader>(1);
    if (headers.empty()) return false;
    if (headers.front().outcome != office::was_read) {
        reply.failure = read_failure(headers.front(), payload);
        return reply.failure.has_value();
    }
    auto document = read_document(headers.front(), pages, payload);
    if (document) reply.document = std::move(*document);
    return document.has_value();
}

/// @returns what a status without a payload means; nullopt if this program has no business to say it.
std::optional<OfficeFailure> failure_of(worker::Status status) {
    using worker::Status;
    switch (status) {
        case Status::too_much_text:
            return OfficeFailure{ErrorCode::document_too_large,
                                 "the document has more text than any document needs"};
        case Status::out_of_memory:
            return OfficeFailure{ErrorCode::document_too_large,
                                 "reading the document takes more memory than its limit; it may be hostile"};
        case Status::cpu_limit:
            return OfficeFailure{
                ErrorCode::document_timeout,
                "reading the document takes more CPU time than its limit; it may be hostile"};
        default:
            return std::nullopt;
    }
}

}  // namespace

std::optional<OfficeReply> read_office_reply(worker::Reply const& header, std::string_view bytes) {
    OfficeReply reply;
    Payload payload(bytes);
    if (header.status != worker::Status::text) {
        reply.failure = failure_of(header.status);
        if (!reply.failure) return std::nullopt;
    } else if (!read_outcome(reply, header.pages, payload)) {
        return std::nullopt;
    }
    if (!payload.is_at_end()) return std::nullopt;
    return reply;
}

Document document_from_reply(OfficeReply reply, std::string const& name) {
    if (reply.failure) throw DocumentError(reply.failure->code, name, reply.failure->message);
    reply.document.name = name;
    return std::move(reply.document);
}

}  // namespace ats::documents
