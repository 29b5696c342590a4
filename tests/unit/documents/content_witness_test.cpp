#include "pdf_worker/content_witness.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "made_pdf.hpp"
#include "pdf_worker/content_lexer.hpp"

using ats::pdf::ContentLexer;
using ats::pdf::ContentWitness;
using ats::pdf::PageWitness;
using ats::pdf::PdfFile;
using ats::pdf::Token;
using ats::pdf::Word;

namespace {

/// A word of 10 points on this base line, which counts from the top of the page.
Word word(std::string const& text, double left, double baseline, double width = 30) {
    return {text, left, baseline - 7, left + width, baseline + 2};
}

PageWitness witness(std::string const& bytes, std::vector<Word> const& words) {
    PdfFile const file(bytes);
    return ContentWitness(file).of(0, words);
}

PageWitness witness_of_content(std::string const& content, std::vector<Word> const& words) {
    return witness(test::made_pdf_of_contents({content}), words);
}

std::string stream(std::string const& entries, std::string const& content) {
    return "<<" + entries + "/Length " + std::to_string(content.size()) + ">>stream\n" + content +
           "\nendstream";
}

/// A page of 200 by 100 points. Object 4 is its content, 5 a form, 6 the structure tree, 7 a font.
std::string pdf(std::string const& content, std::string const& form = "", std::string const& tree = "<<>>",
                std::string const& page_entries = "", std::string const& font_entries = "") {
    std::vector<std::string> const objects{
        "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 6 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R" + page_entries +
            "/Resources<</Font<</F 7 0 R>>/XObject<</X 5 0 R>>/Properties<</P<</MCID 9>>>>"
            "/ExtGState<</G<</ca 0>>>>/ColorSpace<</S[/Separation/Black/DeviceGray<<>>]>>>>>>",
        stream("", content),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 200 100]/Matrix[1 0 0 1 50 0]", form),
        tree,
        "<</Type/Font/Subtype/Type1/BaseFont/A/FirstChar 32/Widths[500]"
        "/FontDescriptor<</Type/FontDescriptor/MissingWidth 500>>" +
            font_entries + ">>",
    };
    std::string bytes = "%PDF-1.5\n", table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        auto const offset = std::to_string(bytes.size());
        table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
        bytes += std::to_string(i + 1) + " 0 obj" + objects[i] + "\nendobj\n";
    }
    auto const begin = std::to_string(bytes.size());
    return bytes + "xref\n0 8\n0000000000 65535 f \n" + table + "trailer<</Size 8/Root 1 0 R>>\nstartxref\n" +
           begin + "\n%%EOF\n";
}

}  // namespace

TEST_CASE("words in boxes of twice their height are found on their own lines") {
    auto const page = witness_of_content("BT /F1 10 Tf 100 700 Td (upper) Tj 0 -13 Td (lower) Tj ET",
                                         {{"upper", 100, 72, 130, 99}, {"lower", 100, 85, 130, 112}});
    CHECK(page.words.at(0).drawn == 0);
    CHECK(page.words.at(1).drawn == 5);
}

TEST_CASE("a glyph begins one word only") {
    auto const page = witness_of_content("BT /F1 10 Tf 100 700 Td (upper) Tj ET",
                                         {word("lower", 100, 96), word("upper", 100, 92)});
    CHECK(page.words.at(0).drawn == -1);
    CHECK(page.words.at(1).drawn == 0);
}

TEST_CASE("parts of fonts may use the code of the space for a letter") {
    auto const bytes = pdf("BT /F 10 Tf 10 50 Td ( x) Tj ET", "1 beginbfchar <20> <0036> endbfchar", "<<>>",
                           "", "/ToUnicode 5 0 R");
    CHECK(witness(bytes, {word("6x", 10, 50)}).words.at(0).drawn == 0);
}

TEST_CASE("words know when they were drawn, by where they stand") {
    auto const page =
        witness_of_content("BT /F1 10 Tf 100 700 Td (late) Tj 0 50 Td (top) Tj ET",
                           {word("top", 100, 42), word("late", 100, 92), word("none", 300, 42)});
    REQUIRE(page.words.size() == 3);
    CHECK(page.words[0].drawn == 4);
    CHECK(page.words[1].drawn == 0);
    CHECK(page.words[2].drawn == -1);
    CHECK(page.words[0].baseline == doctest::Approx(42));
    CHECK(page.words[0].font_size == doctest::Approx(10));
    CHECK(page.words[0].font == page.words[1].font);
    CHECK(page.joined == doctest::Approx(7.0 / 11));
}

TEST_CASE("the pen moves by widths, spaces, stretch and shifts") {
    auto const content =
        "BT /F 10 Tf 2 Tc 3 Tw 10 50 Td (ab c) Tj 1 0 0 1 10 30 Tm 0 Tc 0 Tw 200 Tz (abc) Tj [(d) -1000 (e)] "
        "TJ ET";
    // a and b are 5 + 2 wide, the space 5 + 2 + 3; stretched letters are 10 wide, and the shift is 20.
    auto const page =
        witness(pdf(content), {word("c", 34, 50, 5), word("d", 40, 70, 5), word("e", 70, 70, 5)});
    CHECK(page.words[0].drawn == 3);
    CHECK(page.words[1].drawn == 7);
    CHECK(page.words[2].drawn == 8);
    CHECK(page.words[1].shown == page.words[2].shown);
    CHECK(page.words[0].shown != page.words[1].shown);
}

