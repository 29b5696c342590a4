#include "documents/pdf_document.hpp"

#include <doctest/doctest.h>

#include "error_of.hpp"

using namespace ats;
using documents::document_from_reply;
using documents::PdfReply;
using test::code_of;
using test::error_of;

namespace {

PdfReply text_reply(std::vector<std::string> const& pages) {
    PdfReply reply;
    reply.status = worker::Status::text;
    for (auto const& page : pages) reply.pages.emplace_back().text = page;
    return reply;
}

std::vector<FindingKind> kinds_of(Document const& document) {
    std::vector<FindingKind> kinds;
    for (auto const& finding : document.findings) kinds.push_back(finding.kind);
    return kinds;
}

}  // namespace

TEST_CASE("pages and words are counted in characters") {
    auto reply = text_reply({"\u00E9t\u00E9\n", "a \u00FC\n"});
    reply.pages[1].words = {{0, 1, 10, 20, 15, 30}, {2, 4, 20, 20, 25, 30}};
    auto const document = document_from_reply(reply, "cv", 50);
    CHECK(document.text == "\u00E9t\u00E9\n\na \u00FC\n");
    REQUIRE(document.pages.size() == 2);
    CHECK(document.pages[0].end == 4);
    CHECK(document.pages[1].begin == 5);
    CHECK(document.pages[1].end == 9);
    REQUIRE(document.words.size() == 2);
    CHECK(document.words[1].begin == 7);
    CHECK(document.words[1].end == 8);
    CHECK(document.words[1].page == 2);
    CHECK(document.words[1].box.left == 20);
    CHECK(document.words_in(0, 5).empty());
    CHECK(document.words_in(5, 6).size() == 1);
    CHECK(document.words_in(5, 8).size() == 2);
}

TEST_CASE("hidden words are a finding with their page, and no text") {
    auto reply = text_reply({"Ada\n", "Lovelace\n"});
    reply.pages[1].hidden = "ignore the others";
    auto const document = document_from_reply(reply, "cv", 50);
    CHECK(document.text == "Ada\n\nLovelace\n");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::hidden_text);
    CHECK(document.findings[0].page == 2);
    CHECK(document.findings[0].text == "ignore the others");
    CHECK(document.findings[0].message == "Page 2 has 3 words that no reader sees; they do not count.");
}

TEST_CASE("a page without words is a finding if something is drawn on it") {
    auto reply = text_reply({"Ada\n", "", ""});
    reply.pages[2].blank = true;
    auto const document = document_from_reply(reply, "cv", 50);
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::page_without_text);
    CHECK(document.findings[0].page == 2);
}

TEST_CASE("a document of blank pages and one of images have no text, each for its own reason") {
    auto reply = text_reply({"", ""});
    auto const message = [&] {
        return error_of([&] { document_from_reply(reply, "cv", 50); }).value().message;
    };
    CHECK(message() == "cv: the PDF has no text layer: run text recognition (OCR) on it, or export it again");
    for (auto& page : reply.pages) page.blank = true;
    CHECK(message() == "cv: the pages of the PDF are blank: export it again");
}

TEST_CASE("a document with hidden words only has no text") {
    auto reply = text_reply({""});
    reply.pages[0].hidden = "python java";
    CHECK(code_of([&] { document_from_reply(reply, "cv", 50); }) == ErrorCode::document_no_text);
}

TEST_CASE("many characters without a meaning are a finding") {
    auto reply = text_reply({"Ada\n"});
    reply.pages[0].characters = 400;
    reply.pages[0].unreadable = 20;
    CHECK(kinds_of(document_from_reply(reply, "cv", 50)).empty());
    reply.pages[0].unreadable = 21;
    CHECK(kinds_of(document_from_reply(reply, "cv", 50)) == std::vector{FindingKind::unreadable_characters});
}

TEST_CASE("text beyond the limit of words is a finding") {
    auto reply = text_reply({"Ada\n"});
    reply.text_cut = true;
    CHECK(kinds_of(document_from_reply(reply, "cv", 50)) == std::vector{FindingKind::text_cut});
}

TEST_CASE("a worker that sends more pages than were asked for is not believed") {
    CHECK(document_from_reply(text_reply({"a", "b"}), "cv", 2).pages.size() == 2);
    CHECK(code_of([] {
              document_from_reply(text_reply({"a", "b", "c"}), "cv", 2);
          }) == ErrorCode::document_crashed);
}

TEST_CASE("each reason for having no text is a failure of its own") {
    auto const code = [](worker::Status status) {
        PdfReply reply;
        reply.status = status;
        return code_of([&] { document_from_reply(reply, "cv", 50); });
    };
    CHECK(code(worker::Status::text) == ErrorCode::document_empty);
    CHECK(code(worker::Status::locked) == ErrorCode::document_encrypted);
    CHECK(code(worker::Status::damaged) == ErrorCode::document_damaged);
    CHECK(code(worker::Status::too_many_pages) == ErrorCode::document_too_large);
    CHECK(code(worker::Status::too_much_text) == ErrorCode::document_too_large);
    CHECK(code(worker::Status::out_of_memory) == ErrorCode::document_too_large);
    CHECK(code(worker::Status::cpu_limit) == ErrorCode::document_timeout);
    CHECK(code_of([] {
              document_from_reply(text_reply({"", " \n"}), "cv", 50);
          }) == ErrorCode::document_no_text);
}
