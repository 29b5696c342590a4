#include "checks.hpp"
#include "documents/pdf_document.hpp"
#include "text/utf8.hpp"
#include "worker_reply.hpp"

namespace fuzz {
namespace {

constexpr int max_pages = 50;

void require_sound(ats::documents::PdfPage const& page) {
    require(ats::text::is_valid_utf8(page.text), "the text of a page is UTF-8");
    require(ats::text::is_valid_utf8(page.hidden), "the hidden text of a page is UTF-8");
    require(page.unreadable <= page.characters, "the unreadable characters are some of all");
    std::size_t end = 0;
    for (auto const& word : page.words) {
        require(end <= word.begin && word.begin < word.end, "the words of a page stand in order");
        auto const text = std::string_view(page.text).substr(word.begin, word.end - word.begin);
        require(ats::text::is_valid_utf8(text), "a word has whole characters");
        end = word.end;
    }
    require(end <= page.text.size(), "the words of a page stand in its text");
}

/// Bytes of pages become characters of a document: the words must stay the same.
void require_same_words(ats::documents::PdfReply const& reply, ats::Document const& document) {
    auto placed = document.words.begin();
    for (auto const& page : reply.pages) {
        for (auto const& word : page.words) {
            require(placed != document.words.end(), "no word is lost");
            auto const text = std::string_view(page.text).substr(word.begin, word.end - word.begin);
            require(document.characters(placed->begin, placed->end) == text, "a word keeps its text");
            ++placed;
        }
    }
    require(placed == document.words.end(), "no word comes from nowhere");
}

}  // namespace

void require_sound(ats::documents::PdfReply const& reply) {
    for (auto const& page : reply.pages) require_sound(page);
    require_text_or_error([&] {
        auto document = ats::documents::document_from_reply(reply, "cv", max_pages);
        // Few, because finding a word's characters reads the text from its beginning.
        if (document.words.size() < 200) require_same_words(reply, document);
        return document;
    });
}

}  // namespace fuzz
