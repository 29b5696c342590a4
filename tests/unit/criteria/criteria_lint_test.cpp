#include <doctest/doctest.h>

#include <ats/criteria_lint.hpp>

using namespace ats;

namespace {

Criterion made(std::string id, std::string text, CriterionKind kind = CriterionKind::skill) {
    Criterion criterion;
    criterion.id = std::move(id);
    criterion.text = std::move(text);
    criterion.kind = kind;
    return criterion;
}

// "proxy: native speaker" for the warnings of one criterion, joined by "; ".
std::string faults_of(std::string text, CriterionKind kind = CriterionKind::skill) {
    std::string all;
    for (auto const& warning : lint({made("c1", std::move(text), kind)})) {
        if (!all.empty()) all += "; ";
        all += std::string(to_string(warning.fault)) + ": " + warning.words;
    }
    return all;
}

}  // namespace

TEST_CASE("protected attributes are named with the words that ask for them") {
    CHECK(faults_of("Between 25 and 35 years old") == "protected_attribute: years old");
    CHECK(faults_of("Aged 25 to 40") == "protected_attribute: Aged 25");
    CHECK(faults_of("Driver under 35") == "protected_attribute: under 35");
    CHECK(faults_of("Female candidates preferred") == "protected_attribute: Female candidates");
    CHECK(faults_of("Swiss nationality") == "protected_attribute: nationality");
    CHECK(faults_of("Deutsche Staatsangehörigkeit") == "protected_attribute: Staatsangehörigkeit");
    CHECK(faults_of("Unmarried, no children") == "protected_attribute: Unmarried");
    CHECK(faults_of("Must be physically fit") == "protected_attribute: physically fit");
    CHECK(faults_of("Resume with photo") == "protected_attribute: photo");
}

TEST_CASE("proxies are named with what they stand in for") {
    auto const warnings = lint({made("c7", "Native English speaker", CriterionKind::language)});
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].criterion_id == "c7");
    CHECK(warnings[0].fault == CriterionFault::proxy);
    CHECK(warnings[0].message ==
          "\"Native English\" stands in for an origin: ask for the level of the language");
    CHECK(faults_of("Recent graduate in law", CriterionKind::education) == "proxy: Recent graduate");
    CHECK(faults_of("Muttersprachler Deutsch", CriterionKind::language) == "proxy: Muttersprachler");
    CHECK(faults_of("Digital native") == "proxy: Digital native");
    CHECK(faults_of("No gaps in the career") == "proxy: No gaps");
    CHECK(faults_of("Degree of an Ivy League school", CriterionKind::education) == "proxy: Ivy League");
}

TEST_CASE("what looks like a protected word and is none gives no warning") {
    for (auto const* text :
         {"React Native", "Cloud native architecture", "Race conditions and deadlocks",
          "Single page applications", "Response times under 30 ms", "Care of people of old age",
          "Women's health", "Working with children", "Photogrammetry", "5 years of nursing",
          "Religious education for pupils", "International taxation"}) {
        CAPTURE(text);
        CHECK(faults_of(text) == "");
    }
}

TEST_CASE("what no resume can show is told") {
    CHECK(faults_of("Team player with a positive attitude") ==
          "not_shown: Team player with a positive attitude");
    CHECK(faults_of("Willing to travel", CriterionKind::other) == "not_shown: Willing to");
    CHECK(faults_of("Ability to work under pressure") == "not_shown: Ability to work under pressure");
    CHECK(faults_of("Team leadership in a hospital") == "");
    CHECK(faults_of("Stress analysis of steel frames") == "");
}

TEST_CASE("a criterion that asks for what another asks for counts twice") {
    auto const warnings =
        lint({made("c1", "Python developer", CriterionKind::role), made("c2", "Solid Python for services"),
              made("c3", "Project management"), made("c4", "Python"),
              made("c5", "Strong project management skills"), made("c6", "Management")});
    REQUIRE(warnings.size() == 2);
    CHECK(warnings[0].criterion_id == "c4");
    CHECK(warnings[0].fault == CriterionFault::duplicate);
    CHECK(warnings[0].message ==
          "asks for what c2 (\"Solid Python for services\") asks for, so that it counts twice: keep one of "
          "them");
    CHECK(warnings[1].criterion_id == "c5");
}

TEST_CASE("several things in one criterion are told, alternatives and fixed pairs are not") {
    CHECK(faults_of("Python and SQL") == "compound: Python and SQL");
    CHECK(faults_of("Payroll, tax returns and audits") == "compound: Payroll, tax returns and audits");
    CHECK(faults_of("Confident on Linux, including profiling and debugging") == "");
    CHECK(faults_of("Fluent English, written and spoken", CriterionKind::language) == "");
    CHECK(faults_of("Payroll, tax returns, audits") == "compound: Payroll, tax returns, audits");
    CHECK(faults_of("Kafka, RabbitMQ or Redis, in production") == "");
    CHECK(faults_of("Training and Development") == "");
    CHECK(faults_of("Policies and procedures") == "");
    CHECK(faults_of("Databases (MySQL, Oracle, DB2)") == "");
}

TEST_CASE("nothing and odd texts give no warning and do no harm") {
    CHECK(lint({}).empty());
    CHECK(faults_of("") == "");
    CHECK(faults_of("and") == "");
    CHECK(faults_of("\xE2\x80\x8B \xF0\x9F\x98\x80") == "");
}
