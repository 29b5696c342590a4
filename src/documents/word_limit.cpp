#include "documents/word_limit.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "documents/tidy.hpp"
#include "text/utf8.hpp"

namespace ats::documents {
namespace {

struct Place {
    std::size_t byte = 0;
    std::size_t character = 0;
};

bool is_space(char32_t c) { return c == ' ' || c == '\n' || c == '\t' || c == 0x3000; }

// Han, kana and their like. Korean, which lies behind them, has spaces.
bool is_written_without_spaces(char32_t c) {
    return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/// @returns where the `most`-th word ends, if there is another one.
std::optional<Place> end_of_words(std::string_view text, std::size_t most) {
    std::size_t count = 0;
    bool in_word = false;
    Place end;
    Place at;
    while (at.byte < text.size()) {
        auto const [character, bytes, valid] = text::decode(text, at.byte);
        bool const alone = is_written_without_spaces(character);
        bool const space = is_space(character);
        if (!space && (alone || !in_word) && ++count > most) return end;
        in_word = !space && !alone;
        at.byte += bytes;
        ++at.character;
        if (!space) end = at;
    }
    return std::nullopt;
}

void cut_pages(std::vector<PageRange>& pages, std::size_t end) {
    auto const beyond =
        std::find_if(pages.begin(), pages.end(), [&](PageRange const& page) { return page.begin >= end; });
    pages.erase(beyond, pages.end());
    for (auto& page : pages) page.end = std::min(page.end, end);
}

/// The PDF worker has a limit of its own, which is wider: it does not matter beside this one.
void remove_text_cut(Document& document) {
    auto& findings = document.findings;
    findings.erase(std::remove_if(findings.begin(), findings.end(),
                                  [](Finding const& other) { return other.kind == FindingKind::text_cut; }),
                   findings.end());
}

}  // namespace

void limit_words(Document& document, std::size_t most) {
    auto const end = end_of_words(document.text, most);
    if (!end) return;
    document.text.resize(end->byte);
    cut_pages(document.pages, end->character);
    auto const beyond = std::find_if(document.words.begin(), document.words.end(),
                                     [&](PlacedWord const& word) { return word.end > end->character; });
    document.words.erase(beyond, document.words.end());
    if (document.format == DocumentFormat::pdf) remove_text_cut(document);
    add_text_cut(document,
                 "The text has more than " + std::to_string(most) + " words; the rest was not read.");
}

}  // namespace ats::documents
