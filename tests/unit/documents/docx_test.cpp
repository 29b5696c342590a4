#include <thread>

#include <doctest/doctest.h>

#include "documents/docx_text.hpp"
#include "documents/package_document.hpp"
#include "error_of.hpp"
#include "made_docx.hpp"

using namespace ats;
using documents::read_package;
using test::code_of;
using test::error_of;
using test::made_docx;
using test::paragraph;
using test::word_part;

namespace {

std::string text_of(std::string const& body) { return read_package(made_docx(body), "cv.docx").text; }

std::string run(std::string const& content) { return "<w:r>" + content + "</w:r>"; }

std::string in_paragraph(std::string const& content) { return "<w:p>" + content + "</w:p>"; }

std::string cell(std::string const& content) { return "<w:tc>" + content + "</w:tc>"; }

std::string row(std::string const& cells) { return "<w:tr>" + cells + "</w:tr>"; }

std::string relationship(std::string const& id, std::string const& type, std::string const& target,
                         std::string const& more = "") {
    return "<Relationship Id=\"" + id + "\" Type=\"http://x/" + type + "\" Target=\"" + target + "\" " +
           more + "/>";
}

}  // namespace

TEST_CASE("each paragraph is a line, an empty one a blank line") {
    CHECK(text_of(paragraph("Ada") + paragraph("Engineer") + "<w:p/>" + paragraph("Skills")) ==
          "Ada\nEngineer\n\nSkills\n");
}

TEST_CASE("a heading stands apart from what is above it") {
    CHECK(text_of(paragraph("Ada") +
                  in_paragraph(R"(<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>)" + run("<w:t>Skills</w:t>")) +
                  paragraph("C++")) == "Ada\n\nSkills\nC++\n");
}

TEST_CASE("runs of one word are joined, and a run of one space parts two") {
    CHECK(text_of(in_paragraph(run("<w:t>Ja</w:t>") + run("<w:t>va</w:t>") +
                               run("<w:t xml:space=\"preserve\"> </w:t>") + run("<w:t>Go</w:t>"))) ==
          "Java Go\n");
}

TEST_CASE("tabs, breaks and hyphens that do not break are kept") {
    CHECK(text_of(in_paragraph(run("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>"
                                   "<w:noBreakHyphen/><w:t>d</w:t><w:cr/><w:t>e</w:t>"))) ==
          "a\tb\nc-d\ne\n");
}

TEST_CASE("cells of a row are parted by tabs") {
    CHECK(text_of(paragraph("Work") + "<w:tbl>" +
                  row(cell(paragraph("2019")) + cell(paragraph("Acme")) + cell("<w:p/>")) +
                  row(cell(paragraph("2021")) + cell("<w:p/>") + cell(paragraph("Berlin"))) + "</w:tbl>" +
                  paragraph("End")) == "Work\n2019\tAcme\n2021\t\tBerlin\n\nEnd\n");
}

TEST_CASE("a cell of several paragraphs keeps its lines") {
    CHECK(text_of("<w:tbl>" +
                  row(cell(paragraph("a") + paragraph("b")) + cell(paragraph("c") + paragraph("d"))) +
                  "</w:tbl>") == "a\nb\nc\nd\n");
}

TEST_CASE("a table in a table is read where it stands") {
    auto const inner = "<w:tbl>" + row(cell(paragraph("b")) + cell(paragraph("c"))) + "</w:tbl>";
    CHECK(text_of("<w:tbl>" + row(cell(paragraph("a") + inner + "<w:p/>") + cell(paragraph("d"))) +
                  "</w:tbl>") == "a\nb\tc\nd\n");
}

TEST_CASE("a deleted row is left out") {
    CHECK(text_of("<w:tbl>" + row(cell(paragraph("a"))) +
                  row("<w:trPr><w:del w:id=\"1\"/></w:trPr>" + cell(paragraph("b"))) + "</w:tbl>") == "a\n");
}

TEST_CASE("insertions are kept and deletions dropped") {
    CHECK(text_of(in_paragraph("<w:ins>" + run("<w:t>new</w:t>") + "</w:ins><w:del>" +
                               run("<w:delText>old</w:delText>") + "</w:del><w:moveFrom>" +
                               run("<w:t>from</w:t>") + "</w:moveFrom><w:moveTo>" + run("<w:t> to</w:t>") +
                               "</w:moveTo>")) == "new to\n");
}

