#include "documents/pdf_document.hpp"

#include <doctest/doctest.h>

#include "error_of.hpp"

using namespace ats;
using documents::document_from_reply;
using documents::PdfReply;
using test::code_of;

namespace {

PdfReply text_reply(std::vector<std::string> const& pages) {
    PdfReply reply;
    reply.status = pdf::Status::text;
    for (auto const& page : pages) {
        reply.page_bytes.push_back(static_cast<std::uint32_t>(page.size()));
        reply.text += page;
    }
    return reply;
}

}  // namespace

TEST_CASE("broken UTF-8 from a worker is repaired, and pages counted in characters") {
    auto const document = document_from_reply(text_reply({"a\xFF\n", "\xC3\xA9t\xC3\xA9\n"}), "cv", 50);
    CHECK(document.text == "a\xEF\xBF\xBD\n\n\xC3\xA9t\xC3\xA9\n");
    REQUIRE(document.pages.size() == 2);
    CHECK(document.pages[0].end == 3);
    CHECK(document.pages[1].begin == 4);
    CHECK(document.pages[1].end == 8);
}

TEST_CASE("a character split between two pages is repaired in each") {
    auto const document = document_from_reply(text_reply({"\xC3", "\xA9"}), "cv", 50);
    CHECK(document.text == "\xEF\xBF\xBD\n\xEF\xBF\xBD");
}

TEST_CASE("a worker that sends more pages than were asked for is not believed") {
    CHECK(document_from_reply(text_reply({"a", "b"}), "cv", 2).pages.size() == 2);
    CHECK(code_of([] {
              document_from_reply(text_reply({"a", "b", "c"}), "cv", 2);
          }) == ErrorCode::document_crashed);
}

TEST_CASE("each reason for having no text is a failure of its own") {
    auto const code = [](pdf::Status status) {
        PdfReply reply;
        reply.status = status;
        return code_of([&] { document_from_reply(reply, "cv", 50); });
    };
    CHECK(code(pdf::Status::text) == ErrorCode::document_empty);
    CHECK(code(pdf::Status::locked) == ErrorCode::document_encrypted);
    CHECK(code(pdf::Status::damaged) == ErrorCode::document_damaged);
    CHECK(code(pdf::Status::too_many_pages) == ErrorCode::document_too_large);
    CHECK(code(pdf::Status::too_much_text) == ErrorCode::document_too_large);
    CHECK(code(pdf::Status::out_of_memory) == ErrorCode::document_too_large);
    CHECK(code(pdf::Status::cpu_limit) == ErrorCode::document_timeout);
    CHECK(code_of([] {
              document_from_reply(text_reply({"", " \n"}), "cv", 50);
          }) == ErrorCode::document_no_text);
}
