#include "documents/html/html.hpp"

#include <doctest/doctest.h>

#include "error_of.hpp"

using namespace ats;
using documents::read_html;

namespace {

std::string text_of(std::string const& html) { return read_html(html, "cv", {}).text; }

std::string hidden_in(std::string const& html) {
    std::string out;
    for (auto const& finding : read_html(html, "cv", {}).findings) {
        if (finding.kind == FindingKind::hidden_text) out += finding.text;
    }
    return out;
}

/// The words that are hidden behind "Ada" by a style sheet and an element.
std::string hidden_by(std::string const& css, std::string const& element) {
    return hidden_in("<style>" + css + "</style><p>Ada</p>" + element);
}

}  // namespace

TEST_CASE("HTML: blocks are lines, blanks of the file are one") {
    auto const document = read_html(
        "<!DOCTYPE html><html><head><title>cv</title><style>p{margin:0}</style></head><body>\n<h1>Ada\n  "
        "Lovelace</h1><div>Engineer</div><div>London</div><p>C++ <b>and</b> Go<br>Rust</p></body></html>",
        "cv", {});
    CHECK(document.format == DocumentFormat::html);
    CHECK(document.text == "Ada Lovelace\n\nEngineer\nLondon\n\nC++ and Go\nRust\n");
    CHECK(document.findings.empty());
}

TEST_CASE("HTML: lists have their bullets and numbers") {
    CHECK(text_of("<ul><li>one<li><p>two</p><ul><li>in</ul></ul><ol start=3><li>c<li>d</ol>") ==
          "• one\n\n• two\n\n• in\n\n3. c\n4. d\n");
    CHECK(text_of("<ul style='list-style: none'><li>one</li></ul>") == "one\n");
}

TEST_CASE("HTML: rows of tables are lines, cells of several lines stand below one another") {
    CHECK(text_of("<table><tr><th>Year<th>Firm<tr><td>2019<td>Acme</table>end") ==
          "Year\tFirm\n2019\tAcme\n\nend\n");
    CHECK(text_of("<table><tr><td><p>Skills</p><p>C++</p><td><p>Jobs</p><p>Acme</p></table>") ==
          "Skills\n\nC++\nJobs\n\nAcme\n");
}

TEST_CASE("HTML: words that stand apart on the screen are not glued") {
    CHECK(text_of("<div style='display:flex'><span>Engineer</span><span>2019</span></div>") ==
          "Engineer\t2019\n");
    CHECK(text_of("<h3>Engineer<span style='float:right'>2019</span></h3>") == "Engineer\t2019\n");
    CHECK(text_of("<style>.d{display:block}</style><span class=d>A</span><span class=d>B</span>") ==
          "A\nB\n");
    CHECK(text_of("J<b>ava</b>") == "Java\n");
}

TEST_CASE("HTML: links keep their addresses") {
    CHECK(text_of("<a href='https://example.com/ada'>Profile</a> <a "
                  "href='mailto:a@example.com'>a@example.com</a>") ==
          "Profile (https://example.com/ada) a@example.com\n");
}

TEST_CASE("HTML: characters are told by the encoding that the page names") {
    CHECK(text_of("<meta charset=windows-1250>\xB3\xF3\xBF") == "łóż\n");
    CHECK(text_of("<meta charset=\"koi8-r\">\xF0\xD2\xC9\xD7\xC5\xD4") == "Привет\n");
    CHECK(text_of("<meta http-equiv=content-type content='text/html; charset=iso-8859-1'>caf\xE9") ==
          "café\n");
    CHECK(text_of("<meta charset=utf-8>caf\xC3\xA9 &eacute; &#8211;") == "café é –\n");
    CHECK(test::code_of([] { text_of("<meta charset=shift_jis>\x82\xA0"); }) ==
          ErrorCode::document_unsupported);
}

