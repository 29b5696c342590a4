#include <doctest/doctest.h>

#include "documents/package_document.hpp"
#include "error_of.hpp"
#include "made_docx.hpp"

using namespace ats;
using documents::read_package;
using test::code_of;
using test::error_of;
using test::made_zip;

namespace {

constexpr char type[] = "application/vnd.oasis.opendocument.text";

std::string content(std::string const& text, std::string const& styles = "",
                    std::string const& body = "text") {
    return "<office:document-content><office:automatic-styles>" + styles +
           "</office:automatic-styles><office:body><office:" + body + ">" + text + "</office:" + body +
           "></office:body></office:document-content>";
}

Document read(std::string const& text, std::string const& styles = "", std::string const& shared = "") {
    return read_package(
        made_zip({{"mimetype", type},
                  {"content.xml", content(text, styles)},
                  {"styles.xml", "<office:document-styles>" + shared + "</office:document-styles>"}}),
        "cv");
}

std::string text_of(std::string const& text, std::string const& styles = "") {
    return read(text, styles).text;
}

std::string p(std::string const& text, std::string const& style = "") {
    return "<text:p text:style-name=\"" + style + "\">" + text + "</text:p>";
}

std::string style(std::string const& family, std::string const& name, std::string const& properties,
                  std::string const& more = "") {
    return "<style:style style:family=\"" + family + "\" style:name=\"" + name + "\" " + more + ">" +
           properties + "</style:style>";
}

std::string hidden_in(Document const& document) {
    for (auto const& finding : document.findings) {
        if (finding.kind == FindingKind::hidden_text) return finding.text;
    }
    return {};
}

}  // namespace

TEST_CASE("ODT: paragraphs are lines, and headings stand apart") {
    auto const document = read(p("Ada") + "<text:h>Skills</text:h>" + p("C++"));
    CHECK(document.text == "Ada\n\nSkills\nC++\n");
    CHECK(document.format == DocumentFormat::odt);
}

TEST_CASE("ODT: a package without the part of shared styles is whole") {
    auto const document =
        read_package(made_zip({{"mimetype", type}, {"content.xml", content(p("Ada"))}}), "cv");
    CHECK(document.text == "Ada\n");
    CHECK(document.findings.empty());
}

TEST_CASE("ODT: white space of the file is one space, and elements say the rest") {
    CHECK(text_of(p("\n  a \n b<text:s text:c=\"2\"/>c<text:tab/>d<text:line-break/>e")) == "a b  c\td\ne\n");
}

TEST_CASE("ODT: rows are lines, cells are parted by tabs") {
    auto const cell = [](std::string const& text) {
        return "<table:table-cell>" + p(text) + "</table:table-cell>";
    };
    CHECK(text_of("<table:table><table:table-header-rows><table:table-row>" + cell("2019") + cell("Acme") +
                  "</table:table-row></table:table-header-rows><table:table-row>" + cell("2021") +
                  "<table:covered-table-cell/></table:table-row></table:table>" + p("End")) ==
          "2019\tAcme\n2021\n\nEnd\n");
}

TEST_CASE("ODT: a link keeps its address") {
    CHECK(text_of(p("<text:a xlink:href=\"https://example.com/ada\">Profile</text:a>")) ==
          "Profile (https://example.com/ada)\n");
}

TEST_CASE("ODT: notes come last, comments and deletions not at all") {
    CHECK(text_of("<text:tracked-changes><text:changed-region>" + p("old") +
                  "</text:changed-region></text:tracked-changes>" +
                  p("Ada<text:note><text:note-citation>1</text:note-citation><text:note-body>" + p("note") +
                    "</text:note-body></text:note><office:annotation>" + p("comment") +
                    "</office:annotation> L") +
                  p("end")) == "Ada L\nend\n\nnote\n");
}

TEST_CASE("ODT: a text box is read after the paragraph that it is anchored in") {
    CHECK(text_of(p("be<draw:frame><draw:text-box>" + p("box") +
                    "</draw:text-box><svg:desc>picture</svg:desc>"
                    "</draw:frame>fore") +
                  p("after")) == "before\nbox\nafter\n");
}

TEST_CASE("ODT: lists are numbered or have bullets") {
    auto const styles =
        "<text:list-style style:name=\"N\"><text:list-level-style-number text:level=\"1\" "
        "style:num-format=\"1\" "
        "style:num-suffix=\".\"/><text:list-level-style-number text:level=\"2\" style:num-format=\"a\" "
        "style:num-suffix=\")\" text:display-levels=\"2\"/></text:list-style><text:list-style "
        "style:name=\"B\">"
        "<text:list-level-style-bullet text:level=\"1\"/></text:list-style>";
    auto const item = [](std::string const& text) { return "<text:list-item>" + text + "</text:list-item>"; };
    auto const list = [](std::string const& attributes, std::string const& items) {
        return "<text:list " + attributes + ">" + items + "</text:list>";
    };
    CHECK(
        text_of(list("text:style-name=\"N\"", item(p("a") + list("", item(p("b")))) + item(p("c") + p("d"))) +
                    list("text:style-name=\"N\" text:continue-numbering=\"true\"", item(p("e"))) +
                    list("text:style-name=\"B\"", item(p("f"))),
                styles) == "1. a\n1.a) b\n2. c\nd\n3. e\n\xE2\x80\xA2 f\n");
}

