#include <algorithm>

#include <ats/document.hpp>

#include "base/sha256.hpp"
#include "documents/document_text.hpp"
#include "text/utf8.hpp"

namespace ats {

std::string_view to_string(DocumentFormat format) noexcept {
    switch (format) {
        case DocumentFormat::text:
            return "text";
        case DocumentFormat::markdown:
            return "markdown";
        case DocumentFormat::pdf:
            return "pdf";
        case DocumentFormat::docx:
            return "docx";
        case DocumentFormat::odt:
            return "odt";
        case DocumentFormat::html:
            return "html";
        case DocumentFormat::rtf:
            return "rtf";
    }
    return "text";
}

std::string_view to_string(FindingKind kind) noexcept {
    switch (kind) {
        case FindingKind::page_without_text:
            return "page_without_text";
        case FindingKind::text_cut:
            return "text_cut";
        case FindingKind::encoding_repaired:
            return "encoding_repaired";
        case FindingKind::extraction_protected:
            return "extraction_protected";
        case FindingKind::hidden_text:
            return "hidden_text";
        case FindingKind::glued_words:
            return "glued_words";
        case FindingKind::unreadable_characters:
            return "unreadable_characters";
        case FindingKind::instructions_to_reader:
            return "instructions_to_reader";
        case FindingKind::forged_section:
            return "forged_section";
        case FindingKind::copied_job_description:
            return "copied_job_description";
        case FindingKind::repeated_keywords:
            return "repeated_keywords";
        case FindingKind::look_alike_letters:
            return "look_alike_letters";
        case FindingKind::hidden_text_unchecked:
            return "hidden_text_unchecked";
    }
    return "text_cut";
}

Document Document::from_text(std::string name, std::string_view text) {
    auto document = documents::document_of_text(std::move(name), text);
    document.digest = sha256(text);
    return document;
}

std::size_t Document::length() const { return text::count_characters(text); }

std::string_view Document::characters(std::size_t begin, std::size_t end) const {
    std::string_view const rest = std::string_view(text).substr(text::byte_offset(text, begin));
    return rest.substr(0, text::byte_offset(rest, std::max(begin, end) - begin));
}

int Document::page_of(std::size_t offset) const noexcept {
    auto const page = std::find_if(pages.begin(), pages.end(), [&](PageRange const& range) {
        return range.begin <= offset && offset < range.end;
    });
    return page == pages.end() ? 0 : static_cast<int>(page - pages.begin()) + 1;
}

namespace {

/// True if nothing but a usual space can stand between two words of a line.
bool are_neighbours(PlacedWord const& one, PlacedWord const& other) {
    constexpr double widest_space = 1.5;  // In shares of the height of the lower word.
    constexpr double least_overlap = 0.5;
    auto const& a = one.box;
    auto const& b = other.box;
    auto const height = std::min(a.bottom - a.top, b.bottom - b.top);
    auto const overlap = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    auto const gap = std::max(a.left, b.left) - std::min(a.right, b.right);
    return one.page == other.page && overlap >= least_overlap * height && gap <= widest_space * height;
}

Box around(Box const& a, Box const& b) {
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
            std::max(a.bottom, b.bottom)};
}

}  // namespace

std::vector<PlacedWord> Document::lines_in(std::size_t begin, std::size_t end) const {
    std::vector<PlacedWord> lines;
    for (auto const& word : words_in(begin, end)) {
        if (lines.empty() || !are_neighbours(lines.back(), word)) {
            lines.push_back(word);
        } else {
            lines.back().end = word.end;
            lines.back().box = around(lines.back().box, word.box);
        }
    }
    return lines;
}

std::vector<PlacedWord> Document::words_in(std::size_t begin, std::size_t end) const {
    auto const first = std::partition_point(words.begin(), words.end(),
                                            [&](PlacedWord const& word) { return word.end <= begin; });
    auto const last =
        std::partition_point(first, words.end(), [&](PlacedWord const& word) { return word.begin < end; });
    return {first, last};
}

}  // namespace ats
