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

TEST_CASE("a heading that no list has is known by its words") {
    for (std::string const heading :
         {"Positions held", "Where I have worked", "Postes occupés", "My jobs so far", "Zatrudnienie"}) {
        CAPTURE(heading);
        CHECK(section_of("Ana Pop\n\nSkills\nbaking\n\n" + heading + "\nHead Cook\n", "Head Cook") ==
              Section::experience);
    }
    for (std::string const heading :
         {"School", "Where I studied", "Schulbildung", "Scolarité", "Courses and training"}) {
        CAPTURE(heading);
        CHECK(section_of("Ana Pop\n\nSkills\nbaking\n\n" + heading + "\nOslo, 2010\n", "Oslo, 2010") ==
              Section::education);
    }
    for (std::string const heading :
         {"Volunteer work", "Free time", "Ehrenamtliche Tätigkeit", "Clubs and associations"}) {
        CAPTURE(heading);
        CHECK(section_of("Ana Pop\n\nSkills\nbaking\n\n" + heading + "\nOslo, 2010\n", "Oslo, 2010") ==
              Section::other);
    }
}

TEST_CASE("a title, a list and the rest of a sentence are no headings by their words") {
    for (std::string const line :
         {"School nurse", "- work", "work and education", "Training, work", "Career coach"}) {
        CAPTURE(line);
        CHECK(section_of("Ana Pop\n\nSkills\n" + line + "\nOslo, 2010\n", "Oslo, 2010") == Section::skills);
    }
}

TEST_CASE("a short line apart from the rest is like a heading, an enumeration and a date are not") {
    auto const like = [](std::string const& text, std::string_view words) {
        for (auto const& line : resume_sections(text)) {
            if (view(text, line.line) == words) return line.like_heading;
        }
        return false;
    };
    CHECK(like("Education\nBSc\n\nKitchens\nCook", "Kitchens"));
    CHECK(like("Education\nBSc\nKITCHENS\nCook", "KITCHENS"));
    CHECK_FALSE(like("Education\nBSc\nKitchens\nCook", "Kitchens"));
    CHECK_FALSE(like("Education\nBSc\n\nCook, Oslo\nCook", "Cook, Oslo"));
    CHECK_FALSE(like("Education\nBSc\n\nSummer 2019\nCook", "Summer 2019"));
    CHECK_FALSE(like("Education\nBSc\n\nkitchens of the town\nCook", "kitchens of the town"));
}

TEST_CASE("a sentence with a heading's word is no heading") {
    CHECK(section_of("Experience with skills of every kind\nx", "x") == Section::head);
}

TEST_CASE("a very long line is read in one piece") {
    std::string const text = std::string(1 << 20, 'a') + " b";
    CHECK(lines(text).size() == 1);
    CHECK(heading_words(text).empty());
}