TEST_CASE("field codes are left out and their results kept") {
    CHECK(text_of(in_paragraph(run("<w:fldChar w:fldCharType=\"begin\"/>") +
                               run("<w:instrText>PAGE</w:instrText>") + run("<w:t>7</w:t>") +
                               "<w:fldSimple w:instr=\"DATE\">" + run("<w:t> May</w:t>") +
                               "</w:fldSimple>")) == "7 May\n");
}

TEST_CASE("content controls and smart tags are passed through") {
    CHECK(text_of("<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>" + paragraph("a") +
                  "</w:sdtContent></w:sdt>" +
                  in_paragraph("<w:smartTag>" + run("<w:t>b</w:t>") + "</w:smartTag>")) == "a\nb\n");
}

TEST_CASE("of alternatives the first with text is read, and only that") {
    auto const alternatives = [](std::string const& choice) {
        return in_paragraph(run("<mc:AlternateContent><mc:Choice Requires=\"wps\">" + choice +
                                "</mc:Choice><mc:Fallback><w:t>fallback</w:t></mc:Fallback>"
                                "</mc:AlternateContent>"));
    };
    CHECK(text_of(alternatives("<w:t>choice</w:t>")) == "choice\n");
    CHECK(text_of(alternatives("<w:drawing/>")) == "fallback\n");
}

TEST_CASE("a text box is read after the paragraph that it is anchored in") {
    CHECK(
        text_of(in_paragraph(run("<w:t>be</w:t>") +
                             run("<w:pict><w:txbxContent>" + paragraph("box") + "</w:txbxContent></w:pict>") +
                             run("<w:t>fore</w:t>")) +
                paragraph("after")) == "before\nbox\nafter\n");
}

TEST_CASE("a link shows its address unless the text does") {
    auto const link = [](std::string const& text) {
        return in_paragraph("<w:hyperlink r:id=\"r1\">" + run("<w:t>" + text + "</w:t>") + "</w:hyperlink>");
    };
    auto const read = [](std::string const& body, std::string const& target) {
        return read_package(
                   made_docx(body, relationship("r1", "hyperlink", target, "TargetMode=\"External\"")), "cv")
            .text;
    };
    CHECK(read(link("Profile"), "https://example.com/ada/") == "Profile (https://example.com/ada)\n");
    CHECK(read(link("Mail me"), "mailto:ada@example.com?subject=Hi") == "Mail me (ada@example.com)\n");
    CHECK(read(link("example.com/ada"), "https://example.com/ada") == "example.com/ada\n");
    CHECK(read(link("here"), "file:///C:/cv.docx") == "here\n");
}

TEST_CASE("each of 40,000 links finds its own address") {
    std::string body;
    std::string relationships;
    std::string expected;
    for (int i = 0; i < 40'000; ++i) {
        auto const n = std::to_string(i);
        body += in_paragraph("<w:hyperlink r:id=\"r" + n + "\">" + run("<w:t>link</w:t>") + "</w:hyperlink>");
        relationships +=
            relationship("r" + n, "hyperlink", "https://example.com/" + n, "TargetMode=\"External\"");
        expected += "link (https://example.com/" + n + ")\n";
    }
    CHECK(read_package(made_docx(body, relationships), "cv").text == expected);
}

TEST_CASE("of two relationships with one id the first counts") {
    auto const external = "TargetMode=\"External\"";
    auto const docx =
        made_docx(in_paragraph("<w:hyperlink r:id=\"r\">" + run("<w:t>link</w:t>") + "</w:hyperlink>"),
                  relationship("r", "hyperlink", "https://one.example", external) +
                      relationship("r", "hyperlink", "https://two.example", external));
    CHECK(read_package(docx, "cv").text == "link (https://one.example)\n");
}

TEST_CASE("rows inside a row leave the cells before them alone") {
    auto const inner = "<w:tbl>" + row(cell(paragraph("c"))) + row(cell(paragraph("d"))) + "</w:tbl>";
    CHECK(text_of("<w:tbl>" + row(cell(paragraph("a")) + cell(paragraph("b")) + inner) + "</w:tbl>") ==
          "c\nd\n\na\tb\n");
}

