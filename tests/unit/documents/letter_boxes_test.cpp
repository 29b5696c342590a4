#include "pdf_worker/letter_boxes.hpp"

#include <string>

#include <doctest/doctest.h>

#include <ats/document_reader.hpp>

using namespace ats;
using ats::pdf::Witness;
using ats::pdf::Word;

namespace {

Witness witness(double baseline, double font_size) {
    Witness out;
    out.drawn = 0;
    out.baseline = baseline;
    out.font_size = font_size;
    return out;
}

/// A page in a font that says its letters are flat.
Document read(std::string const& content) {
    std::string widths;
    for (int code = 32; code < 127; ++code) widths += "556 ";
    auto const bytes =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count "
        "1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        "/Resources<</Font<</F<</Type/Font/Subtype/TrueType/BaseFont/Flat/Encoding/WinAnsiEncoding"
        "/FirstChar 32/LastChar 126/Widths[" +
        widths +
        "]"
        "/FontDescriptor<</Type/FontDescriptor/FontName/Flat/Flags 32/FontBBox[0 0 1000 10]/Ascent "
        "10/Descent 0"
        "/ItalicAngle 0/StemV 80/MissingWidth 556>>>>>>>>>>endobj\n4 0 obj<</Length " +
        std::to_string(content.size()) + ">>stream\n" + content +
        "\nendstream endobj\ntrailer<</Size 5/Root 1 0 R>>\n%%EOF\n";
    DocumentReaderOptions options;
    options.find_hidden_text = true;
    return DocumentReader(options).read(bytes, "cv.pdf");
}

}  // namespace

TEST_CASE("a box beside its letters is moved to them, others stay") {
    auto const words =
        pdf::with_letter_boxes({{"flat", 0, 100, 9, 104}, {"good", 0, 92, 9, 103}, {"lost", 0, 100, 9, 104}},
                               {witness(100, 10), witness(100, 10), Witness{}});
    CHECK(words[0].top == doctest::Approx(92.6));
    CHECK(words[0].bottom == doctest::Approx(102.2));
    CHECK(words[1].top == 92);
    CHECK(words[2].top == 100);
}

TEST_CASE("visible words in a font that lies about its height are not hidden") {
    auto const document = read("BT /F 12 Tf 72 700 Td (Mira Holm) Tj 0 -40 Td (Kotlin Python) Tj ET");
    CHECK(document.findings.empty());
    CHECK(document.text.find("Mira Holm") != document.text.npos);
    CHECK(document.text.find("Kotlin Python") != document.text.npos);
}

TEST_CASE("hidden words in a font that lies about its height stay hidden") {
    auto const document = read("BT /F 12 Tf 72 700 Td (Mira Holm) Tj 1 g 0 -40 Td (Kotlin Python) Tj ET");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::hidden_text);
    CHECK(document.findings[0].text == "Kotlin Python");
}