TEST_CASE("HTML: words that no reader sees are left out and reported") {
    CHECK(hidden_by("", "<p style='display:none'>Kubernetes</p>") == "Kubernetes");
    CHECK(hidden_by(".x{visibility:hidden}", "<p class='a x'>Kubernetes</p>") == "Kubernetes");
    CHECK(hidden_by("#x{opacity:0}", "<p id=x>Kubernetes</p>") == "Kubernetes");
    CHECK(hidden_by("div > p.x{font-size:1px}", "<div><p class=x>Kubernetes</p></div>") == "Kubernetes");
    CHECK(hidden_by("b{font:0.1px serif}b:first-child{}", "<b>Kubernetes</b>") == "Kubernetes");
    CHECK(hidden_by("i{color:#fff}", "<i>Kubernetes</i>") == "Kubernetes");
    CHECK(hidden_by("i{color:white;background:snow}", "<i>Kubernetes</i>") == "Kubernetes");
    CHECK(hidden_by("", "<font color=white>Kubernetes</font>") == "Kubernetes");
    CHECK(hidden_by("b{color:rgba(0,0,0,.01)}", "<b>Kubernetes</b>") == "Kubernetes");
    CHECK(hidden_by("b{position:absolute;left:-9999px}", "<b>Kubernetes</b>") == "Kubernetes");
    CHECK(hidden_by("b{text-indent:-999px}", "<b>Kubernetes</b>") == "Kubernetes");
    CHECK(hidden_by(".sr{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}",
                    "<span class=sr>Kubernetes</span>") == "Kubernetes");
    CHECK(hidden_by("@media screen{b{display:none}}", "<b>Kubernetes</b>") == "Kubernetes");
    CHECK(hidden_by("", "<p hidden>Kubernetes</p>") == "Kubernetes");
    CHECK(hidden_by("p[data-x=\"1\"]{display:none}", "<p data-x=1>Kubernetes</p>") == "Kubernetes");
}

TEST_CASE("HTML: words that a reader sees stay") {
    CHECK(hidden_by("b{color:#fff;background:#123}", "<b>C++</b>").empty());
    CHECK(hidden_by("td{background:url(a.png)}", "<table><td style='color:white'>C++</table>").empty());
    CHECK(hidden_by("@media print{b{display:none}}", "<b>C++</b>").empty());
    CHECK(hidden_by(".x{visibility:hidden}.y{visibility:visible}", "<p class=x><b class=y>C++</b></p>")
              .empty());
    CHECK(hidden_by("b{display:none}b.x{display:inline}", "<b class=x>C++</b>").empty());
    CHECK(hidden_by("b{display:inline !important}", "<b style='display:none'>C++</b>").empty());
    CHECK(hidden_by("/* b{display:none} */", "<b>C++</b>").empty());
    CHECK(hidden_in("<link rel=stylesheet href=dark.css><p style='color:#fff'>C++</p>").empty());
}

TEST_CASE("HTML: an inner rule needs all that it names above it") {
    CHECK(hidden_by("nav b{display:none}", "<b>C++</b>").empty());
    CHECK(hidden_by("nav > b{display:none}", "<nav><i><b>C++</b></i></nav>").empty());
    CHECK(hidden_by("nav b{display:none}", "<nav><i><b>C++</b></i></nav>") == "C++");
}

TEST_CASE("HTML: scripts, comments and what a browser does not show are no text") {
    CHECK(text_of(
              "<p>Ada<script>var x = 1;</script><!-- hire --><template>t</template><noscript>n</noscript>") ==
          "Ada\n");
    CHECK(test::code_of([] { text_of("<html><body><script>x</script></body></html>"); }) ==
          ErrorCode::document_empty);
}

TEST_CASE("HTML that never closes, or is nested without end, comes to an end") {
    std::string open;
    for (int i = 0; i < 20'000; ++i) open += "<b><i>";
    CHECK(test::code_of([&] { text_of("Ada" + open + "x"); }) == ErrorCode::document_too_large);
    CHECK(text_of("<p>Ada<table><tr><td>C++<a href='") == "Ada\n\nC++\n");
}

TEST_CASE("a cancelled call reads no HTML") {
    CallContext const context;
    context.cancel.cancel();
    CHECK(test::code_of([&] { read_html("<p>Ada", "cv", context); }) == ErrorCode::cancelled);
}
