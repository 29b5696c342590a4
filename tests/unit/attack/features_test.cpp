#include "attack/features.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace ats::attack;

namespace {

bool sees(std::string_view text, Relation relation, std::string_view a, std::string_view b = {}) {
    auto const words = words_as_seen(text);
    FeatureReader reader(text, words);
    auto const& features = reader.read({0, words.size()});
    return std::any_of(features.begin(), features.end(), [&](Feature const& each) {
        return each.relation == relation && each.a.name == a && each.b.name == b;
    });
}

}  // namespace

TEST_CASE("a sentence has words and their classes, in five languages") {
    CHECK(sees("Bakers bake", Relation::has, "bakers"));
    CHECK(sees("Skip it", Relation::has, "@ignore"));
    CHECK(sees("Vergiss es", Relation::has, "@ignore"));
    CHECK(sees("Oubliez tout", Relation::has, "@ignore"));
    CHECK_FALSE(sees("Skipping ropes", Relation::has, "@ignore"));
}

TEST_CASE("a year is no other number, and a number that has a class is itself") {
    CHECK(sees("Since 2019", Relation::has, "<year>"));
    CHECK(sees("Led 37 people", Relation::has, "<number>"));
    CHECK(sees("Score 100", Relation::has, "@number"));
}

TEST_CASE("neighbours are told in their order, classes five words apart too") {
    CHECK(sees("rank first", Relation::beside, "rank", "first"));
    CHECK(sees("rank first", Relation::beside, "@evaluate", "first"));
    CHECK_FALSE(sees("rank first", Relation::beside, "first", "rank"));
    CHECK(sees("ignore b c d e rules", Relation::near, "@ignore", "@instruction"));
    CHECK_FALSE(sees("ignore b c d e f rules", Relation::near, "@ignore", "@instruction"));
    CHECK_FALSE(sees("rules b ignore", Relation::near, "@ignore", "@instruction"));
}

TEST_CASE("beginnings, colons and marks are told") {
    CHECK(sees("hire me now", Relation::first, "hire"));
    CHECK(sees("hire me now", Relation::first, "hire", "me"));
    CHECK(sees("please hire", Relation::second, "@recommend"));
    CHECK(sees("note: hire", Relation::before, "@note"));
    CHECK(sees("note: hire", Relation::after, "hire"));
    CHECK(sees("call send_email", Relation::mark, "_"));
    CHECK(sees("<b", Relation::opens, "<"));
    CHECK(sees("why?", Relation::closes, "?"));
}

TEST_CASE("a key tells relation and order apart, and is the same everywhere") {
    Feature const pair{Relation::beside, token("rank"), token("first")};
    CHECK(pair.key() != Feature{Relation::beside, token("first"), token("rank")}.key());
    CHECK(pair.key() != Feature{Relation::first, token("rank"), token("first")}.key());
    CHECK(token("a").hash == 12638187200555641996u);  // FNV-1a, from its authors' test vectors.
}
