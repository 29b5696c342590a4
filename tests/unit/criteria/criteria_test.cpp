#include <doctest/doctest.h>

#include <ats/criteria.hpp>
#include <ats/error.hpp>

using namespace ats;

TEST_CASE("plain texts become criteria of weight 1 with ids in order") {
    auto const criteria = criteria_from_texts({"Python", "SQL, or \"similar\""});
    REQUIRE(criteria.size() == 2);
    CHECK(criteria[0].id == "c1");
    CHECK(criteria[1].id == "c2");
    CHECK(criteria[1].text == "SQL, or \"similar\"");
    CHECK(criteria[0].weight == 1);
}

TEST_CASE("an empty list, a blank text and too long a list are refused with the entry named") {
    CHECK_THROWS_WITH(criteria_from_texts({}), "criteria: the list is empty; give at least one");
    CHECK_THROWS_WITH(criteria_from_texts({"Python", " \n"}), "criteria: entry 2 has no text");
    CHECK_THROWS_WITH(criteria_from_texts(std::vector<std::string>(101, "x")),
                      "criteria: 101 are too many; at most 100 are ranked");
    CHECK_THROWS_WITH(criteria_from_texts({std::string(1001, 'x')}),
                      "criteria: entry 1 is longer than 1000 characters");
}

TEST_CASE("a JSON array of strings and objects is read; the weight follows the importance") {
    auto const criteria = criteria_from_json(
        R"(["Python", {"text": "Nursing degree", "kind": "education", "importance": "nice", "min_years": 3},
            {"id": "zz", "text": "German", "importance": "should", "weight": 0.5}])");
    REQUIRE(criteria.size() == 3);
    CHECK(criteria[0].weight == 1);
    CHECK(criteria[1].weight == 1);
    CHECK(criteria[1].kind == CriterionKind::education);
    CHECK(criteria[1].min_years == 3.0);
    CHECK(criteria[2].weight == 0.5);
    CHECK(criteria[2].id == "c3");
}

TEST_CASE("what is written is read back the same") {
    auto criteria =
        criteria_from_texts({"5+ years of C++", "=HYPERLINK(\"x\")", "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E"});
    criteria[0].min_years = 5;
    criteria[0].kind = CriterionKind::experience;
    criteria[0].weight = 2.5;
    criteria[0].source = "You bring 5+ years of C++.";
    criteria[0].proposed_by = "offline";
    auto const json = criteria_to_json(criteria);
    CHECK(criteria_to_json(criteria_from_json(json)) == json);
    CHECK(json.find("\"min_years\": 5,") != std::string::npos);
}

TEST_CASE("malformed JSON is refused with what is wrong and where") {
    auto const message = [](char const* json) {
        try {
            criteria_from_json(json);
        } catch (CallerError const& error) {
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    CHECK(message("{}") == R"(criteria: this is not a JSON array; write one such as ["Python", "SQL"])");
    CHECK(message("[\"a\"") ==
          R"(criteria: this is not JSON; write an array such as ["Python", "5+ years of nursing"])");
    CHECK(message("[]") == "criteria: the list is empty; give at least one");
    CHECK(message("[1]") == "criteria: entry 1 is neither a string nor an object");
    CHECK(message(R"([{"kind": "skill"}])") == "criteria: entry 1 has no text");
    CHECK(message(R"([{"text": "x", "weight": -1}])") ==
          "criteria: entry 1: \"weight\" is not between 0 and 1000");
    CHECK(message(R"([{"text": "x", "weight": "3"}])") == "criteria: entry 1: \"weight\" is not a number");
    CHECK(message(R"([{"text": "x", "wieght": 3}])") == "criteria: entry 1: unknown member \"wieght\"");
    CHECK(message(R"([{"text": "x", "importance": "high"}])") ==
          "criteria: the importance \"high\" is none of must, should, nice");
    CHECK(message(R"([{"text": "x", "min_years": 1e999}])") ==
          R"(criteria: this is not JSON; write an array such as ["Python", "5+ years of nursing"])");
}

TEST_CASE("names of kinds and importances are read back") {
    for (auto kind : {CriterionKind::role, CriterionKind::skill, CriterionKind::other}) {
        CHECK(criterion_kind_from(to_string(kind)) == kind);
    }
    CHECK(importance_from("should") == Importance::should);
    CHECK_THROWS_AS(importance_from("Must"), CallerError);
}

TEST_CASE("a digest is that of what a list asks for, not of who wrote it") {
    auto const criteria = criteria_from_texts({"French", "Nursing"});
    auto const digest = criteria_digest(criteria);
    CHECK(digest.size() == 64);
    auto same = criteria;
    same[0].proposed_by = "offline";
    CHECK(criteria_digest(same) == digest);
    auto heavier = criteria;
    heavier[1].weight = 2;
    CHECK(criteria_digest(heavier) != digest);
    auto turned = criteria_from_texts({"Nursing", "French"});
    CHECK(criteria_digest(turned) != digest);
}
