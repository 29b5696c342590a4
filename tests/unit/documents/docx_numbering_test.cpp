#include <doctest/doctest.h>

#include "documents/number_format.hpp"
#include "documents/package_document.hpp"
#include "made_docx.hpp"

using namespace ats;
using documents::formatted;
using documents::NumberFormat;
using documents::read_package;
using test::made_docx;
using test::word_part;

namespace {

std::string relationship(std::string const& type) {
    return "<Relationship Id=\"" + type + "\" Type=\"http://x/" + type + "\" Target=\"" + type + ".xml\"/>";
}

std::string level(int index, std::string const& format, std::string const& text,
                  std::string const& more = "") {
    return "<w:lvl w:ilvl=\"" + std::to_string(index) + "\">" + more + "<w:numFmt w:val=\"" + format +
           "\"/><w:lvlText w:val=\"" + text + "\"/></w:lvl>";
}

std::string definition(int id, std::string const& levels) {
    return "<w:abstractNum w:abstractNumId=\"" + std::to_string(id) + "\">" + levels + "</w:abstractNum>";
}

std::string list(int id, int definition_id, std::string const& more = "") {
    return "<w:num w:numId=\"" + std::to_string(id) + "\"><w:abstractNumId w:val=\"" +
           std::to_string(definition_id) + "\"/>" + more + "</w:num>";
}

std::string in_list(int id, int index) {
    return "<w:numPr><w:ilvl w:val=\"" + std::to_string(index) + "\"/><w:numId w:val=\"" +
           std::to_string(id) + "\"/></w:numPr>";
}

std::string line(std::string const& properties, std::string const& text) {
    return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

std::string text_of(std::string const& body, std::string const& numbering, std::string const& styles = "") {
    return read_package(made_docx(body, relationship("numbering") + relationship("styles"),
                                  {{"word/numbering.xml", word_part("numbering", numbering)},
                                   {"word/styles.xml", word_part("styles", styles)}}),
                        "cv")
        .text;
}

}  // namespace

TEST_CASE("numbers are written as lists have them") {
    CHECK(formatted(4, NumberFormat::decimal) == "4");
    CHECK(formatted(4, NumberFormat::two_digits) == "04");
    CHECK(formatted(26, NumberFormat::lower_letter) == "z");
    CHECK(formatted(28, NumberFormat::lower_letter) == "bb");
    CHECK(formatted(3, NumberFormat::upper_letter) == "C");
    CHECK(formatted(1994, NumberFormat::upper_roman) == "MCMXCIV");
    CHECK(formatted(4, NumberFormat::lower_roman) == "iv");
    CHECK(formatted(22, NumberFormat::ordinal) == "22nd");
    CHECK(formatted(112, NumberFormat::ordinal) == "112th");
    CHECK(formatted(9, NumberFormat::none).empty());
    CHECK(formatted(40'000, NumberFormat::upper_roman) == "40000");
    CHECK(formatted(0, NumberFormat::lower_letter) == "0");
}

TEST_CASE("the numbers of a list stand before its paragraphs") {
    auto const numbering =
        definition(7, level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1.%2)")) + list(3, 7);
    CHECK(text_of(line(in_list(3, 0), "a") + line(in_list(3, 1), "b") + line(in_list(3, 1), "c") +
                      line(in_list(3, 0), "d") + line(in_list(3, 1), "e"),
                  numbering) == "1. a\n1.a) b\n1.b) c\n2. d\n2.a) e\n");
}

TEST_CASE("any sign before the paragraphs of a list is a bullet") {
    auto const numbering =
        definition(0, level(0, "bullet", "\xEF\x82\xB7") + level(1, "bullet", "o") + level(2, "none", "")) +
        list(1, 0);
    CHECK(text_of(line(in_list(1, 0), "a") + line(in_list(1, 1), "b") + line(in_list(1, 2), "c"),
                  numbering) == "\xE2\x80\xA2 a\n\xE2\x80\xA2 b\nc\n");
}

TEST_CASE("an empty paragraph counts and shows no number") {
    auto const numbering = definition(0, level(0, "decimal", "%1.")) + list(1, 0);
    CHECK(text_of(line(in_list(1, 0), "a") + line(in_list(1, 0), "") + line(in_list(1, 0), "b"), numbering) ==
          "1. a\n\n3. b\n");
}

TEST_CASE("lists begin where they say, and lists that share a definition go on counting") {
    auto const start = std::string("<w:start w:val=\"5\"/>");
    auto const restarted =
        std::string("<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>");
    auto const numbering =
        definition(0, level(0, "decimal", "%1.", start)) + list(1, 0) + list(2, 0) + list(3, 0, restarted);
    CHECK(text_of(line(in_list(1, 0), "a") + line(in_list(2, 0), "b") + line(in_list(3, 0), "c") +
                      line(in_list(3, 0), "d"),
                  numbering) == "5. a\n6. b\n1. c\n2. d\n");
}

TEST_CASE("a level that never restarts counts on") {
    auto const never = std::string("<w:lvlRestart w:val=\"0\"/>");
    auto const numbering =
        definition(0, level(0, "decimal", "%1.") + level(1, "decimal", "%2.", never)) + list(1, 0);
    CHECK(text_of(line(in_list(1, 0), "a") + line(in_list(1, 1), "b") + line(in_list(1, 0), "c") +
                      line(in_list(1, 1), "d"),
                  numbering) == "1. a\n1. b\n2. c\n2. d\n");
}

TEST_CASE("a list may have levels of its own, and all its numbers decimal") {
    auto const own = "<w:lvlOverride w:ilvl=\"0\">" + level(0, "upperRoman", "%1") + "</w:lvlOverride>";
    auto const numbering =
        definition(0, level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>")) +
        list(1, 0, own);
    CHECK(text_of(line(in_list(1, 0), "a") + line(in_list(1, 1), "b"), numbering) == "I a\n1.1 b\n");
}

TEST_CASE("a paragraph's style may put it into a list, and the paragraph take it out") {
    auto const numbering = definition(0, level(0, "decimal", "%1.") +
                                             level(1, "decimal", "%1.%2", "<w:pStyle w:val=\"Sub\"/>")) +
                           list(4, 0);
    auto const styles = std::string(
        "<w:style w:type=\"paragraph\" w:styleId=\"Item\"><w:pPr><w:numPr><w:numId "
        "w:val=\"4\"/></w:numPr></w:pPr>"
        "</w:style><w:style w:type=\"paragraph\" w:styleId=\"Sub\"><w:basedOn w:val=\"Item\"/></w:style>");
    CHECK(text_of(line("<w:pStyle w:val=\"Item\"/>", "a") + line("<w:pStyle w:val=\"Sub\"/>", "b") +
                      line("<w:pStyle w:val=\"Item\"/>" + in_list(0, 0), "c"),
                  numbering, styles) == "1. a\n1.1 b\nc\n");
}

TEST_CASE("a list may take its definition from a style") {
    auto const numbering = definition(0, "<w:numStyleLink w:val=\"Mine\"/>") +
                           definition(1, level(0, "decimal", "(%1)")) + list(1, 0) + list(2, 1);
    auto const styles = std::string(
        "<w:style w:type=\"numbering\" w:styleId=\"Mine\"><w:pPr><w:numPr><w:numId "
        "w:val=\"2\"/></w:numPr></w:pPr>"
        "</w:style>");
    CHECK(text_of(line(in_list(1, 0), "a"), numbering, styles) == "(1) a\n");
}

TEST_CASE("levels and numbers out of their range do no harm") {
    auto const numbering = definition(0, level(8, "decimal", "%9", "<w:start w:val=\"2000000000\"/>") +
                                             level(99, "decimal", "x")) +
                           list(1, 0);
    CHECK(text_of(line(in_list(1, 99), "a") + line(in_list(77, 0), "b"), numbering) == "32767 a\nb\n");
}
