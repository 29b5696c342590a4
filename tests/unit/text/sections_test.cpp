#include "text/sections.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace ats::text;

namespace {

Section section_of(std::string const& text, std::string_view words) {
    for (auto const& entry : resume_sections(text)) {
        if (view(text, entry.line) == words) return entry.section;
    }
    FAIL("no such line");
    return Section::other;
}

}  // namespace

TEST_CASE("lines lose indentation, bullets and Markdown's marks") {
    std::string const text =
        "  • Excel \n- Word\n2. Outlook\r\n## **Skills**\n\n\xEF\x82\xB7 Access\n-----\n-5 degrees";
    std::string all;
    for (auto const& line : lines(text)) all += std::string(view(text, line)) + (line.bullet ? "*|" : "|");
    CHECK(all == "Excel*|Word*|Outlook*|Skills|Access*|-5 degrees|");
}

TEST_CASE("headings open the sections of a resume") {
    std::string const text =
        "Ana Pop\nHead Cook\n\nWORK EXPERIENCE:\nCook, 2016-2019\n\nEducation\nDiploma\n\nSkills: baking, "
        "grilling\nfish\n";
    CHECK(section_of(text, "Head Cook") == Section::head);
    CHECK(section_of(text, "Cook, 2016-2019") == Section::experience);
    CHECK(section_of(text, "Diploma") == Section::education);
    CHECK(section_of(text, "Skills: baking, grilling") == Section::skills);
    CHECK(section_of(text, "fish") == Section::skills);
}

TEST_CASE("headings are known in several languages, accents or not") {
    CHECK(section_of("BERUFSERFAHRUNG\nKoch", "Koch") == Section::experience);
    CHECK(section_of("Expérience professionnelle\nCuisinier", "Cuisinier") == Section::experience);
    CHECK(section_of("Experiență profesională\nBucătar", "Bucătar") == Section::experience);
    CHECK(section_of("Formación académica\nCurso", "Curso") == Section::education);
}

TEST_CASE("a sentence with a heading's word is no heading") {
    CHECK(section_of("Experience with skills of every kind\nx", "x") == Section::head);
}

TEST_CASE("a very long line is read in one piece") {
    std::string const text = std::string(1 << 20, 'a') + " b";
    CHECK(lines(text).size() == 1);
    CHECK(heading_words(text).empty());
}
