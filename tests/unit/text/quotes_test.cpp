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
                "\"best\"") == "4-10");
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