TEST_CASE("headers come first, notes and footers last, each once") {
    auto const relationships =
        relationship("a", "footer", "footer1.xml") + relationship("b", "header", "header1.xml") +
        relationship("c", "header", "/word/header2.xml") + relationship("d", "footnotes", "footnotes.xml") +
        relationship("e", "comments", "comments.xml");
    auto const docx = made_docx(paragraph("body"), relationships,
                                {{"word/footer1.xml", word_part("ftr", paragraph("footer"))},
                                 {"word/header1.xml", word_part("hdr", paragraph("header"))},
                                 {"word/header2.xml", word_part("hdr", paragraph("header"))},
                                 {"word/footnotes.xml", word_part("footnotes", paragraph("note"))},
                                 {"word/comments.xml", word_part("comments", paragraph("comment"))}});
    CHECK(read_package(docx, "cv").text == "header\n\nbody\n\nnote\n\nfooter\n");
}

TEST_CASE("a broken header does not cost the document") {
    auto const docx = made_docx(paragraph("body"), relationship("b", "header", "header1.xml"),
                                {{"word/header1.xml", "<w:hdr"}});
    auto const document = read_package(docx, "cv");
    CHECK(document.text == "body\n");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::text_cut);
}

TEST_CASE("the main part is found by its relationship, in either namespace, whatever the slashes") {
    auto const docx = test::made_zip(
        {{"_rels/.rels", R"(<Relationships><Relationship Id="x" Type="http://purl.oclc.org/ooxml/)"
                         R"(officeDocument/relationships/officeDocument" Target="/Text\main.xml"/>)"
                         R"(</Relationships>)"},
         {"text/main.xml",
          R"(<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body><p><r><t>strict)"
          R"(</t></r></p></body></document>)"}});
    CHECK(read_package(docx, "cv").text == "strict\n");
}

TEST_CASE("damaged XML gives its text up to the damage, with a finding") {
    auto docx = test::made_zip({{"word/document.xml", "<w:document><w:body>" + paragraph("kept") + "<w:p"}});
    auto const document = read_package(docx, "cv");
    CHECK(document.text == "kept\n");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::text_cut);
}

TEST_CASE("parts in windows-1252 and broken UTF-8 come out as UTF-8") {
    auto const docx = [](std::string const& encoding) {
        return test::made_zip({{"word/document.xml", "<?xml version=\"1.0\" encoding=\"" + encoding +
                                                         "\"?><w:document><w:t>Zo\xEB</w:t></w:document>"}});
    };
    CHECK(read_package(docx("windows-1252"), "cv").text == "Zo\xC3\xAB\n");
    CHECK(read_package(docx("ISO-8859-1"), "cv").text == "Zo\xC3\xAB\n");
    auto const repaired = read_package(docx("UTF-8"), "cv");
    CHECK(repaired.text == "Zo\xEF\xBF\xBD\n");
    REQUIRE(repaired.findings.size() == 1);
    CHECK(repaired.findings[0].kind == FindingKind::encoding_repaired);
}

TEST_CASE("entities of a document type are not expanded") {
    auto const docx = test::made_zip(
        {{"word/document.xml",
          R"(<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document><w:t>&e;</w:t></w:document>)"}});
    CHECK(read_package(docx, "cv").text == "&e;\n");
}

TEST_CASE("a truncated package is damaged") {
    auto const docx = made_docx(paragraph("text"));
    CHECK(code_of([&] { read_package(docx.substr(0, docx.size() / 2), "cv"); }) ==
          ErrorCode::document_damaged);
}

TEST_CASE("a package without a main element is damaged") {
    CHECK(code_of([] {
              read_package(test::made_zip({{"word/document.xml", "no XML"}}), "cv");
          }) == ErrorCode::document_damaged);
}

