#include <doctest/doctest.h>

#include "documents/package_document.hpp"
#include "made_docx.hpp"

using namespace ats;
using documents::read_package;
using test::made_docx;
using test::paragraph;
using test::word_part;

namespace {

std::string relationship(std::string const& type, std::string const& target) {
    return "<Relationship Id=\"" + type + "\" Type=\"http://x/" + type + "\" Target=\"" + target + "\"/>";
}

std::string run(std::string const& properties, std::string const& text) {
    return "<w:r><w:rPr>" + properties + "</w:rPr><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}

std::string line(std::string const& runs, std::string const& properties = "") {
    return "<w:p><w:pPr>" + properties + "</w:pPr>" + runs + "</w:p>";
}

Document read_styled(std::string const& body, std::string const& styles) {
    return read_package(made_docx(body, relationship("styles", "styles.xml"),
                                  {{"word/styles.xml", word_part("styles", styles)}}),
                        "cv");
}

std::string style(std::string const& type, std::string const& id, std::string const& content) {
    return "<w:style w:type=\"" + type + "\" w:styleId=\"" + id + "\">" + content + "</w:style>";
}

/// The hidden words that are reported; empty if none are.
std::string hidden_in(Document const& document) {
    for (auto const& finding : document.findings) {
        if (finding.kind == FindingKind::hidden_text) return finding.text;
    }
    return {};
}

std::string hidden_in(std::string const& body) { return hidden_in(read_package(made_docx(body), "cv")); }

constexpr char white_ink[] = "<w:color w:val=\"FFFFFF\"/>";

std::string shaded(std::string const& fill) { return R"(<w:shd w:val="clear" w:fill=")" + fill + "\"/>"; }

}  // namespace

TEST_CASE("hidden words are left out of the text and told with their words") {
    auto const document = read_package(
        made_docx(line(run("", "Ada") + run("<w:vanish/>", " Kubernetes Rust ") + run("", " L"))), "cv");
    CHECK(document.text == "Ada L\n");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::hidden_text);
    CHECK(document.findings[0].text == "Kubernetes Rust");
    CHECK(document.findings[0].message == "2 words that no reader sees were left out.");
}

TEST_CASE("the quoted hidden words end within the limit, between two characters") {
    std::string words = "x";
    for (int i = 0; i < 600; ++i) words += "\xC3\xA9";
    auto const quoted = hidden_in(paragraph("Ada") + line(run("<w:vanish/>", words)));
    CHECK(quoted.size() == 999);
    CHECK(quoted.substr(997) == "\xC3\xA9");
}

TEST_CASE("white, near-white and tiny words are hidden") {
    auto const ada = paragraph("Ada");
    CHECK(hidden_in(ada + line(run(white_ink, "white"))) == "white");
    CHECK(hidden_in(ada + line(run("<w:color w:val=\"F8F8F8\"/>", "near"))) == "near");
    CHECK(hidden_in(ada + line(run("<w:color w:val=\"E0E0E0\"/>", "grey"))).empty());
    CHECK(hidden_in(ada + line(run("<w:sz w:val=\"4\"/>", "tiny"))) == "tiny");
    CHECK(hidden_in(ada + line(run("<w:sz w:val=\"8\"/>", "small"))).empty());
    CHECK(hidden_in(ada + line(run("<w:color w:val=\"auto\"/>", "automatic"))).empty());
}

TEST_CASE("white on a dark run, paragraph, cell, table or marker is seen") {
    auto const white_line = line(run(white_ink, "white"));
    auto const table = [](std::string const& table_look, std::string const& cell_look,
                          std::string const& in) {
        return "<w:tbl><w:tblPr>" + table_look + "</w:tblPr><w:tr><w:tc><w:tcPr>" + cell_look + "</w:tcPr>" +
               in + "</w:tc></w:tr></w:tbl>";
    };
    CHECK(hidden_in(line(run(white_ink + shaded("1F3864"), "white"))).empty());
    CHECK(hidden_in(line(run(white_ink, "white"), shaded("1F3864"))).empty());
    CHECK(hidden_in(table("", shaded("1F3864"), white_line)).empty());
    CHECK(hidden_in(table(shaded("1F3864"), "", white_line)).empty());
    CHECK(hidden_in(line(run(std::string(white_ink) + R"(<w:highlight w:val="black"/>)", "white"))).empty());
    CHECK(hidden_in(table("", shaded("FFFFFF"), paragraph("Ada") + white_line)) == "white");
    CHECK(hidden_in(paragraph("Ada") + line(run("<w:color w:val=\"1F3864\"/>", "blue"), shaded("1F3864"))) ==
          "blue");
}

