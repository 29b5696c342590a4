#include <doctest/doctest.h>

#include <ats/document_reader.hpp>

#include "made_pdf.hpp"

using namespace ats;
using test::made_pdf_of_contents;

namespace {

std::string const visible = "0 g BT /F1 10 Tf 72 700 Td (Ada Lovelace) Tj ET\n";
std::string const keywords = "BT /F1 10 Tf 72 600 Td (kubernetes terraform) Tj ET\n";

Document read(std::string const& content, bool find_hidden_text = true) {
    DocumentReaderOptions options;
    options.find_hidden_text = find_hidden_text;
    return DocumentReader(options).read(made_pdf_of_contents({content}), "cv.pdf");
}

/// Reads a page with visible words and those, which nobody sees.
void check_hidden(std::string const& content) {
    CAPTURE(content);
    auto const document = read(visible + content);
    CHECK(document.text == "Ada Lovelace\n");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::hidden_text);
    CHECK(document.findings[0].page == 1);
    CHECK(document.findings[0].text == "kubernetes terraform");
}

void check_seen(std::string const& content) {
    CAPTURE(content);
    auto const document = read(visible + content);
    CHECK(document.text == "Ada Lovelace\nkubernetes terraform\n");
    CHECK(document.findings.empty());
}

std::string at(std::string const& size, std::string const& matrix) {
    return "BT /F1 " + size + " Tf " + matrix + " Tm (kubernetes terraform) Tj ET\n";
}

}  // namespace

TEST_CASE("words in the colour of the page are hidden") {
    check_hidden("1 g " + keywords);
    check_hidden("0.97 g " + keywords);
    check_hidden("0 0.5 0 rg 60 590 300 30 re f " + keywords);
}

TEST_CASE("words too small to read are hidden") {
    check_hidden(at("1", "1 0 0 1 72 600"));
    check_hidden(at("10", "0.1 0 0 0.1 72 600"));
    check_hidden(at("10", "2 0 0 0.1 72 600"));
}

TEST_CASE("words that are not drawn are hidden") {
    check_hidden("BT 3 Tr ET " + keywords);
    check_hidden("BT 7 Tr ET " + keywords);
    check_hidden("q 0 0 9 9 re W n " + keywords + "Q\n");
}

TEST_CASE("words under a rectangle or an image are hidden") {
    check_hidden(keywords + "0 0 1 rg 60 590 300 30 re f\n");
    check_hidden(keywords + "q 300 0 0 30 60 590 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q\n");
}

TEST_CASE("hidden words that run up the page are hidden") {
    check_hidden("1 g " + at("10", "0 1 -1 0 300 300"));
}

TEST_CASE("a rule or a frame does not show hidden words") {
    check_hidden("1 g " + keywords + "0 G 60 603 m 300 603 l S\n");
    check_hidden("1 g " + keywords + "0 G 70 597 120 12 re S\n");
}

TEST_CASE("hidden words between two close lines are hidden") {
    auto const document =
        read("1 g " + keywords + "0 g BT /F1 10 Tf 72 609 Td (upper line) Tj 0 -18 Td (lower line) Tj ET\n");
    CHECK(document.text == "upper line\nlower line\n");
}

TEST_CASE("a page whose words are all hidden has no text, and says so") {
    auto const document = DocumentReader().read(made_pdf_of_contents({visible, "1 g " + keywords}), "cv.pdf");
    CHECK(document.text == "Ada Lovelace\n");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::hidden_text);
    CHECK(document.findings[0].page == 2);
}

TEST_CASE("white words on black, gray, small and bold ones are seen") {
    check_seen("0 g 60 590 300 30 re f 1 g " + keywords);
    check_seen("0.7 g " + keywords);
    check_seen(at("4", "1 0 0 1 72 600"));
    check_seen("BT 2 Tr ET " + keywords);
}

TEST_CASE("words in outline, or struck out, are seen") {
    check_seen("BT 1 Tr ET " + keywords);
    check_seen(keywords + "72 603 m 200 603 l S\n");
}

TEST_CASE("a scan's words, drawn invisibly over it, are seen") {
    std::string image;
    for (int x = 61; x < 360; x += 3) {
        image += std::to_string(x) + " 590 1 30 re f\n";  // What stands for the letters of the scan.
    }
    check_seen(image + "BT 3 Tr ET " + keywords);
}

TEST_CASE("hidden words are text if nobody looks for them") {
    auto const document = read(visible + "1 g " + keywords, false);
    CHECK(document.text == "Ada Lovelace\nkubernetes terraform\n");
    CHECK(document.findings.empty());
}
