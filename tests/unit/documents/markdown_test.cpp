#include "documents/markdown.hpp"

#include <doctest/doctest.h>

#include "documents/html_text.hpp"
#include "documents/markdown_syntax.hpp"
#include "documents/plain_text.hpp"
#include "error_of.hpp"

using namespace ats;
using documents::decode_entity;
using documents::looks_like_markdown;
using documents::read_markdown;

namespace {

Document read_plain_text(std::string const& text, std::string const& name, CallContext const& context) {
    return documents::read_plain_text(text, name, context, [&](std::string_view markdown) {
        return read_markdown(markdown, name, context);
    });
}

std::string text_of(std::string const& markdown) { return read_markdown(markdown, "cv", {}).text; }

}  // namespace

TEST_CASE("a text with two kinds of Markdown's marks is Markdown") {
    CHECK(looks_like_markdown("# Ada\n\n**Engineer**"));
    CHECK(looks_like_markdown("* a\n* b\n[mail](mailto:a@b.c)"));
    CHECK(looks_like_markdown("## A\r\n```\r\ncode\r\n```"));
    CHECK(looks_like_markdown("| a | b |\n|---|---|\n- x\n- y"));
}

TEST_CASE("plain text that looks a little like Markdown stays as it is") {
    CHECK_FALSE(looks_like_markdown("Ada\n- C++\n- Go\n"));
    CHECK_FALSE(looks_like_markdown("C# developer\n#1 in sales\n- one"));
    CHECK_FALSE(looks_like_markdown("a ** b ** c\n- x\n- y\n----\n"));
    CHECK_FALSE(looks_like_markdown("[x](\n- x\n- y"));
    auto const text = "Ada **Lovelace**\n\n\nC++ *and* more  \n";
    auto const document = read_plain_text(text, "cv", {});
    CHECK(document.format == DocumentFormat::text);
    CHECK(document.text == text);
}

TEST_CASE("Markdown: marks are resolved") {
    auto const document =
        read_plain_text("# Ada\nEngineer with **C++** and `Go`\n## Skills\n* one\n* *two*\n", "cv", {});
    CHECK(document.format == DocumentFormat::markdown);
    CHECK(document.text == "Ada\nEngineer with C++ and Go\n\nSkills\n\xE2\x80\xA2 one\n\xE2\x80\xA2 two\n");
}

TEST_CASE("Markdown: links keep their addresses, pictures their words") {
    CHECK(text_of("[Profile](https://example.com/ada/ \"tip\") ![photo](a.png) <ada@example.com>") ==
          "Profile (https://example.com/ada) photo ada@example.com\n");
    CHECK(text_of("[x](https://example.com/?a=1&amp;b=2)") == "x (https://example.com/?a=1&b=2)\n");
}

TEST_CASE("Markdown: lists count as they say, and may stand in one another") {
    CHECK(text_of("3. a\n   - b\n4. c\n\nend") == "3. a\n\xE2\x80\xA2 b\n4. c\n\nend\n");
}

TEST_CASE("Markdown: rows of tables are lines, cells are parted by tabs") {
    CHECK(text_of("| Year | Firm |\n|------|:----:|\n| 2019 | Acme |\n\nend") ==
          "Year\tFirm\n2019\tAcme\n\nend\n");
}

TEST_CASE("Markdown: code keeps its content without its fence") {
    CHECK(text_of("a\n\n```cpp\nint *x;\n\ny\n```\nb") == "a\n\nint *x;\n\ny\n\nb\n");
}

TEST_CASE("Markdown: comments are hidden words, tags are dropped") {
    auto const document = read_markdown(
        "<h1 align=\"center\">Ada</h1>\n\nC++<br>Go <!-- Kubernetes\nRust --> <b>x</b>\n", "cv", {});
    CHECK(document.text == "Ada\n\nC++\nGo  x\n");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::hidden_text);
    CHECK(document.findings[0].text == "Kubernetes Rust");
}

TEST_CASE("Markdown: entities are the characters that they stand for") {
    CHECK(text_of("R&amp;D &#233; &#xE9; &unknown; a < b") == "R&D \xC3\xA9 \xC3\xA9 &unknown; a < b\n");
    CHECK(decode_entity("&#xD800;") == "\xEF\xBF\xBD");
    CHECK(decode_entity("&#99999999999;") == "\xEF\xBF\xBD");
}

TEST_CASE("Markdown that shows nothing is empty") {
    CHECK(test::code_of([] { text_of("<!-- a -->\n\n<!-- b -->"); }) == ErrorCode::document_empty);
}

TEST_CASE("Markdown that is nested without end, or never closes, comes to an end") {
    std::string quotes;
    std::string open;
    for (int i = 0; i < 20'000; ++i) {
        quotes += "> ";
        open += "<a ![[](";
    }
    CHECK(text_of(quotes + "Ada") == "Ada\n");
    CHECK(!text_of("Ada\n" + open).empty());
}

TEST_CASE("a text too long to be parsed as Markdown is plain text") {
    std::string const text = "# Ada\n**C++**\n" + std::string(300'000, 'x');
    CHECK(read_plain_text(text, "cv", {}).format == DocumentFormat::text);
}

TEST_CASE("a cancelled call reads no Markdown") {
    CallContext const context;
    context.cancel.cancel();
    CHECK(test::code_of([&] { read_markdown("# Ada", "cv", context); }) == ErrorCode::cancelled);
}
