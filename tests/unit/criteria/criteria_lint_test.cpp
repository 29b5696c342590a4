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
    CHECK(faults_of("Between 25 and 35 years old") == "protected_attribute: Between 25 and 35 years");
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

TEST_CASE("a word counts by what stands beside it") {
    CHECK(faults_of("Young professionals only") == "protected_attribute: Young professionals");
    CHECK(faults_of("Experience in a young company") == "");
    CHECK(faults_of("Casework with young offenders") == "");
    CHECK(faults_of("Female receptionist preferred") == "protected_attribute: Female receptionist");
    CHECK(faults_of("Male and female connectors") == "");
    CHECK(faults_of("A woman for the front desk") == "protected_attribute: woman");
    CHECK(faults_of("Man management") == "");
    CHECK(faults_of("British nationals only") == "protected_attribute: nationals only");
    CHECK(faults_of("Certificates of origin") == "");
    CHECK(faults_of("Nationality law") == "");
    CHECK(faults_of("US citizenship required for clearance") == "");
    CHECK(faults_of("Attach a recent photo") == "protected_attribute: photo");
    CHECK(faults_of("Photo editing") == "");
    CHECK(faults_of("Practising Catholic") == "protected_attribute: Catholic");
    CHECK(faults_of("Christian art history") == "");
    CHECK(faults_of("Native mobile apps in Kotlin") == "");
    CHECK(faults_of("Native or bilingual French", CriterionKind::language) == "proxy: Native or bilingual");
    CHECK(faults_of("Mature codebase, master/slave replication") == "");
    CHECK(faults_of("Ausbildung als Mechaniker (m/w/d)", CriterionKind::education) == "");
}

TEST_CASE("numbers are ages, years of experience or neither") {
    CHECK(faults_of("Between 22 and 28 years") == "protected_attribute: Between 22 and 28 years");
    CHECK(faults_of("Between 2 and 5 years of experience") == "");
    CHECK(faults_of("20 years of experience") == "");
    CHECK(faults_of("Care for children aged 16 to 18") == "");
    CHECK(faults_of("H\u00f6chstens 40 Jahre") == "protected_attribute: H\u00f6chstens 40 Jahre");
    CHECK(faults_of("Moins de 30 ans") == "protected_attribute: Moins de 30 ans");
    CHECK(faults_of("No mayor de 45 a\u00f1os") == "protected_attribute: mayor de 45 a\u00f1os");
    CHECK(faults_of("Sub 30 de ani") == "protected_attribute: Sub 30 de ani");
    CHECK(faults_of("No more than five years of experience") == "proxy: more than five years");
    CHECK(faults_of("At least five years of experience") == "");
}

TEST_CASE("other languages have doubtful words too") {
    CHECK(faults_of("Junger, dynamischer Mitarbeiter") == "protected_attribute: Junger, dynamischer");
    CHECK(faults_of("L\u00fcckenloser Lebenslauf") == "proxy: L\u00fcckenloser");
    CHECK(faults_of("Jeune et dynamique") == "protected_attribute: Jeune et dynamique");
    CHECK(faults_of("C\u00e9libataire, sans enfants") == "protected_attribute: C\u00e9libataire");
    CHECK(faults_of("Buena presencia") == "protected_attribute: Buena presencia");
    CHECK(faults_of("Ingl\u00e9s nativo", CriterionKind::language) == "proxy: nativo");
    CHECK(faults_of("Sex feminin") == "protected_attribute: feminin");
    CHECK(faults_of("Proasp\u0103t absolvent") == "proxy: Proasp\u0103t absolvent");
    CHECK(faults_of("Formation des jeunes") == "");
    CHECK(faults_of("Derecho de familia") == "");
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
