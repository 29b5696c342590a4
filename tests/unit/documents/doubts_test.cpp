#include "documents/doubts.hpp"

#include <doctest/doctest.h>

using namespace ats::documents;

TEST_CASE("words are parted by white space") {
    CHECK(count_words("") == 0);
    CHECK(count_words(" Ada\tLovelace,\nC++ ") == 3);
}

TEST_CASE("the beginning of a text does not cut a character") {
    CHECK(beginning_of("abc", 3) == "abc");
    CHECK(beginning_of("ab\u00E9", 3) == "ab");
    CHECK(beginning_of("ab\u00E9c", 4) == "ab\u00E9");
}

TEST_CASE("text without spaces is told from text with them") {
    std::string const glued = "BachelorofScienceinComputerScience ";
    std::string const usual = "Telecommunications and Softwareentwicklung since 2019 ";
    CHECK(has_glued_words(glued + glued + glued + glued + glued));
    CHECK_FALSE(has_glued_words(glued + glued + glued + glued));
    std::string text;
    for (int i = 0; i < 50; ++i) text += usual;
    CHECK_FALSE(has_glued_words(text));
    CHECK_FALSE(has_glued_words(text + text + glued + glued + glued + glued + glued));
}

TEST_CASE("addresses and Chinese are not glued") {
    std::string addresses;
    for (int i = 0; i < 9; ++i) addresses += "https://www.example.org/people/ada-lovelace/publications ";
    CHECK_FALSE(has_glued_words(addresses));
    std::string chinese;
    for (int i = 0; i < 99; ++i) chinese += "\u4E2D\u56FD";
    CHECK_FALSE(has_glued_words(chinese));
}
