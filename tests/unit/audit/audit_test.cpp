#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include <ats/audit.hpp>
#include <ats/error.hpp>

using namespace ats;

namespace {

using Candidates = std::vector<AuditedCandidate>;

void add(Candidates& all, std::size_t count, double score, std::vector<std::string> const& categories,
         std::optional<bool> selected = std::nullopt) {
    for (std::size_t i = 0; i < count; ++i)
        all.push_back({"candidate " + std::to_string(all.size()), score, selected, categories});
}

AuditCategory const& category(AuditTable const& table, std::vector<std::string> const& names) {
    for (auto const& each : table.categories) {
        if (each.names == names) return each;
    }
    throw std::logic_error("the table has no such category");
}

// The rule prints percentages cut to one digit (18 of 28 as 64.2) and ratios rounded to two.
void check_as_printed(AuditTable const& table, std::string const& name, std::size_t candidates,
                      double percent, double ratio) {
    CAPTURE(name);
    auto const& found = category(table, {name});
    CHECK(found.candidates == candidates);
    CHECK(std::abs(100 * found.scoring.rate - percent) < 0.1);
    REQUIRE(found.scoring.impact_ratio);
    CHECK(std::abs(*found.scoring.impact_ratio - ratio) <= 0.005);
}

std::string message_of(std::vector<std::string> const& dimensions, Candidates const& candidates) {
    try {
        audit(dimensions, candidates);
    } catch (CallerError const& error) {
        return error.what();
    }
    return "no error";
}

/// Two categories of as many people; so many of each score above the median.
AuditReport two_groups(std::size_t a_above, std::size_t b_above, std::size_t people = 100) {
    Candidates all;
    add(all, a_above, 9, {"A"});
    add(all, people - a_above, 1, {"A"});
    add(all, b_above, 9, {"B"});
    add(all, people - b_above, 1, {"B"});
    // The median must lie between 1 and 9 whatever the groups have.
    add(all, 2 * people, 9, {""});
    add(all, 2 * people, 1, {""});
    add(all, 2 * people - a_above - b_above, 9, {""});
    add(all, a_above + b_above, 1, {""});
    return audit({"group"}, all);
}

}  // namespace

TEST_CASE("the worked example of the rule comes out as it is printed") {
    // Half of the 168 applicants score above the median. Race or ethnicity is not told for 36 of them.
    Candidates all;
    auto const people = [&](std::size_t above, std::size_t below, std::string const& race) {
        for (std::size_t i = 0; i < above + below; ++i)
            all.push_back({race + std::to_string(i), i < above ? 4.0 : 2.0, std::nullopt, {"", race}});
    };
    people(18, 10, "Hispanic or Latino");
    people(15, 25, "White");
    people(16, 16, "Black or African American");
    people(5, 3, "Native Hawaiian or Pacific Islander");
    people(10, 14, "Asian");
    people(20, 16, "");
    std::size_t above = 0, below = 0;
    for (auto& each : all) {
        bool const male = *each.score > 3 ? ++above <= 50 : ++below <= 42;
        each.categories[0] = male ? "Male" : "Female";
    }

    auto const report = audit({"sex", "race_ethnicity"}, all);
    CHECK(report.scored == 168);
    CHECK(report.median == 3);
    CHECK_FALSE(report.selected);
    REQUIRE(report.tables.size() == 3);
    auto const& sex = report.tables[0];
    REQUIRE(sex.categories.size() == 2);
    CHECK(sex.unknown == 0);
    check_as_printed(sex, "Male", 92, 54.3, 1.00);
    check_as_printed(sex, "Female", 76, 44.7, 0.82);
    CHECK_FALSE(category(sex, {"Female"}).scoring.below_four_fifths);
    auto const& race = report.tables[1];
    REQUIRE(race.categories.size() == 5);
    CHECK(race.unknown == 36);
    check_as_printed(race, "Hispanic or Latino", 28, 64.2, 1.00);
    check_as_printed(race, "White", 40, 37.5, 0.58);
    check_as_printed(race, "Black or African American", 32, 50.0, 0.78);
    check_as_printed(race, "Native Hawaiian or Pacific Islander", 8, 62.5, 0.97);
    check_as_printed(race, "Asian", 24, 41.7, 0.65);
    CHECK(category(race, {"Black or African American"}).scoring.below_four_fifths);
    CHECK_FALSE(category(race, {"Native Hawaiian or Pacific Islander"}).scoring.below_four_fifths);
    CHECK(category(race, {"Native Hawaiian or Pacific Islander"}).small_sample);
    CHECK_FALSE(category(race, {"White"}).small_sample);
    CHECK(report.tables[2].dimensions == std::vector<std::string>{"sex", "race_ethnicity"});
    CHECK(report.tables[2].unknown == 36);
}