TEST_CASE("a space glyph behind a word is known") {
    auto const page = witness(pdf("BT /F 10 Tf 10 50 Td (ab cd) Tj 60 0 Td (ef) Tj ET"),
                              {word("ab", 10, 50, 10), word("cd", 25, 50, 10), word("ef", 70, 50, 10)});
    CHECK(page.words[0].space_drawn);
    CHECK_FALSE(page.words[1].space_drawn);
    CHECK_FALSE(page.words[2].space_drawn);
}

TEST_CASE("colours of text and shapes are those of the fill") {
    auto const page = witness(pdf("1 0 0 rg 10 20 30 40 re f 0 0 1 RG 2 w 100 50 m 150 50 l S "
                                  "BT /F 10 Tf /S cs 1 scn 10 80 Td (a) Tj 0 1 0 0 k 50 0 Td (b) Tj ET"),
                              {word("a", 10, 20, 5), word("b", 60, 20, 5)});
    CHECK(page.words[0].colour == 0x000000);
    CHECK(page.words[1].colour == 0xFF00FF);
    REQUIRE(page.shapes.size() == 2);
    CHECK(page.shapes[0].colour == 0xFF0000);
    CHECK(page.shapes[0].left == doctest::Approx(10));
    CHECK(page.shapes[0].top == doctest::Approx(40));
    CHECK(page.shapes[0].bottom == doctest::Approx(80));
    CHECK(page.shapes[1].colour == 0x0000FF);
    CHECK(page.shapes[1].top == doctest::Approx(49));
    CHECK(page.shapes[1].bottom == doctest::Approx(51));
}

TEST_CASE("shapes that nobody sees are none, and clipped ones end at the clip") {
    auto const page =
        witness(pdf("q /G gs 0 0 50 50 re f Q q 0 0 20 20 re W n 0 0 200 100 re f Q "
                    "500 500 10 10 re f q 40 0 0 30 10 20 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"),
                {});
    REQUIRE(page.shapes.size() == 2);
    CHECK(page.shapes[0].right == doctest::Approx(20));
    CHECK(page.shapes[0].top == doctest::Approx(80));
    CHECK(page.shapes[1].image);
    CHECK(page.shapes[1].right == doctest::Approx(50));
}

TEST_CASE("the structure tree ranks marked content, in forms only by the form") {
    auto const* const tree =
        "<</Type/StructTreeRoot/K[<</Pg 3 0 R/K[1 9]>><</Type/MCR/Pg 3 0 R/Stm 5 0 R/MCID 0>>"
        "<</Type/OBJR/Pg 3 0 R/MCID 2>>6 0 R]>>";
    auto const bytes =
        pdf("BT /F 10 Tf 10 50 Td /P <</MCID 0>> BDC (a) Tj EMC /P /P BDC 20 0 Td (b) Tj EMC "
            "/P <</MCID 1>> BDC 20 0 Td (c) Tj EMC /Artifact BMC 20 0 Td (d) Tj EMC ET /X Do",
            "/P <</MCID 0>> BDC BT /F 10 Tf 60 50 Td (e) Tj ET EMC", tree);
    auto const page = witness(bytes, {word("a", 10, 50, 5), word("b", 30, 50, 5), word("c", 50, 50, 5),
                                      word("d", 70, 50, 5), word("e", 110, 50, 5)});
    CHECK(page.words[0].tree == -1);
    CHECK(page.words[1].tree == 1);
    CHECK(page.words[2].tree == 0);
    CHECK(page.words[3].artifact);
    CHECK(page.words[4].drawn == 4);
    CHECK(page.words[4].tree == 2);
    CHECK(page.joined == doctest::Approx(1));
    CHECK(page.tree_cover == doctest::Approx(0.75));
}

TEST_CASE("pages that are shown turned and cropped are joined as shown") {
    // The page is shown 100 - 20 wide; its line runs downwards from 100 points above the lower edge.
    auto const bytes = pdf("BT /F 10 Tf 30 60 Td (a) Tj ET", "", "<<>>", "/CropBox[10 20 200 100]/Rotate 90");
    Word turned{"a", 38, 20, 48, 25};
    turned.rotation = 1;
    auto const page = witness(bytes, {turned});
    CHECK(page.words[0].drawn == 0);
    CHECK(page.words[0].baseline == doctest::Approx(20));
}

TEST_CASE("what draws itself, or too much, is not understood") {
    std::vector<Word> const words{word("a", 10, 50, 5)};
    auto const text = std::string("BT /F 10 Tf 10 50 Td (a) Tj ET ");
    CHECK(witness(pdf(text + "/X Do"), words).joined == 1);
    CHECK(witness(pdf(text + "/X Do", "/X Do"), words).joined == 0);
    std::string nested = text;
    for (int i = 0; i < 600; ++i) nested += "q ";
    CHECK(witness(pdf(nested), words).joined == 0);
    CHECK(witness(pdf(text + "BI /W 1 ID never ends"), words).joined == 0);
    CHECK(witness("no pdf at all", words).words.size() == 1);
}

TEST_CASE("content is cut into tokens") {
    ContentLexer lexer("[(a\\)\\101(b)\\\n) <4 1> -.5]/A#42 %(c)\n T* true<<>>");
    CHECK(lexer.next().text == "[");
    CHECK(lexer.next().text == "a)A(b)");
    CHECK(lexer.next().text == "A");
    CHECK(lexer.next().number == doctest::Approx(-0.5));
    CHECK(lexer.next().text == "]");
    CHECK(lexer.next().text == "AB");
    CHECK(lexer.next().text == "T*");
    CHECK(lexer.next().kind == Token::Kind::word);
    CHECK(lexer.next().text == "<<");
    CHECK(lexer.next().text == ">>");
    CHECK(lexer.next().kind == Token::Kind::end);
}
