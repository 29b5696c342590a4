#include <doctest/doctest.h>

#include "documents/docx_fields.hpp"
#include "documents/package_document.hpp"
#include "made_docx.hpp"

using namespace ats;
using documents::link_target;
using documents::read_package;
using test::made_docx;
using test::paragraph;

namespace {

std::string text_of(std::string const& body) { return read_package(made_docx(body), "cv").text; }

std::string relationship(std::string const& id, std::string const& type, std::string const& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"http://x/" + type + "\" Target=\"" + target + "\"/>";
}

std::string in_run(std::string const& content) { return "<w:p><w:r>" + content + "</w:r></w:p>"; }

std::string sign(std::string const& font, std::string const& code) {
    return "<w:sym w:font=\"" + font + "\" w:char=\"" + code + "\"/>";
}

std::string field(std::string const& instruction, std::string const& shown) {
    return "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>" + instruction +
           "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>" + shown +
           "</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
}

}  // namespace

TEST_CASE("signs of symbol fonts are bullets, letters or left out") {
    CHECK(text_of(in_run(sign("Symbol", "F0B7") + "<w:t> a</w:t>")) == "\xE2\x80\xA2 a\n");
    CHECK(text_of(in_run(sign("Symbol", "F06D") + "<w:t>m</w:t>")) == "\xCE\xBCm\n");
    CHECK(text_of(in_run(sign("Wingdings", "00A7") + "<w:t> b</w:t>")) == "\xE2\x80\xA2 b\n");
    CHECK(text_of(in_run(sign("Wingdings", "F04A") + "<w:t>c</w:t>")) == "c\n");
    CHECK(text_of(in_run(sign("Arial", "00E9") + sign("Arial", "D800") + sign("Arial", "zz"))) ==
          "\xC3\xA9\n");
}

TEST_CASE("a field that links keeps its address") {
    CHECK(text_of(field(" HYPERLINK &quot;https://example.com/ada&quot; \\o &quot;tip&quot; ", "Profile")) ==
          "Profile (https://example.com/ada)\n");
    CHECK(text_of("<w:p><w:fldSimple w:instr=\"HYPERLINK https://example.com\"><w:r><w:t>Site</w:t></w:r>"
                  "</w:fldSimple></w:p>") == "Site (https://example.com)\n");
    CHECK(text_of(field("HYPERLINK \\l &quot;_Toc1&quot;", "Skills")) == "Skills\n");
    CHECK(text_of(field("PAGE", "3")) == "3\n");
}

TEST_CASE("the target of a link is the first argument that is no switch") {
    CHECK(link_target("HYPERLINK \"a b\"") == "a b");
    CHECK(link_target("HYPERLINK \\n \\t \"_blank\" http://x") == "http://x");
    CHECK(link_target("HYPERLINK \"open") == "open");
    CHECK(link_target("HYPERLINK").empty());
    CHECK(link_target("REF x").empty());
}

TEST_CASE("fields that are never closed, or closed without having begun, do no harm") {
    std::string body = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    for (int i = 0; i < 1000; ++i) body += "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
    CHECK(text_of("<w:p>" + body + "<w:r><w:t>Ada</w:t></w:r></w:p>") == "Ada\n");
}

TEST_CASE("charts and diagrams give their names, each once, without their numbers") {
    auto const chart =
        R"(<c:chartSpace><c:title><c:tx><c:rich><a:p><a:r><a:t>Langu</a:t></a:r><a:r><a:t>ages</a:t></a:r></a:p></c:rich>)"
        R"(</c:tx></c:title><c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>Level</c:v></c:pt></c:strCache></c:strRef></c:tx>)"
        R"(<c:cat><c:strRef><c:strCache><c:pt><c:v>German</c:v></c:pt><c:pt><c:v>Level</c:v></c:pt></c:strCache></c:strRef>)"
        R"(</c:cat><c:val><c:numRef><c:numCache><c:pt><c:v>90</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:chartSpace>)";
    auto const diagram =
        "<dgm:dataModel><dgm:pt><dgm:t><a:p><a:r><a:t>Plan</a:t></a:r></a:p></dgm:t></dgm:pt></"
        "dgm:dataModel>";
    auto const body = paragraph("Ada") + in_run("<w:drawing><c:chart r:id=\"r1\"/></w:drawing>") +
                      in_run("<w:drawing><dgm:relIds r:dm=\"r2\" r:lo=\"r1\"/></w:drawing>");
    auto const docx = made_docx(
        body, relationship("r1", "chart", "charts/c.xml") + relationship("r2", "diagramData", "d.xml"),
        {{"word/charts/c.xml", chart}, {"word/d.xml", diagram}});
    CHECK(read_package(docx, "cv").text == "Ada\n\nLanguages\nLevel\nGerman\n\nPlan\n");
}

TEST_CASE("an embedded document is not read, and that is told") {
    auto const docx = made_docx(paragraph("Ada") + "<w:altChunk r:id=\"r1\"/>",
                                relationship("r1", "aFChunk", "a.html"), {{"word/a.html", "<p>more</p>"}});
    auto const document = read_package(docx, "cv");
    CHECK(document.text == "Ada\n");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::text_cut);
}

TEST_CASE("a document that embeds another and is broken says once that its text is cut") {
    auto const docx =
        made_docx(paragraph("Ada") + "<w:altChunk r:id=\"r1\"/>",
                  relationship("r1", "aFChunk", "a.html") + relationship("r2", "header", "h.xml"),
                  {{"word/a.html", "<p>more</p>"}, {"word/h.xml", "<w:hdr><w:p>"}});
    auto const document = read_package(docx, "cv");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::text_cut);
    CHECK(document.findings[0].message ==
          "A part of the file is broken; the text up to there was read. "
          "Another document is embedded in the file; its text was not read.");
}

TEST_CASE("letters as art and pronunciation aids") {
    CHECK(text_of(paragraph("Ada") +
                  in_run("<w:pict><v:shape><v:textpath string=\"Curriculum\"/></v:shape></w:pict>")) ==
          "Ada\n\nCurriculum\n");
    CHECK(text_of("<w:p><w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>y</w:t></w:r>"
                  "</w:rubyBase></w:ruby></w:r></w:p>") == "y\n");
}