TEST_CASE("a package that unpacks to far more than it weighs is refused") {
    auto const bomb = made_docx(paragraph(std::string(std::size_t{8} << 20, 'x')));
    CHECK(bomb.size() < 20'000);
    CHECK(code_of([&] { read_package(bomb, "cv"); }) == ErrorCode::document_too_large);
}

TEST_CASE("elements nested too deeply are refused") {
    auto const nested = [](int depth) {
        std::string open;
        std::string close;
        for (int i = 0; i < depth; ++i) {
            open += "<w:sdt>";
            close += "</w:sdt>";
        }
        return test::made_zip(
            {{"word/document.xml", "<w:document>" + open + "<w:t>deep</w:t>" + close + "</w:document>"}});
    };
    CHECK(read_package(nested(479), "cv").text == "deep\n");
    CHECK(code_of([&] { read_package(nested(480), "cv"); }) == ErrorCode::document_too_large);
    CHECK(code_of([&] { read_package(nested(100'000), "cv"); }) == ErrorCode::document_too_large);
}

TEST_CASE("a package of too many parts is refused") {
    test::ZipEntries entries = {{"word/document.xml", "<w:document/>"}};
    for (int i = 0; i < 4096; ++i) entries.emplace_back("part" + std::to_string(i), "");
    CHECK(code_of([&] { read_package(test::made_zip(entries), "cv"); }) == ErrorCode::document_too_large);
}

namespace {

void check_refused_for_its_steps(std::string const& docx) {
    auto const error = error_of([&] { read_package(docx, "cv"); });
    REQUIRE(error);
    CHECK(error->code == ErrorCode::document_too_large);
    CHECK_MESSAGE(error->message.find("more than 4000000 steps") != std::string::npos, error->message);
}

}  // namespace

TEST_CASE("a target too long to be an address is left out, however many links repeat it") {
    auto const address = "https://example.com/" + std::string(1'000'000, 'a');
    std::string body;
    std::string text;
    for (int i = 0; i < 200; ++i) {
        body += in_paragraph("<w:hyperlink r:id=\"r\">" + run("<w:t>a</w:t>") + "</w:hyperlink>");
        text += "a\n";
    }
    auto const docx = made_docx(body, relationship("r", "hyperlink", address, "TargetMode=\"External\""));
    CHECK(read_package(docx, "cv").text == text);
}

TEST_CASE("a document of too many elements is refused") {
    std::string body;  // Names of varied length, for else it would be refused for shrinking too well.
    for (unsigned i = 0; i < 1'000'000; ++i) {
        body.append("<w:p><a").append(std::to_string(i * 2'654'435'761U)).append("/></w:p><w:p/>");
    }
    check_refused_for_its_steps(made_docx(body));
}

namespace {

// Letters of varied order, for else it would be refused for shrinking too well.
std::string varied(std::size_t bytes, std::string const& open, std::string const& close) {
    std::string out;
    for (unsigned i = 0; out.size() < bytes; ++i) {
        out.append(open).append(std::to_string(i * 2'654'435'761U)).append(close);
    }
    return out;
}

std::string refusal_of(std::string const& docx) {
    auto const error = error_of([&] { read_package(docx, "cv"); });
    REQUIRE(error);
    CHECK(error->code == ErrorCode::document_too_large);
    return error->message;
}

}  // namespace

TEST_CASE("elements that would take more memory than the limit are refused before they are parsed") {
    // 1,100,000 elements of 64 bytes each are more than 64 MB.
    std::string body;
    for (unsigned i = 0; i < 1'100'000; ++i) body += "<a" + std::to_string(i * 2'654'435'761U) + "/>";
    CHECK(refusal_of(made_docx(body)).find("more than 64 MB of memory") != std::string::npos);
}

TEST_CASE("text above the limit is refused") {
    auto const text = varied(std::size_t{9} << 20, "", " ");
    CHECK(refusal_of(made_docx(paragraph(text))) == "cv: the file has more than 8 MB of text");
}

TEST_CASE("a part that unpacks to more than its limit, and a package, are refused") {
    auto const text = varied(std::size_t{33} << 20, "", " ");
    CHECK(refusal_of(made_docx("<!--" + text + "-->")) ==
          "cv: a part of the package unpacks to more than 32 MB");
    auto const half = "<!--" + text.substr(0, std::size_t{21} << 20) + "-->";
    auto const docx = made_docx(half, relationship("h", "header", "h.xml"), {{"word/h.xml", half}});
    CHECK(refusal_of(docx) == "cv: the package unpacks to more than 40 MB");
}

TEST_CASE("lists, links and styles without end are refused by name") {
    std::string numbering;
    std::string links;
    std::string styles;
    for (int i = 0; i <= 10'000; ++i) {
        numbering += "<w:abstractNum w:abstractNumId=\"" + std::to_string(i) + "\"/>";
    }
    for (int i = 0; i <= 20'000; ++i) styles += "<w:style w:styleId=\"" + std::to_string(i) + "\"/>";
    for (int i = 0; i <= 100'000; ++i) links += "<Relationship Id=\"" + std::to_string(i) + "\"/>";
    auto const with = [](std::string const& kind, std::string const& root, std::string const& content) {
        return made_docx(paragraph("text"), relationship("r", kind, "part.xml"),
                         {{"word/part.xml", word_part(root, content)}});
    };
    CHECK(refusal_of(with("numbering", "numbering", numbering)) == "cv: the file has more than 10000 lists");
    CHECK(refusal_of(with("styles", "styles", styles)) == "cv: the file has more than 20000 styles");
    CHECK(refusal_of(made_docx(paragraph("text"), links)) ==
          "cv: the file has more than 100000 links and parts");
}

TEST_CASE("text nested in alternative after alternative is refused, not copied without end") {
    std::string open;
    std::string close;
    for (int i = 0; i < 200; ++i) {
        open += "<mc:AlternateContent><mc:Choice>";
        close = "</mc:Choice></mc:AlternateContent>" + close;
    }
    auto const docx = made_docx(open + "<w:t>" + std::string(1'000'000, 'a') + "</w:t>" + close);
    check_refused_for_its_steps(docx);
}

TEST_CASE("one header that is named without end is refused") {
    std::string relationships;
    for (int i = 0; i < 40'000; ++i) relationships += relationship("a", "header", "header1.xml");
    auto const docx = made_docx(paragraph("body"), relationships,
                                {{"word/header1.xml", word_part("hdr", paragraph("header"))}});
    check_refused_for_its_steps(docx);
}

namespace {

/// A reading that is stopped after the main part was parsed and before its text is rendered.
std::optional<ErrorCode> stopped_render(void (*stop)(CallContext&)) {
    CallContext context;
    std::string const name = "cv";
    documents::Effort effort(context, name);
    std::string body;
    for (int i = 0; i < 2000; ++i) body += paragraph("text");
    auto const part = documents::parse_xml(word_part("document", body), effort);
    documents::Relationships const relationships;
    documents::Styles styles(effort);
    documents::Numbering numbering;
    documents::DrawnBackdrops drawn(effort);
    documents::DocxSetting const setting{styles, numbering, drawn, name, effort};
    documents::GraphicTexts const graphics;
    documents::DocxText text(setting, relationships, graphics);
    stop(context);
    return code_of([&] { text.render(part.document.document_element()); });
}

}  // namespace

TEST_CASE("a call that is cancelled stops amid the elements") {
    CHECK(stopped_render([](CallContext& context) { context.cancel.cancel(); }) == ErrorCode::cancelled);
}

TEST_CASE("a call whose deadline passes stops amid the elements") {
    CHECK(stopped_render([](CallContext& context) { context.deadline = Clock::now(); }) ==
          ErrorCode::deadline_exceeded);
}

TEST_CASE("a call that is cancelled stops while a part is unpacked") {
    CallContext const context;
    std::string const name = "cv";
    documents::Effort effort(context, name);
    auto const docx = made_docx(paragraph("text"));
    documents::ZipPackage package(docx, name, effort);
    CHECK(package.read("word/document.xml"));
    context.cancel.cancel();
    CHECK(code_of([&] { package.read("word/document.xml"); }) == ErrorCode::cancelled);
}

TEST_CASE("a thread may cancel what another reads") {
    std::string body;
    for (int i = 0; i < 20'000; ++i) body += paragraph("text " + std::to_string(i));
    auto const docx = made_docx(body);
    CallContext const context;
    std::thread canceller([token = context.cancel] { token.cancel(); });
    auto const code = code_of([&] {
        for (;;) read_package(docx, "cv", context);
    });
    canceller.join();
    CHECK(code == ErrorCode::cancelled);
}

// What is drawn is searched for when white letters first ask, here in the footer, long after the notes.
TEST_CASE("white words of a footer below several parts with notes are hidden") {
    std::string notes;
    for (int i = 0; i < 50; ++i) notes += "<w:footnote>" + paragraph("a note") + "</w:footnote>";
    auto const white = R"(<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>white</w:t></w:r></w:p>)";
    auto const docx =
        made_docx(paragraph("Ada"),
                  relationship("a", "footnotes", "first.xml") + relationship("b", "footnotes", "second.xml") +
                      relationship("c", "endnotes", "third.xml") + relationship("d", "footer", "footer.xml"),
                  {{"word/first.xml", word_part("footnotes", notes)},
                   {"word/second.xml", word_part("footnotes", notes + notes)},
                   {"word/third.xml", word_part("endnotes", notes + notes + notes)},
                   {"word/footer.xml", word_part("ftr", white)}});
    auto const document = read_package(docx, "cv.docx");
    CHECK(document.text.substr(0, 12) == "Ada\n\na note\n");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::hidden_text);
    CHECK(document.findings[0].text == "white");
}
