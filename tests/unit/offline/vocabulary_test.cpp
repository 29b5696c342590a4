#include "offline/words/vocabulary.hpp"

#include <doctest/doctest.h>

#include "offline/words/embedded_table.hpp"

using namespace ats;
using namespace ats::offline;

TEST_CASE("a file of words is a list and an entry a row, under the name of its language") {
    auto const tables = embedded_tables("@nl\n# remark\nnice\teen pre\n@xx\n");
    REQUIRE(tables.size() == 2);
    CHECK(tables[0].name == "nl");
    CHECK(tables[1].name == "xx");
    CHECK(tables[1].rows.empty());
    auto rows = tables[0].rows;
    std::string_view row;
    REQUIRE(next_row(rows, row));
    CHECK(row == "nice\teen pre");
    CHECK_FALSE(next_row(rows, row));
}

TEST_CASE("words are found folded, and phrases as whole words") {
    CHECK(is_in(WordList::heading_requirements, "was sie mitbringen"));
    CHECK(holds_any(WordList::nice, " kennis van vis is een pre "));
    CHECK_FALSE(holds_any(WordList::nice, " kennis van pretparken "));
    CHECK(begins_with_any(WordList::denial, " kein studium notig "));
    CHECK_FALSE(begins_with_any(WordList::denial, " das ist kein problem "));
}

TEST_CASE("a text's language is that of its small words, English where none tells") {
    CHECK(language_of("Wij zoeken een kok voor ons restaurant en je werkt met een team") == "nl");
    CHECK(language_of("Poszukujemy kucharza do pracy w restauracji") == "pl");
    CHECK(language_of("We are looking for a cook with experience") == "en");
    CHECK(language_of("Python SQL Kafka") == "en");
}
