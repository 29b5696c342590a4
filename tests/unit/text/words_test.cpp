#include "text/words.hpp"

#include <doctest/doctest.h>

using namespace ats::text;

TEST_CASE("names with signs stay whole words") {
    CHECK(fold("C++, C# and .NET; Node.js/ASP.NET") == "c++ c# and .net node.js asp.net");
}

TEST_CASE("strokes and hyphens part words") { CHECK(fold("CI/CD front-end") == "ci cd front end"); }

TEST_CASE("a full stop ends a sentence or belongs to an abbreviation") {
    CHECK(fold("Led the team.Then left. Ph.D. and B.Sc. in 2018.") ==
          "led the team then left phd and bsc in 2018");
}

TEST_CASE("case, accents and width do not matter") {
    CHECK(fold("Café ÉCOLE Ştefan Straße ＳＱＬ cœur Łódź") == "cafe ecole stefan strasse sql coeur lodz");
    CHECK(fold("МОСКВА Ёлка ΑΘΗΝΑ") == "москва елка αθηνα");
    CHECK(fold("e\xCC\x81tude co\xC2\xADoperate") == "etude cooperate");
}

TEST_CASE("a possessive is left out") {
    CHECK(fold("Bachelor's degree, driver\xE2\x80\x99s licence, l'\xC3\xA9tude") ==
          "bachelor degree driver licence l etude");
}

TEST_CASE("in a script without spaces each character is a word") { CHECK(fold("会計経験") == "会 計 経 験"); }

TEST_CASE("bullets and pictures are no words") {
    CHECK(fold("\xE2\x80\xA2 Excel \xEF\x82\xB7 Word \xF0\x9F\x98\x80") == "excel word");
}

TEST_CASE("a word knows its place") {
    auto const found = words("– Größe M.Ed");
    REQUIRE(found.size() == 2);
    CHECK(found[0].text == "grosse");
    CHECK(found[0].begin == 4);
    CHECK(found[0].end == 11);
    CHECK_FALSE(found[0].abbreviation);
    CHECK(found[1].text == "med");
    CHECK(found[1].abbreviation);
}

TEST_CASE("plurals lose their ending only where it is plain") {
    CHECK(singular("skills") == "skill");
    CHECK(singular("companies") == "company");
    CHECK(singular("processes") == "process");
    CHECK(singular("analysis") == "analysis");
    CHECK(singular("business") == "business");
    CHECK(singular("css") == "css");
}

TEST_CASE("related words have one root") {
    CHECK(root("manager") == "manag");
    CHECK(root("managing") == "manag");
    CHECK(root("management") == "manag");
    CHECK(root("accountants") == root("accounting"));
    CHECK(root("nurse") == root("nursing"));
    CHECK(root("engineers") == root("engineering"));
    CHECK(root("programmer") == root("programs"));
    CHECK(root("java") == "java");
}

TEST_CASE("invalid bytes and very long words do no harm") {
    CHECK(fold("a\xFF\xFE b\x80") == "a b");
    CHECK(words(std::string(1 << 20, 'x')).size() == 1);
    CHECK(words(std::string(1 << 20, 'x'))[0].text.size() == 64);
    CHECK(words(std::string(1 << 20, '.')).empty());
}

TEST_CASE("an abbreviation's plural is the abbreviation") {
    CHECK(fold("APIs, PDFs and the boss") == "api pdf and the boss");
    CHECK(fold("As Is") == "as is");
}

TEST_CASE("a version written to a name is told from it") {
    CHECK(without_version("python3") == "python");
    CHECK(without_version("html5") == "html");
    CHECK(without_version("s3") == "s3");
    CHECK(without_version("sha256") == "sha256");
    CHECK(without_version("payroll") == "payroll");
}
