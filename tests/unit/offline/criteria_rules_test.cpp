#include "offline/criteria_rules.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace ats;
using offline::propose_criteria;

namespace {

// "must skill: Excel" for each criterion, a line each.
std::string listing(std::string_view job_description) {
    std::string all;
    for (auto const& criterion : propose_criteria(job_description)) {
        all += std::string(to_string(criterion.importance)) + ' ' + std::string(to_string(criterion.kind)) +
               ": " + criterion.text;
        if (criterion.min_years) all += " [" + std::to_string(static_cast<int>(*criterion.min_years)) + ']';
        all += '\n';
    }
    return all;
}

}  // namespace

TEST_CASE("headings and bullets decide what is asked for and how much") {
    CHECK(listing("Pastry Cook\n\nAbout us\nWe bake since 1920 and love experience.\n\nYour duties\n- Bake "
                  "cakes\n\n"
                  "Requirements\n- 3+ years in a hotel kitchen\n- Vocational diploma\n- Chocolate work\n- "
                  "Food safety\n\n"
                  "Nice to have\n- Sugar art\n\nWhat we offer\n- Free lunch\n") ==
          "must role: Pastry Cook\n"
          "must experience: 3+ years in a hotel kitchen [3]\n"
          "must education: Vocational diploma\n"
          "must skill: Chocolate work\n"
          "must skill: Food safety\n"
          "nice skill: Sugar art\n");
}

TEST_CASE("prose is read sentence by sentence") {
    CHECK(
        listing(
            "We are looking for an experienced School Nurse to care for 400 pupils. You must have a minimum "
            "of 2 "
            "years of experience and hold the following: Bachelor's degree in Nursing. Candidates need solid "
            "hands-on skills in Triage, Wound care, Health records and Vaccination planning. Knowledge of "
            "Spanish "
            "history, Paediatrics or Counselling would be a plus but is not required. We offer a pension.") ==
        "must role: School Nurse\n"
        "must experience: minimum of 2 years of experience as School Nurse [2]\n"
        "must education: Bachelor's degree in Nursing\n"
        "must skill: Triage\n"
        "must skill: Wound care\n"
        "must skill: Health records\n"
        "must skill: Vaccination planning\n"
        "nice skill: Spanish history\n"
        "nice skill: Paediatrics\n"
        "nice skill: Counselling\n");
}

TEST_CASE("a list becomes several criteria, an alternative of degrees one") {
    CHECK(
        listing(
            "Accountant\nRequirements\n- Bachelor's degree in Accounting or Finance\n- Excel, SAP and IFRS\n"
            "- Strong knowledge of payroll, tax returns and A/B ledgers\n- Python and SQL\n"
            "- Training and development\n") ==
        "must role: Accountant\n"
        "must education: Bachelor's degree in Accounting or Finance\n"
        "must skill: Excel\nmust skill: SAP\nmust skill: IFRS\n"
        "must skill: payroll\nmust skill: tax returns\nmust skill: A/B ledgers\n"
        "must skill: Python\nmust skill: SQL\n"
        "must skill: Training and development\n");
}

TEST_CASE("wording overrides the section") {
    CHECK(listing("Electrician\nQualifications\n- Bachelor's degree required, MBA preferred\n- PLC wiring is "
                  "a plus\n") ==
          "must role: Electrician\n"
          "must education: Bachelor's degree\n"
          "nice education: MBA\n"
          "nice skill: PLC wiring\n");
}

TEST_CASE("years and a degree in one line are two criteria") {
    CHECK(listing("Requirements:\n- 5 years of retail experience and a bachelor's degree\n") ==
          "must experience: 5 years of retail experience [5]\n"
          "must education: bachelor's degree\n");
}

TEST_CASE("languages, certificates and conditions are told apart") {
    CHECK(
        listing(
            "Requirements\n- Fluent German and English\n- Valid CPR certification\n- Willing to travel\n") ==
        "must language: Fluent German and English\n"
        "must certification: Valid CPR certification\n"
        "must other: Willing to travel\n");
}

TEST_CASE("duties stand in where requirements are missing") {
    CHECK(listing("Gardener\nDuties\n- Prune the old fruit trees\n- Mow the lawns weekly\n") ==
          "must role: Gardener\n"
          "should skill: Prune the old fruit trees\n"
          "should skill: Mow the lawns weekly\n");
}

