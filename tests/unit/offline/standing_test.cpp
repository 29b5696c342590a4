#include <string>

#include <doctest/doctest.h>

#include "offline/resume/resume_view.hpp"
#include "offline/scoring_rules.hpp"

using namespace ats;
using offline::Judgement;

namespace {

Judgement judged(std::string const& resume, CriterionKind kind, std::string text) {
    Criterion criterion;
    criterion.kind = kind;
    criterion.text = std::move(text);
    offline::ResumeView const view(resume, offline::month_of({2026, 11, 28}));
    auto judgement = offline::judge(criterion, view);
    judgement.quotes.clear();  // They refer to the resume.
    return judgement;
}

double skill(std::string const& resume, std::string text) {
    return judged(resume, CriterionKind::skill, std::move(text)).score;
}

double certificate(std::string const& resume, std::string text) {
    return judged("Certificates\n" + resume, CriterionKind::certification, std::move(text)).score;
}

Judgement degree(std::string const& resume, std::string text) {
    return judged("Education\n" + resume, CriterionKind::education, std::move(text));
}

double language(std::string const& resume, std::string text) {
    return judged(resume, CriterionKind::language, std::move(text)).score;
}

}  // namespace

TEST_CASE("what a resume says that it lacks is not shown") {
    CHECK(skill("Ran the stores of a shipyard. No experience with Oracle so far.\n", "Oracle") == 0);
    CHECK(skill("I have never used Jira, but I planned with Trello for four years.\n", "Jira") == 0);
    CHECK(skill("I have never used Jira, but I planned with Trello for four years.\n", "Trello") > 2);
    CHECK(skill("Not familiar with Rust, Erlang or Haskell, fluent in Python for years.\n", "Erlang") == 0);
    CHECK(skill("Skills\nHousekeeping\nWelding: none\n", "Welding") == 0);
    CHECK(skill("Keine Erfahrung mit Datev, dafür mit Lexware in zwei Betrieben.\n", "Datev") == 0);
    CHECK(skill("Habe noch nie mit Datev gearbeitet\n", "Datev") == 0);
    CHECK(certificate("No forklift licence\n", "Forklift licence") == 0);
    CHECK(language("Languages\nItalian: none\nSpanish: C1\n", "Italian") == 0);
    CHECK(degree("No degree\n", "Bachelor's degree").score == 0);
    CHECK(judged("No experience with Oracle so far.\n", CriterionKind::skill, "Oracle").reason ==
          "The resume says that 'Oracle' is not there.");
}

TEST_CASE("a negation of something else denies nothing") {
    CHECK(skill("Ran payroll for 300 people with no errors and no complaints in six years.\n", "Payroll") >
          3);
    CHECK(skill("Not only used Oracle but also tuned it for the whole of the shipyard.\n", "Oracle") > 3);
    CHECK(skill("Never missed a deadline in Oracle migrations for eleven branches abroad.\n", "Oracle") > 3);
    CHECK(skill("Helped customers who were not familiar with Oracle to find their reports.\n", "Oracle") > 3);
    CHECK(skill("Deployed Docker without downtime to forty shops in the north of the land.\n", "Docker") > 3);
}

TEST_CASE("a wish is named as one and counts next to nothing") {
    auto const wished = judged("Accountant who would like to learn Oracle and has read about it.\n",
                               CriterionKind::skill, "Oracle");
    CHECK(wished.score == 1);
    CHECK(wished.reason == "'Oracle' is only wished for.");
    CHECK(skill("Looking to obtain a position in hotels where my Excel skills are of use daily.\n", "Excel") >
          2);
    CHECK(skill("Eager to learn Oracle\nAdministered Oracle for three banks and their branches.\n",
                "Oracle") > 3);
}

TEST_CASE("a certificate that is booked, under way or expired counts for less, and the reason tells") {
    CHECK(certificate("CISSP, 2019\n", "CISSP") == 5);
    CHECK(certificate("CISSP - exam booked for May 2027\n", "CISSP") == 1);
    CHECK(certificate("CISSP (in progress)\n", "CISSP") == 2);
    CHECK(certificate("CISSP (expired 2020)\n", "CISSP") == 2.5);
    CHECK(certificate("CISSP, valid until March 2024\n", "CISSP") == 2.5);
    CHECK(certificate("CISSP, valid until March 2029\n", "CISSP") == 5);
    CHECK(certificate("CISSP, CISA (expired), CISM\n", "CISA") == 2.5);
    CHECK(certificate("CISSP, CISA (expired), CISM\n", "CISSP") == 5);
    CHECK(judged("Certificates\nCISSP (expired 2020)\n", CriterionKind::certification, "CISSP").reason ==
          "'CISSP' stands in a list, but has lapsed.");
}

TEST_CASE("a degree that is not there yet shows less than one that is") {
    CHECK(degree("MSc Physics, 2012 - 2014\n", "Master's degree").score == 4);
    CHECK(degree("MSc Physics, 2025 - 2028\n", "Master's degree").score == 2.5);
    CHECK(degree("MSc Physics (expected June 2027)\n", "Master's degree").score == 2.5);
    CHECK(degree("MSc Physics, since 2025\n", "Master's degree").score == 2.5);
    CHECK(degree("MSc Physics, 2012 - 2014, not completed\n", "Master's degree").score == 1.5);
    CHECK(degree("PhD candidate in Physics\nMSc Physics, 2012 - 2014\n", "Master's degree").score == 4);
    CHECK(degree("MSc Physics, 2025 - 2028\n", "Master's degree").reason ==
          "A master's degree is under way.");
}

TEST_CASE("a language is one that somebody speaks, at the level beside it") {
    CHECK(language("Cooked Italian dishes for ninety guests a night in a hotel.\n", "Italian") == 0);
    CHECK(language("Driver, Italian Parcel Ltd, Leeds, 2019 - 2023\n", "Italian") == 0);
    CHECK(language("Led tours in Italian and spoken Greek for guests of a museum.\n", "Italian") > 2);
    CHECK(language("Languages\nBasic Italian, fluent Greek\n", "Fluent Italian") < 2);
    CHECK(language("Languages\nBasic Italian, fluent Greek\n", "Fluent Greek") > 4);
    CHECK(language("Languages\nItalian (Full Professional Proficiency)\n", "Fluent Italian") > 4);
    CHECK(language("Languages\nItalian (Limited Working Proficiency)\n", "Fluent Italian") < 2.2);
    CHECK(language("Languages\nEnglish - IELTS 7.5\n", "Fluent English") > 4);
    CHECK(language("Languages\nEnglish - IELTS 4.5\n", "Fluent English") < 2.2);
}
