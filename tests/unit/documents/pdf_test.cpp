#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include <ats/document_reader.hpp>

#include "error_of.hpp"
#include "made_pdf.hpp"

using namespace ats;
using test::code_of;
using test::made_pdf;
using test::made_pdf_of_contents;

namespace {

Document read(std::string const& bytes, DocumentReaderOptions const& options = {}) {
    return DocumentReader(options).read(bytes, "cv.pdf");
}

std::string test_file(std::string const& name) {
    std::ifstream file(ATS_SOURCE_DIR "/tests/data/documents/" + name, std::ios::binary);
    REQUIRE(file.is_open());
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a PDF gives the text of its pages, parted by a blank line") {
    auto const document =
        read(made_pdf({{{72, 700, "Ada Lovelace"}, {72, 686, "Engineer"}}, {{72, 700, "Z\\374rich"}}}));
    CHECK(document.format == DocumentFormat::pdf);
    CHECK(document.name == "cv.pdf");
    CHECK(document.text == "Ada Lovelace\nEngineer\n\nZ\xC3\xBCrich\n");
    REQUIRE(document.pages.size() == 2);
    CHECK(document.pages[0].begin == 0);
    CHECK(document.pages[0].end == 22);
    CHECK(document.pages[1].begin == 23);
    CHECK(document.pages[1].end == 30);
    CHECK(document.findings.empty());
}

TEST_CASE("two columns of a PDF are read one after the other, in whatever order they are drawn") {
    CHECK(read(made_pdf({{{320, 700, "Skills"},
                          {320, 686, "Python"},
                          {320, 672, "Fortran"},
                          {320, 658, "Ada"},
                          {72, 658, "fourth"},
                          {72, 700, "first line"},
                          {72, 686, "second"},
                          {72, 672, "third"}}}))
              .text == "first line\nsecond\nthird\nfourth\n\nSkills\nPython\nFortran\nAda\n");
}

TEST_CASE("a page that shows something and has no words is a finding, a blank one is not") {
    auto const document =
        read(made_pdf_of_contents({"100 100 200 200 re f", "BT /F1 10 Tf 72 700 Td (Ada) Tj ET", ""}));
    CHECK(document.text == "Ada\n");
    REQUIRE(document.pages.size() == 3);
    CHECK(document.page_of(0) == 2);
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::page_without_text);
    CHECK(document.findings[0].page == 1);
}

TEST_CASE("a PDF of blank pages or of pictures has no text") {
    CHECK(code_of([] { read(made_pdf_of_contents({"", ""})); }) == ErrorCode::document_no_text);
    CHECK(code_of([] {
              read(made_pdf_of_contents({"", "100 100 200 200 re f"}));
          }) == ErrorCode::document_no_text);
}

TEST_CASE("the words of a PDF know where they stand") {
    auto const document = read(made_pdf({{{72, 700, "Ada Lovelace"}}}));
    REQUIRE(document.words.size() == 2);
    CHECK(document.pages[0].width == 612);
    CHECK(document.pages[0].height == 792);
    auto const words = document.words_in(4, 12);
    REQUIRE(words.size() == 1);
    CHECK(words[0].page == 1);
    CHECK(words[0].box.left == doctest::Approx(92.57).epsilon(0.001));
    CHECK(words[0].box.bottom > 92);
    CHECK(words[0].box.bottom < 96);
}

TEST_CASE("a PDF without any words has no text") {
    CHECK(code_of([] { read(made_pdf_of_contents({"0 0 100 100 re f"})); }) == ErrorCode::document_no_text);
}

TEST_CASE("a PDF without pages is empty") {
    CHECK(code_of([] { read(made_pdf({})); }) == ErrorCode::document_empty);
}

TEST_CASE("a locked PDF fails with document_encrypted") {
    CHECK(code_of([] { read(test_file("needs_password.pdf")); }) == ErrorCode::document_encrypted);
}

TEST_CASE("a PDF that forbids extraction is read, with a finding") {
    auto const document = read(test_file("extraction_protected.pdf"));
    CHECK(document.text == "Ada Lovelace\n");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::extraction_protected);
}

TEST_CASE("a PDF that cannot be loaded is damaged") {
    CHECK(code_of([] { read("%PDF-1.4\nnothing of a PDF"); }) == ErrorCode::document_damaged);
}

TEST_CASE("a PDF of too many pages is refused") {
    DocumentReaderOptions options;
    options.max_pages = 2;
    test::PdfPage const page = {{72, 700, "Ada"}};
    CHECK(read(made_pdf({page, page}), options).pages.size() == 2);
    CHECK(code_of([&] { read(made_pdf({page, page, page}), options); }) == ErrorCode::document_too_large);
}

TEST_CASE("a PDF that takes too much CPU time ends at its limit") {
    DocumentReaderOptions options;
    options.pdf_cpu_limit = std::chrono::milliseconds(50);
    std::string content = "BT /F1 10 Tf 72 700 Td (Ada) Tj ET\n";
    for (int i = 0; i < 18; ++i) content += content;  // A minute of work.
    CHECK(code_of([&] { read(made_pdf_of_contents({content}), options); }) == ErrorCode::document_timeout);
}

TEST_CASE("a PDF that takes too long to render keeps its text, and says that nobody looked") {
    DocumentReaderOptions options;
    options.pdf_cpu_limit = std::chrono::seconds(2);
    std::string content = "BT /F1 10 Tf 72 700 Td (Ada Lovelace) Tj ET [0.1] 0 d\n";
    // Ten thousand dashes each.
    for (int i = 0; i < 5'000; ++i) content += "0 0 m 612 792 l S\n";
    auto const document = read(made_pdf_of_contents({content}), options);
    CHECK(document.text == "Ada Lovelace\n");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::hidden_text_unchecked);
}

TEST_CASE("a PDF that takes too much memory is refused") {
#ifndef ATS_SANITIZED  // There the memory limit is off.
    DocumentReaderOptions options;
    options.pdf_memory_limit = std::size_t{128} << 20;
    std::string content;
    for (int i = 0; i < 2'000'000; ++i) content += "q ";
    auto const code = code_of([&] { read(made_pdf_of_contents({content}), options); });
    CHECK(code == ErrorCode::document_too_large);
#endif
}