TEST_CASE("intersections are compared with the highest of the intersections") {
    Candidates all;
    add(all, 30, 9, {"Female", "Asian"});
    add(all, 10, 1, {"Female", "Asian"});
    add(all, 10, 9, {"Male", "Asian"});
    add(all, 30, 1, {"Male", "Asian"});
    add(all, 10, 9, {"Female", "White"});
    add(all, 10, 1, {"Female", "White"});
    add(all, 5, 1, {"Female", ""});
    add(all, 5, 9, {"", ""});
    auto const table = audit({"sex", "race"}, all).tables.at(2);
    REQUIRE(table.categories.size() == 3);
    CHECK(table.unknown == 10);
    CHECK(table.categories[0].names == std::vector<std::string>{"Female", "Asian"});
    CHECK(table.categories[0].scoring.impact_ratio == 1.0);
    // 10 of 20 over 30 of 40, and 10 of 40 over 30 of 40.
    CHECK(*table.categories[1].scoring.impact_ratio == doctest::Approx(2.0 / 3));
    CHECK(*table.categories[2].scoring.impact_ratio == doctest::Approx(1.0 / 3));
}

TEST_CASE("a score at the median is not above it") {
    Candidates all;
    add(all, 1, 1, {"A"});
    add(all, 3, 5, {"A"});
    add(all, 1, 9, {"A"});
    auto const report = audit({"group"}, all);
    CHECK(report.median == 5);
    CHECK(report.tables[0].categories[0].scoring.count == 1);
}

TEST_CASE("unknown people count for the median and for the 2 %, and in no category") {
    Candidates all;
    add(all, 2, 4, {"A"});
    add(all, 3, 8, {""});
    auto const report = audit({"group"}, all);
    CHECK(report.median == 8);
    CHECK(report.scored == 5);
    CHECK(report.tables[0].unknown == 3);
    REQUIRE(report.tables[0].categories.size() == 1);
    CHECK(report.tables[0].categories[0].share == doctest::Approx(0.4));
    CHECK(report.tables[0].categories[0].scoring.count == 0);
    CHECK_FALSE(report.tables[0].categories[0].scoring.impact_ratio);
}

TEST_CASE("a category under 2 % is told and is no part of the ratios; at 2 % it is") {
    Candidates all;
    add(all, 1, 9, {"tiny"});
    add(all, 40, 9, {"A"});
    add(all, 59, 1, {"A"});
    auto const under = audit({"group"}, all).tables[0];
    auto const& tiny = category(under, {"tiny"});
    CHECK(tiny.left_out);
    CHECK(tiny.candidates == 1);
    CHECK(tiny.scoring.rate == 1);
    CHECK_FALSE(tiny.scoring.impact_ratio);
    CHECK(category(under, {"A"}).scoring.impact_ratio == 1.0);

    add(all, 1, 9, {"tiny"});
    all.erase(all.begin() + 41);
    auto const at = audit({"group"}, all).tables[0];
    REQUIRE(category(at, {"tiny"}).candidates == 2);
    CHECK_FALSE(category(at, {"tiny"}).left_out);
    CHECK(category(at, {"A"}).scoring.below_four_fifths);
}

TEST_CASE("exactly four fifths is not below") {
    auto const at = two_groups(50, 40).tables[0];
    CHECK(*category(at, {"B"}).scoring.impact_ratio == doctest::Approx(0.8));
    CHECK_FALSE(category(at, {"B"}).scoring.below_four_fifths);
    auto const below = two_groups(50, 39).tables[0];
    CHECK(category(below, {"B"}).scoring.below_four_fifths);
}

TEST_CASE("it is told where one person decides") {
    auto const decides = [](std::size_t b_above) {
        return category(two_groups(50, b_above).tables[0], {"B"}).scoring.one_person_decides;
    };
    CHECK(decides(40));
    CHECK(decides(39));
    CHECK_FALSE(decides(38));
    CHECK_FALSE(decides(41));
    CHECK_FALSE(decides(50));
    CHECK_FALSE(category(two_groups(50, 40).tables[0], {"A"}).scoring.one_person_decides);
}

