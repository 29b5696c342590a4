#include "text/quotes.hpp"

#include <doctest/doctest.h>

using ats::text::QuoteLocator;

namespace {

std::string found(std::string_view text, std::string_view quote) {
    auto const range = QuoteLocator(text).find(quote);
    return range ? std::to_string(range->begin) + "-" + std::to_string(range->end) : "none";
}

}  // namespace

TEST_CASE("a quote is found where it stands, in characters") {
    CHECK(found("Senior C++ developer", "C++") == "7-10");
    CHECK(found("Zo\xC3\xAB knows SQL", "SQL") == "10-13");
}

TEST_CASE("line breaks, case, dashes and quotation marks do not hide a quote") {
    CHECK(found("led a team\n   of five", "Led a team of five") == "0-21");
    CHECK(found("2018 \xE2\x80\x93 2021", "2018 - 2021") == "0-11");
    CHECK(found("the \xE2\x80\x9C"
                "best\xE2\x80\x9D one",
                "\"best\"") == "5-9");
    CHECK(found("GESCH\xC3\x84"
                "FTSF\xC3\x9CHRER",
                "gesch\xC3\xA4"
                "ftsf\xC3\xBChrer") == "0-15");
    CHECK(found("co\xC2\xADoperate", "cooperate") == "0-10");
}

TEST_CASE("a final full stop or ellipsis of the quote does not count") {
    CHECK(found("Ran the night shift, alone", "Ran the night shift...") == "0-19");
    CHECK(found("Ran the night shift", "Ran the night shift\xE2\x80\xA6") == "0-19");
}

TEST_CASE("a quote ends at word boundaries") {
    CHECK(found("JavaScript", "Java") == "none");
    CHECK(found("JavaScript and Java", "Java") == "15-19");
    CHECK(found("Scala", "cala") == "none");
}

TEST_CASE("what is not there, or says nothing, is not found") {
    CHECK(found("Python", "Rust") == "none");
    CHECK(found("Python", "") == "none");
    CHECK(found("a - b", " - ") == "none");
    CHECK(found("", "x") == "none");
    CHECK(found(std::string(5000, 'a'), std::string(3000, 'a')) == "none");
}

TEST_CASE("marks between words, bullets and divided words do not hide a quote") {
    CHECK(found("\xE2\x80\xA2 Led a team\n\xE2\x80\xA2 Wrote tests", "Led a team. Wrote tests") == "2-26");
    CHECK(found("soft-\nware develop-\nment", "Software development") == "0-24");
    CHECK(found("front-end work", "frontend work") == "0-14");
    CHECK(found("e-mail, phone; post", "email phone post") == "0-19");
    CHECK(found("o\xEF\xAC\x83"
                "ce work",
                "Office work") == "0-9");
    CHECK(found("of\xEF\xAC\x81"
                "cer",
                "officer") == "0-6");
    CHECK(found("office",
                "o\xEF\xAC\x83"
                "ce") == "0-6");
    CHECK(found("Caf\xC3\xA9 owner", "Cafe\xCC\x81 owner") == "0-10");
    CHECK(found("caf\xC3\xA9 owner", "cafe owner") == "0-10");
}

TEST_CASE("a quote in a script without spaces is found inside of a sentence") {
    // "responsible for software development work"
    CHECK(found("\xE8\xB4\x9F\xE8\xB4\xA3\xE8\xBD\xAF\xE4\xBB\xB6\xE5\xBC\x80\xE5\x8F\x91\xE5\xB7\xA5\xE4\xBD"
                "\x9C",
                "\xE8\xBD\xAF\xE4\xBB\xB6\xE5\xBC\x80\xE5\x8F\x91") == "2-6");
}

TEST_CASE("signs that name something else are no marks") {
    CHECK(found("knows C++", "C") == "none");
    CHECK(found("knows C", "C++") == "none");
    CHECK(found("knows C# and C", "C") == "13-14");
}

TEST_CASE("numbers are what they are") {
    CHECK(found("8 years of nursing in two large wards", "5 years of nursing in two large wards") == "none");
    CHECK(found("3.5 years", "35 years") == "none");
    CHECK(found("3.5 years", "3-5 years") == "none");
    CHECK(found("1 2 years", "12 years") == "none");
    CHECK(found("2015\xE2\x80\x93"
                "2018",
                "2015 2018") == "0-9");
    CHECK(found("saved 12 percent of all costs in 2015", "saved 12 percent of all costs in 2016") == "none");
}

TEST_CASE("one slip in four words is forgiven, three at most") {
    std::string const text = "Managed a team of five engineers in the Berlin office";
    CHECK(found(text, "Managed a team of five enginers in the Berlin office") == "0-53");
    CHECK(found(text, "Mangaed a team of five engineers") == "0-32");
    CHECK(found(text, "Managed team of five engineers") == "0-32");
    CHECK(found(text, "managed the team of five engineers") == "0-32");
    CHECK(found("She managed team of five", "managed a team of five") == "4-24");
    CHECK(found(text, "enginers") == "none");
    CHECK(found(text, "five enginers in Berln") == "none");
    CHECK(
        found(
            "alpha bravo gamma delta omega sigma kappa theta lamda zetas actor baker chief doing early first",
            "alphx bravx gammx deltx omega sigma kappa theta lamda zetas actor baker chief doing early "
            "first") == "none");
    CHECK(found("alpha bravo gamma delta omega sigma kappa theta lamda zetas actor baker",
                "alpha bravx gamma delta omegx sigma kappa thetx lamda zetas actor baker") == "0-71");
}

TEST_CASE("what changes the sense is no slip") {
    CHECK(found("experience with Java in large teams", "no experience with Java in large teams") == "none");
    CHECK(found("worked with children and without supervision",
                "worked without children and without supervision") == "none");
    CHECK(found("managed a team in a very typical year", "managed a team in a very atypical year") == "none");
    CHECK(found("was paid for each day of work", "was unpaid for each day of work") == "none");
    CHECK(found("wrote Java code for the bank", "wrote Perl code for the bank") == "none");
    CHECK(found("four years of work in the field", "five years of work in the field") == "none");
    CHECK(found("earned a bachelor in the same field", "earned a master in the same field") == "none");
}

TEST_CASE("a long text with a slip in the quote is searched in little time") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "the of and a ";
    CHECK(found(text, "the of and a the of and a wordd") == "none");
}
