#include "documents/pdf_reply.hpp"

#include <algorithm>
#include <cmath>

#include "documents/payload.hpp"

namespace ats::documents {
namespace {

using pdf::PageHeader;
using pdf::WordPlace;

bool is_box(WordPlace const& place) {
    // False for what is not a number, too.
    return std::isfinite(place.left) && std::isfinite(place.top) && place.left <= place.right &&
           place.top <= place.bottom && std::isfinite(place.right) && std::isfinite(place.bottom);
}

bool is_boundary(std::string_view text, std::size_t offset) {
    return offset == text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80;
}

bool are_places_in(std::string_view text, std::vector<WordPlace> const& words) {
    std::size_t end = 0;
    for (auto const& word : words) {
        if (word.begin < end || word.end <= word.begin || word.end > text.size() || !is_box(word))
            return false;
        if (!is_boundary(text, word.begin) || !is_boundary(text, word.end)) return false;
        end = word.end;
    }
    return true;
}

bool is_length(double value) { return std::isfinite(value) && value >= 0; }

bool is_sound(PdfPage const& page) {
    return is_document_text(page.text) && is_document_text(page.hidden) &&
           are_places_in(page.text, page.words) && page.unreadable <= page.characters &&
           is_length(page.width) && is_length(page.height);
}

std::optional<PdfPage> read_page(Payload& payload) {
    auto const headers = payload.take_many<PageHeader>(1);
    if (headers.empty()) return std::nullopt;
    auto const& header = headers.front();
    PdfPage page;
    page.words = payload.take_many<WordPlace>(header.words);
    page.text = payload.take(header.text_bytes);
    page.hidden = payload.take(header.hidden_bytes);
    page.blank = (header.flags & pdf::blank_page_flag) != 0;
    page.characters = header.characters;
    page.unreadable = header.unreadable;
    page.width = static_cast<double>(header.width);
    page.height = static_cast<double>(header.height);
    if (payload.failed() || !is_sound(page)) return std::nullopt;
    return page;
}

}  // namespace

std::optional<PdfReply> read_reply(worker::Reply const& header, std::string_view bytes) {
    PdfReply reply;
    reply.status = header.status;
    reply.page_count = header.pages;
    reply.extraction_protected = (header.flags & pdf::extraction_protected_flag) != 0;
    reply.text_cut = (header.flags & pdf::text_cut_flag) != 0;
    Payload payload(bytes);
    auto const count = header.status == worker::Status::text ? header.pages : 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        auto page = read_page(payload);
        if (!page) return std::nullopt;
        reply.pages.push_back(std::move(*page));
    }
    if (!payload.is_at_end()) return std::nullopt;
    return reply;
}

}  // namespace ats::documents