TEST_CASE("selection rates are those who moved forward") {
    Candidates all;
    add(all, 3, 5, {"A"}, true);
    add(all, 3, 5, {"A"}, false);
    add(all, 1, 5, {"B"}, true);
    add(all, 3, 5, {"B"}, false);
    all.push_back({"failed", std::nullopt, true, {"B"}});
    auto const report = audit({"group"}, all);
    CHECK(report.failed == 1);
    CHECK(report.selected == 4u);
    auto const& b = category(report.tables[0], {"B"});
    REQUIRE(b.selection);
    CHECK(b.selection->count == 1);
    CHECK(b.selection->rate == 0.25);
    CHECK(*b.selection->impact_ratio == doctest::Approx(0.5));
    CHECK(b.selection->below_four_fifths);
    // Nobody is above the median of 5: nothing to compare.
    CHECK_FALSE(b.scoring.impact_ratio);
    CHECK_FALSE(b.scoring.below_four_fifths);
}

TEST_CASE("the first ranks are selected, ties with them, failures never") {
    Candidates all;
    add(all, 1, 9, {});
    add(all, 2, 7, {});
    add(all, 1, 3, {});
    all.push_back({"failed", std::nullopt, std::nullopt, {}});
    auto const selected = [&](std::size_t ranks) {
        std::string marks;
        for (auto const& each : select_top(all, ranks)) marks += *each.selected ? '1' : '0';
        return marks;
    };
    CHECK(selected(0) == "00000");
    CHECK(selected(1) == "10000");
    CHECK(selected(2) == "11100");
    CHECK(selected(3) == "11100");
    CHECK(selected(4) == "11110");
    CHECK(selected(99) == "11110");
}

TEST_CASE("a ranking gives the candidates of an audit") {
    Outcome scored, failed;
    Scorecard card;
    card.total = 7.5;
    scored.name = "ann.pdf";
    scored.result = card;
    failed.name = "bob.pdf";
    auto const all = audited_candidates(rank({}, {failed, scored}));
    REQUIRE(all.size() == 2);
    CHECK(all[0].candidate == "ann");
    CHECK(all[0].score == 7.5);
    CHECK(all[1].candidate == "bob");
    CHECK_FALSE(all[1].score);
    CHECK_FALSE(all[1].selected);
}

TEST_CASE("an audit that cannot be made says why") {
    Candidates one;
    add(one, 1, 3, {"A"});
    CHECK(message_of({}, one) == "the audit cannot be made: there is no kind of categories");
    CHECK(message_of({"a", "a"}, one) == "the audit cannot be made: two kinds of categories have one name");
    CHECK(message_of({""}, one) == "the audit cannot be made: a kind of categories has no name");
    CHECK(message_of({"1", "2", "3", "4", "5", "6", "7", "8", "9"}, one) ==
          "the audit cannot be made: there are more than 8 kinds of categories");
    CHECK(message_of({"a"}, {}) == "the audit cannot be made: no resume was scored");
    CHECK(message_of({"a", "b"}, one) ==
          "the audit cannot be made: candidate 0 does not have one category of each kind");
    auto twice = one;
    twice.push_back(one[0]);
    CHECK(message_of({"a"}, twice) == "the audit cannot be made: candidate 0 is there twice");
    auto endless = one;
    endless[0].score = std::numeric_limits<double>::infinity();
    CHECK(message_of({"a"}, endless) == "the audit cannot be made: the score of candidate 0 is no number");
    auto some = one;
    add(some, 1, 3, {"A"}, true);
    CHECK(message_of({"a"}, some) ==
          "the audit cannot be made: whether somebody moved forward is known for some only");
    Candidates many;
    for (int i = 0; i < 101; ++i) add(many, 1, 3, {"category " + std::to_string(i)});
    CHECK(message_of({"e-mail"}, many) == "the audit cannot be made: e-mail has more than 100 categories");
    many[0].categories[0] = "";
    CHECK(message_of({"e-mail"}, many) == "no error");
}

TEST_CASE("the JSON of an audit has the counts and names no candidate") {
    Candidates all;
    add(all, 1, 9, {"A"}, true);
    add(all, 2, 1, {"A"}, false);
    auto const json = audit_to_json(audit({"group"}, all));
    CHECK(json.find("\"scored\": 3,") != std::string::npos);
    CHECK(json.find("\"selected\": 1,") != std::string::npos);
    CHECK(json.find("\"rate\": 0.333333,") != std::string::npos);
    CHECK(json.find("\"impact_ratio\": 1,") != std::string::npos);
    CHECK(json.find("candidate 0") == std::string::npos);
}