TEST_CASE("white may be seen on a shape behind the text, and in a box that has a colour") {
    auto const white_line = line(run(white_ink, "white"));
    auto const shape = [](std::string const& behind, std::string const& fill, std::string const& content) {
        return line("<w:r><w:drawing><wp:anchor behindDoc=\"" + behind + "\"><wps:wsp><wps:spPr>" + fill +
                    "</wps:spPr><wps:txbx><w:txbxContent>" + content +
                    "</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></w:r>");
    };
    std::string const blue = "<a:solidFill><a:srgbClr val=\"1F3864\"/></a:solidFill>";
    CHECK(hidden_in(shape("1", blue, "") + white_line).empty());
    CHECK(hidden_in(paragraph("Ada") + shape("0", blue, "") + white_line) == "white");
    CHECK(hidden_in(shape("0", blue, white_line)).empty());
    CHECK(hidden_in(paragraph("Ada") + shape("0", "<a:noFill/>", white_line)) == "white");
}

TEST_CASE("styles hide, also by what they are based on") {
    auto const styles =
        style("paragraph", "Base", "<w:rPr><w:vanish/></w:rPr>") +
        style("paragraph", "Child", "<w:basedOn w:val=\"Base\"/>") +
        style("paragraph", "Shown", "<w:basedOn w:val=\"Base\"/><w:rPr><w:vanish w:val=\"0\"/></w:rPr>") +
        style("character", "Ghost", "<w:rPr><w:vanish/></w:rPr>");
    auto const in_style = [](std::string const& id) { return "<w:pStyle w:val=\"" + id + "\"/>"; };
    auto const hidden = [&](std::string const& body) {
        return hidden_in(read_styled(paragraph("Ada") + body, styles));
    };
    CHECK(hidden(line(run("", "child"), in_style("Child"))) == "child");
    CHECK(hidden(line(run("", "shown"), in_style("Shown"))).empty());
    CHECK(hidden(line(run("<w:rStyle w:val=\"Ghost\"/>", "ghost"))) == "ghost");
    CHECK(hidden(line(run("<w:rStyle w:val=\"Ghost\"/><w:vanish w:val=\"false\"/>", "seen"))).empty());
    CHECK(hidden(line(run("<w:rStyle w:val=\"Ghost\"/>", "twice"), in_style("Child"))).empty());
}

TEST_CASE("styles hide however their part is written") {
    auto const hidden = [](std::string const& part) {
        auto const docx =
            made_docx(paragraph("Ada") + line(run("", "ghost"), "<w:pStyle w:val=\"A&amp;B\"/>"),
                      relationship("styles", "styles.xml"), {{"word/styles.xml", part}});
        return hidden_in(read_package(docx, "cv"));
    };
    std::string const ghost = "styleId=\"A&amp;B\"><x:rPr><x:vanish/></x:rPr>";
    CHECK(hidden("<x:styles><x:style x:" + ghost + "</x:style></x:styles>") == "ghost");
    CHECK(hidden("<styles><style\nname='a>b' " + ghost + "</style>\n</styles>") == "ghost");
    CHECK(hidden("<styles><style styleId=\"empty\"/><style " + ghost + "</style></styles>") == "ghost");
    CHECK(hidden("<x:styles><x:latentStyles/><x:style " + ghost + "</x:style></x:styles>") == "ghost");
    // What is no plain row of styles.
    CHECK(hidden("<x:styles><y:style x:" + ghost + "</y:style><x:style/></x:styles>") == "ghost");
    CHECK(hidden("<x:styles><x:style/><y:style x:" + ghost + "</y:style></x:styles>") == "ghost");
    CHECK(hidden("<x:styles><x:style><!--</x:style>--></x:style><x:style x:" + ghost +
                 "</x:style></x:styles>") == "ghost");
    CHECK(hidden("<x:styles><!--<x:style x:styleId=\"A&amp;B\"></x:style>--><x:style x:" + ghost +
                 "</x:style></x:styles>") == "ghost");
    CHECK(hidden("<x:styles><x:style x:" + ghost + "</x:style>") == "ghost");
    std::string const utf8 = "<styles><style " + ghost + "</style></styles>";
    std::string utf16 = "\xFF\xFE";
    for (char const c : utf8) utf16.append({c, '\0'});
    CHECK(hidden(utf16) == "ghost");
}

