#include "offline/resume/held_titles.hpp"

#include <string>

#include <doctest/doctest.h>

#include "offline/scoring_rules.hpp"

using namespace ats;

namespace {

std::string with_entry(std::string const& headline, std::string const& entry) {
    return "Ana Pop\n" + headline + "ana@example.org\n\nExperience\n" + entry +
           "\nAll that comes with it, day by day, for the people of the house and its guests.\n";
}

offline::ResumeView viewed(std::string const& resume) { return {resume, offline::month_of({2024, 1, 15})}; }

struct Judged {
    double score;
    std::string reason;
};

Judged judged(std::string const& resume, CriterionKind kind, std::string text,
              std::optional<double> years = {}) {
    Criterion criterion;
    criterion.kind = kind;
    criterion.text = std::move(text);
    criterion.min_years = years;
    auto const view = viewed(resume);
    auto const judgement = offline::judge(criterion, view);
    return {judgement.score, judgement.reason};
}

}  // namespace

TEST_CASE("years in a field are those of its occupations' titles") {
    auto const accountant = with_entry("", "Accountant, Lumo Ltd, Jan 2014 - Dec 2023");
    CHECK(judged(accountant, CriterionKind::experience, "5 years of experience in accounting", 5).score >= 4);
    auto const nurse = with_entry("", "Registered Nurse, Larkfield Ward, Jan 2014 - Dec 2023");
    CHECK(judged(nurse, CriterionKind::experience, "5 years of nursing", 5).score >= 4);
    auto const gardener = with_entry("", "Nursery Worker, Lumo Plants, Jan 2014 - Dec 2023");
    CHECK(judged(gardener, CriterionKind::experience, "5 years of nursing", 5).score < 2);
    CHECK(judged(nurse, CriterionKind::experience, "5 years of experience in accounting", 5).score < 1);
}

TEST_CASE("a role is found in another language by its occupation") {
    auto const manager = with_entry("", "Warehouse Manager, Lumo Ltd, Jan 2014 - Dec 2023");
    CHECK(judged(manager, CriterionKind::role, "Lagerleiter (m/w/d)").score >= 3);
    CHECK(judged(manager, CriterionKind::role, "Responsable d'entrepôt").score >= 2);
    CHECK(judged(manager, CriterionKind::role, "Krankenpfleger").score <= 0.5);
    auto const trainee = with_entry("", "Trainee Warehouse Manager, Lumo Ltd, Jan 2014 - Dec 2023");
    CHECK(judged(trainee, CriterionKind::role, "Lagerleiter (m/w/d)").score <
          judged(manager, CriterionKind::role, "Lagerleiter (m/w/d)").score - 0.5);
}

TEST_CASE("a title that is somebody else's is not held") {
    std::string const resume =
        with_entry("", "Clerk reporting to the Head of Finance, Lumo Ltd, 2019 - 2023");
    auto const view = viewed(resume);
    for (auto const& held : view.held_titles()) CHECK(held.text.find("Finance") == std::string::npos);
}