TEST_CASE("lines broken by the page's width are joined") {
    std::string const text =
        "Requirements\n- Experience in supervising construction sites of more\n  than one hundred workers\n- "
        "Surveying\n";
    auto const criteria = propose_criteria(text);
    REQUIRE(criteria.size() == 2);
    CHECK(criteria[0].text ==
          "Experience in supervising construction sites of more than one hundred workers");
    CHECK(criteria[0].source ==
          "Experience in supervising construction sites of more\n  than one hundred workers");
    CHECK(criteria[1].text == "Surveying");
}

TEST_CASE("a source is a part of the job description") {
    std::string const text =
        "# Job title: Tutor (m/f/d)\n**Skills:** Algebra; Geometry\nRequirements: patience; tact.";
    for (auto const& criterion : propose_criteria(text))
        CHECK(text.find(criterion.source) != std::string::npos);
    CHECK(listing(text) ==
          "must role: Tutor\nmust skill: Algebra\nmust skill: Geometry\nmust skill: patience\nmust skill: "
          "tact\n");
}

TEST_CASE("headings in other languages are known") {
    CHECK(listing("Koch (m/w/d)\n\nAufgaben\n- Kochen\n\nIhr Profil\n- Mindestens 3 Jahre Berufserfahrung\n- "
                  "HACCP\n- "
                  "Grill\n- Saucen\n") ==
          "must role: Koch\n"
          "must experience: Mindestens 3 Jahre Berufserfahrung as Koch [3]\n"
          "must certification: HACCP\n"
          "must skill: Grill\n"
          "must skill: Saucen\n");
}

TEST_CASE("repeated requirements count once and lists stay readable") {
    CHECK(propose_criteria("Requirements\n- Excel\n- excel\n- EXCEL.\n").size() == 1);
    std::string many = "Requirements\n";
    for (int i = 0; i < 200; ++i) many += "- Topic" + std::to_string(i) + "\n";
    CHECK(propose_criteria(many).size() == 30);
}

TEST_CASE("text without requirements gives no criteria, hostile text no harm") {
    CHECK(propose_criteria("").empty());
    CHECK(propose_criteria("\n\n---\n").empty());
    CHECK(propose_criteria(std::string(1 << 15, 'x')).empty());
    CHECK(propose_criteria("Requirements\n" + std::string(1 << 15, ',')).empty());
    CHECK(propose_criteria("Requirements: " + std::string(1 << 15, '(') + "a").size() <= 1);
    std::string commas = "Requirements: ";
    for (int i = 0; i < 2'000; ++i) commas += "a and 5 years, ";
    CHECK(propose_criteria(commas).size() <= 30);
}

TEST_CASE("what only limits another word is no criterion of its own") {
    CHECK(listing("Requirements\n- Fluent English, written and spoken\n") ==
          "must language: Fluent English, written and spoken\n");
    CHECK(listing("Requirements\n- Embroidery, lace or similar\n- Verbal\n- A related field\n") ==
          "must skill: Embroidery, lace or similar\n");
}

TEST_CASE("years in a similar role are years in the role") {
    CHECK(listing("Florist\n\nRequirements\n- 2 years in a similar role\n") ==
          "must role: Florist\n"
          "must experience: 2 years in a similar role as Florist [2]\n");
}

TEST_CASE("a name that a requirement holds already is no criterion of its own") {
    CHECK(listing(
              "Backend Engineer\nOur engine is written in Rust.\nRequirements\n- 3 years of experience with "
              "modern C++\n- Solid Python for services and tooling\n- Experience designing REST APIs\n") ==
          "must role: Backend Engineer\n"
          "must experience: 3 years of experience with modern C++ [3]\n"
          "must skill: Solid Python for services and tooling\n"
          "must experience: Experience designing REST APIs\n");
}

TEST_CASE("what is asked for together is told apart, with its circumstance") {
    CHECK(listing(
              "Engineer\nRequirements\n- Docker and Kubernetes in production\n- Training and development of "
              "staff\n- Good knowledge of SQL and relational databases, preferably PostgreSQL\n"
              "- CMake and experience with packaging C++ libraries\n- Knowledge and experience of payroll\n"
              "- Bachelor's degree, preferably in Computer Science\n") ==
          "must role: Engineer\n"
          "must skill: Docker in production\n"
          "must skill: Kubernetes in production\n"
          "must skill: Training and development of staff\n"
          "must skill: SQL\n"
          "must skill: relational databases\n"
          "nice skill: PostgreSQL\n"
          "must skill: CMake\n"
          "must experience: experience with packaging C++ libraries\n"
          "must experience: Knowledge and experience of payroll\n"
          "must education: Bachelor's degree, preferably in Computer Science\n");
}