TEST_CASE("a part of styles that is broken in a style that is used is told") {
    auto const broken = [](std::string const& styles) {
        return read_styled(line(run("", "Ada"), "<w:pStyle w:val=\"A\"/>"), styles).findings.size();
    };
    CHECK(broken(style("paragraph", "A", "<w:rPr></w:pPr>")) == 1);
    CHECK(broken(style("paragraph", "A", "<w:rPr></w:rPr>")) == 0);
}

TEST_CASE("of two styles with one id the first counts, and of two usual ones the last") {
    auto const usual = [](std::string const& id, std::string const& content) {
        return "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"" + id + "\">" + content +
               "</w:style>";
    };
    std::string const vanish = "<w:rPr><w:vanish/></w:rPr>";
    std::string const in_a = "<w:pStyle w:val=\"A\"/>";
    CHECK(hidden_in(read_styled(paragraph("Ada") + line(run("", "ghost"), in_a),
                                style("paragraph", "A", vanish) + style("paragraph", "A", ""))) == "ghost");
    CHECK(hidden_in(read_styled(paragraph("ghost") + line(run("", "Ada"), in_a),
                                usual("A", "") + usual("B", vanish))) == "ghost");
}

TEST_CASE("the document's defaults may hide") {
    std::string const styles =
        "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>";
    auto const document =
        read_styled(line(run("<w:vanish w:val=\"0\"/>", "Ada") + run("", "hidden")), styles);
    CHECK(document.text == "Ada\n");
    CHECK(hidden_in(document) == "hidden");
}

TEST_CASE("styles that are based on each other in a circle come to an end") {
    auto const styles = style("paragraph", "A", "<w:basedOn w:val=\"B\"/>") +
                        style("paragraph", "B", "<w:basedOn w:val=\"A\"/><w:rPr><w:vanish/></w:rPr>");
    CHECK(hidden_in(read_styled(paragraph("Ada") + line(run("", "x1"), "<w:pStyle w:val=\"A\"/>"), styles)) ==
          "x1");
}

TEST_CASE("a style without an id is no paragraph's style") {
    auto const styles = "<w:style><w:rPr><w:sz w:val=\"2\"/></w:rPr></w:style>";
    CHECK(read_styled(paragraph("Ada"), styles).text == "Ada\n");
}

TEST_CASE("marks of paragraphs, page numbers of the web and signs alone are no hidden words") {
    CHECK(hidden_in(line(run("", "Ada"), "<w:rPr><w:vanish/></w:rPr>")).empty());
    CHECK(hidden_in(line(run("<w:webHidden/>", "12"))).empty());
    CHECK(hidden_in(paragraph("Ada") + line(run(white_ink, " ... - \xE2\x80\xA2"))).empty());
}

TEST_CASE("a hidden row and a hidden drawing hide their words") {
    CHECK(hidden_in(paragraph("Ada") + "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>" + paragraph("row") +
                    "</w:tc></w:tr></w:tbl>") == "row");
    auto const document = read_package(
        made_docx(line("<w:r><w:t>Ada</w:t><w:drawing><wp:inline><wp:docPr hidden=\"1\"/><w:txbxContent>" +
                       paragraph("box") + "</w:txbxContent></wp:inline></w:drawing></w:r>")),
        "cv");
    CHECK(document.text == "Ada\n");
    CHECK(hidden_in(document) == "box");
}

TEST_CASE("a heading is known by the name of its style in any language") {
    auto const styles = style("paragraph", "berschrift1", "<w:name w:val=\"heading 1\"/>");
    CHECK(read_styled(paragraph("Ada") + line(run("", "Skills"), "<w:pStyle w:val=\"berschrift1\"/>"), styles)
              .text == "Ada\n\nSkills\n");
}