TEST_CASE("ODT: headers and footers of the page designs in use are read once") {
    auto const master = [](std::string const& name, std::string const& parts) {
        return "<style:master-page style:name=\"" + name + "\">" + parts + "</style:master-page>";
    };
    auto const shared =
        "<office:master-styles>" +
        master("Standard", "<style:header>" + p("head") + "</style:header><style:header-left>" + p("head") +
                               "</style:header-left><style:footer>" + p("foot") + "</style:footer>") +
        master("Unused", "<style:header>" + p("unused") + "</style:header>") +
        master("Letter", "<style:header>" + p("letter") + "</style:header>") + "</office:master-styles>";
    auto const styles = style("paragraph", "P1", "", "style:master-page-name=\"Letter\"");
    CHECK(read(p("body", "P1"), styles, shared).text == "head\n\nletter\n\nbody\n\nfoot\n");
}

TEST_CASE("ODT: hidden, white and tiny words are left out and told") {
    auto const text_style = [](std::string const& name, std::string const& look) {
        return style("text", name, "<style:text-properties " + look + "/>");
    };
    auto const styles = text_style("H", "text:display=\"none\"") + text_style("W", "fo:color=\"#ffffff\"") +
                        text_style("T", "fo:font-size=\"1pt\"") +
                        text_style("D", "fo:color=\"#ffffff\" fo:background-color=\"#000080\"") +
                        style("text", "C", "", "style:parent-style-name=\"H\"");
    auto const span = [](std::string const& name) {
        return "<text:span text:style-name=\"" + name + "\">" + name + " </text:span>";
    };
    auto const document = read(p("Ada " + span("H") + span("W") + span("T") + span("D") + span("C")), styles);
    CHECK(document.text == "Ada D\n");
    CHECK(hidden_in(document) == "H W T C");
    CHECK(hidden_in(read(p("Ada") + "<text:section text:display=\"none\">" + p("gone") +
                         "</text:section>")) == "gone");
}

TEST_CASE("ODT: white on a dark cell, and on a drawing behind the text, is seen") {
    auto const white = p("white", "W");
    auto const styles =
        style("paragraph", "W", "<style:text-properties fo:color=\"#FFFFFF\"/>") +
        style("table-cell", "Dark", "<style:table-cell-properties fo:background-color=\"#000080\"/>");
    CHECK(read("<table:table><table:table-row><table:table-cell table:style-name=\"Dark\">" + white +
                   "</table:table-cell></table:table-row></table:table>",
               styles)
              .text == "white\n");
    auto const behind = style("graphic", "G", "<style:graphic-properties style:run-through=\"background\"/>");
    CHECK(read(white, styles + behind).text == "white\n");
    CHECK(read(p("Ada") + white, styles).text == "Ada\n");
    auto const header = "<office:styles>" + styles +
                        "</office:styles><office:master-styles><style:master-page><style:header>" + white +
                        "</style:header></style:master-page></office:master-styles>";
    CHECK(read(p("Ada"), behind, header).text == "white\n\nAda\n");
    CHECK(read(p("Ada"), "", header).text == "Ada\n");
    CHECK(read(p("Ada"), "",
               "<office:automatic-styles><style:page-layout><style:page-layout-properties "
               "fo:background-color=\"#000080\"/></style:page-layout></office:automatic-styles>" +
                   header)
              .text == "white\n\nAda\n");
}

TEST_CASE("ODT: one that needs a password is told so") {
    auto const odt = made_zip({{"mimetype", type},
                               {"content.xml", "\x01\x02"},
                               {"META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"}});
    CHECK(code_of([&] { read_package(odt, "cv"); }) == ErrorCode::document_encrypted);
}

TEST_CASE("spreadsheets and presentations of OpenDocument are refused by name") {
    auto const message = [](std::string const& body) {
        auto const odf = made_zip({{"mimetype", "application/vnd.oasis.opendocument." + body},
                                   {"content.xml", content("", "", body)}});
        auto const error = error_of([&] { read_package(odf, "cv"); });
        REQUIRE(error);
        CHECK(error->code == ErrorCode::document_unsupported);
        return error->message;
    };
    CHECK(message("spreadsheet").find("spreadsheet (ODS)") != std::string::npos);
    CHECK(message("presentation").find("presentation (ODP)") != std::string::npos);
    CHECK(message("drawing").find("drawing (ODG)") != std::string::npos);
}

TEST_CASE("ODT: damage gives the text up to there, or an error") {
    auto const broken = content(p("kept")).substr(0, content(p("kept")).find("</office:text>"));
    auto const document = read_package(made_zip({{"mimetype", type}, {"content.xml", broken}}), "cv");
    CHECK(document.text == "kept\n");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::text_cut);
    auto const code = [](std::string const& part) {
        return code_of([&] { read_package(made_zip({{"mimetype", type}, {"content.xml", part}}), "cv"); });
    };
    CHECK(code("") == ErrorCode::document_damaged);
    CHECK(code(content(p(" "))) == ErrorCode::document_empty);
}

TEST_CASE("ODT: styles without end are refused by name") {
    std::string lists;
    for (int i = 0; i <= 10'000; ++i) lists += "<l:list-style s:name=\"" + std::to_string(i) + "\"/>";
    std::string styles;
    for (int i = 0; i <= 50'000; ++i) styles += "<s:style s:name=\"" + std::to_string(i) + "\"/>";
    auto const refusal = [](std::string const& written) {
        auto const error = error_of([&] { read(p("text"), written); });
        REQUIRE(error);
        CHECK(error->code == ErrorCode::document_too_large);
        return error->message;
    };
    CHECK(refusal(lists) == "cv: the file has more than 10000 styles of lists");
    CHECK(refusal(styles) == "cv: the file has more than 50000 styles");
}

TEST_CASE("ODT: elements nested too deeply are refused") {
    std::string open;
    std::string close;
    for (int i = 0; i < 500; ++i) {
        open += "<text:section>";
        close += "</text:section>";
    }
    CHECK(code_of([&] { read(open + p("deep") + close); }) == ErrorCode::document_too_large);
}
