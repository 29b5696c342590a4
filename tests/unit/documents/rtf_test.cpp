#include "documents/rtf/rtf.hpp"

#include <doctest/doctest.h>

#include "error_of.hpp"

using namespace ats;
using documents::read_rtf;

namespace {

std::string whole(std::string const& body) {
    return "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\froman Times;}{\\f1\\fnil\\fcharset2 Symbol;}"
           "{\\f2\\fswiss\\fcharset238 Arial CE;}{\\f3\\fcharset128 "
           "Mincho;}}{\\colortbl;\\red0\\green0\\blue0;"
           "\\red255\\green255\\blue255;\\red20\\green40\\blue60;}{\\stylesheet{\\s0 Normal;}}"
           "{\\info{\\author Eve}}\\pard " +
           body + "}";
}

std::string text_of(std::string const& body) { return read_rtf(whole(body), "cv", {}).text; }

std::string hidden_in(std::string const& body) {
    std::string out;
    for (auto const& finding : read_rtf(whole("Ada\\par " + body), "cv", {}).findings) {
        if (finding.kind == FindingKind::hidden_text) out += finding.text;
    }
    return out;
}

}  // namespace

TEST_CASE("RTF: paragraphs are lines, marks are resolved") {
    auto const document =
        read_rtf(whole("{\\b Ada Lovelace}\\par Engineer\\tab London\\line\nUK\\par"), "cv", {});
    CHECK(document.format == DocumentFormat::rtf);
    CHECK(document.text == "Ada Lovelace\nEngineer\tLondon\nUK\n");
    CHECK(document.findings.empty());
}

TEST_CASE("RTF: characters are told by code pages, Unicode and names") {
    CHECK(text_of("caf\\'e9 \\'80 \\ldblquote x\\rdblquote\\emdash a\\~b \\{\\}\\\\") ==
          "café € “x”—a b {}\\\n");
    CHECK(text_of("{\\f2 \\'b3\\'f3\\'bf}") == "łóż\n");
    CHECK(text_of("\\u233?\\u-3913?x {\\uc2\\u322\\'b3\\'b3}y \\u55357?\\u56832?z") == "é•x ły 😀z\n");
    CHECK(text_of("{\\f1 \\'b7} Go") == "• Go\n");
}

TEST_CASE("RTF: bytes of an encoding that is not known are reported") {
    auto const document = read_rtf(whole("Ada {\\f3 \\'82\\'a0}"), "cv", {});
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::encoding_repaired);
}

TEST_CASE("RTF: labels of lists stand before their items") {
    CHECK(text_of("{\\listtext\\pard\\plain\\f1 \\'b7\\tab}C++\\par{\\pntext 2.\\tab}Go\\par") ==
          "• C++\n2. Go\n");
}

TEST_CASE("RTF: rows of tables are lines") {
    CHECK(text_of(
              "Jobs\\par\\trowd\\cellx100\\cellx200\\pard\\intbl 2019\\cell Acme\\cell\\row\\trowd\\cellx100"
              "\\cellx200\\pard\\intbl 2021\\cell Initech\\cell\\row\\pard end\\par") ==
          "Jobs\n2019\tAcme\n2021\tInitech\nend\n");
    CHECK(text_of("\\trowd\\pard\\intbl Skills\\par C++\\cell Jobs\\par Acme\\cell\\row") ==
          "Skills\nC++\nJobs\nAcme\n");
}

TEST_CASE("RTF: links keep their addresses") {
    CHECK(text_of(
              "{\\field{\\*\\fldinst HYPERLINK \"https://example.com/ada\"}{\\fldrslt {\\ul Profile}}} x") ==
          "Profile (https://example.com/ada) x\n");
    CHECK(text_of("{\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}") == "1\n");
}

TEST_CASE("RTF: headers stand first, notes and footers last, boxes behind their paragraph") {
    CHECK(text_of("{\\header Ada}{\\footer Page}Engineer{\\footnote at Acme}\\par") ==
          "Ada\n\nEngineer\n\nat Acme\n\nPage\n");
    CHECK(text_of("{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt Skills\\par C++}}}Jobs\\par") ==
          "Skills\nC++\nJobs\n");
}

TEST_CASE("RTF: words that no reader sees are left out and reported") {
    CHECK(hidden_in("{\\v Kubernetes}") == "Kubernetes");
    CHECK(hidden_in("{\\cf2 Kubernetes}") == "Kubernetes");
    CHECK(hidden_in("{\\fs2 Kubernetes}") == "Kubernetes");
    CHECK(hidden_in("{\\cf3\\highlight3 Kubernetes}") == "Kubernetes");
    CHECK(hidden_in("{\\v\\v0 C++}").empty());
    CHECK(hidden_in("{\\cf2\\chcbpat3 C++}").empty());
    CHECK(hidden_in("\\cbpat3{\\cf2 C++}").empty());
    CHECK(hidden_in("\\trowd\\clcbpat3\\cellx9\\intbl{\\cf2 C++}\\cell\\row").empty());
    CHECK(hidden_in("{\\cf2\\plain C++}").empty());
}

TEST_CASE("RTF: what is deleted, drawn or unknown is no text") {
    CHECK(
        text_of("Ada{\\deleted Bob}{\\pict\\pngblip 89504e47}{\\*\\unknown secret}{\\*\\themedata 504b}!") ==
        "Ada!\n");
    CHECK(text_of("Ada{\\pict\\bin5 }}}}}}!") == "Ada!\n");
    CHECK(test::code_of([] { text_of("{\\*\\generator Writer;}"); }) == ErrorCode::document_empty);
}

TEST_CASE("RTF that is cut short or nested without end comes to an end") {
    CHECK(read_rtf("{\\rtf1 Ada {\\b Love", "cv", {}).text == "Ada Love\n");
    CHECK(read_rtf("{\\rtf1 Ada}}}\\'", "cv", {}).text == "Ada\n");
    CHECK(test::code_of([] { text_of(std::string(100'000, '{')); }) == ErrorCode::document_too_large);
}
