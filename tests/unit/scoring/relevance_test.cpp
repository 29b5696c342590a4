#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <ats/resume_scorer.hpp>
#include <ats/testing.hpp>

using namespace ats;
using ats::testing::ScriptedClient;

namespace {

Document const resume = Document::from_text("noor.txt",
                                            "Noor Example\n"
                                            "\n"
                                            "Experience\n"
                                            "Platform Engineer, Example Ltd, Jan 2019 - Dec 2022\n"
                                            "Ran forty clusters on K8s.\n"
                                            "Cut the time of a release to an hour.\n"
                                            "Administrator, Other Ltd, Jan 2015 - Dec 2018\n"
                                            "Wrote scripts in Bash.\n"
                                            "\n"
                                            "Languages\n"
                                            "Deutsch (C1)\n");

CriterionScore scored(std::string const& text, CriterionKind kind, std::string const& quote,
                      std::string const& finding = "shown") {
    auto criteria = criteria_from_texts({text});
    criteria[0].kind = kind;
    nlohmann::json const entry{{"quotes", {quote}}, {"reason", ""}, {"finding", finding}};
    auto client = std::make_shared<ScriptedClient>(
        ScriptedClient::reply(nlohmann::json{{"scores", {{"c1", entry}}}}.dump()));
    return ResumeScorer(client, criteria).score(resume).scores.at(0);
}

bool is_unrelated(std::string const& text, CriterionKind kind, std::string const& quote) {
    return scored(text, kind, quote).unrelated;
}

}  // namespace

TEST_CASE("a tool that the resume names nowhere is not shown by another one") {
    CHECK(is_unrelated("Terraform", CriterionKind::skill, "Wrote scripts in Bash."));
}

TEST_CASE("a quote that stands in the resume but does not name its criterion is noticed; the score stays") {
    auto const score = scored("Kubernetes", CriterionKind::skill, "Wrote scripts in Bash.");
    CHECK(score.unrelated);
    CHECK(score.score == 5);
    CHECK_FALSE(score.unsupported);
}

TEST_CASE("a quote names its criterion by a word, a stem, another name, or by the entry around it") {
    CHECK_FALSE(is_unrelated("Bash", CriterionKind::skill, "Wrote scripts in Bash."));
    CHECK_FALSE(is_unrelated("Bash scripting", CriterionKind::skill, "Wrote scripts"));
    CHECK_FALSE(is_unrelated("Kubernetes", CriterionKind::skill, "Ran forty clusters on K8s."));
    CHECK_FALSE(is_unrelated("Kubernetes", CriterionKind::skill, "Cut the time of a release to an hour."));
    CHECK_FALSE(is_unrelated("German", CriterionKind::language, "Deutsch (C1)"));
}

TEST_CASE("criteria in another language than the resume are not held against its quotes") {
    auto criteria = criteria_from_texts({"Teamleitung", "Schulung", "Fehlersuche", "Bash"});
    nlohmann::json scores;
    for (auto& criterion : criteria) {
        criterion.kind = CriterionKind::skill;
        scores[criterion.id] = {
            {"quotes", {"Cut the time of a release to an hour."}}, {"reason", ""}, {"finding", "shown"}};
    }
    auto client =
        std::make_shared<ScriptedClient>(ScriptedClient::reply(nlohmann::json{{"scores", scores}}.dump()));
    for (auto const& score : ResumeScorer(client, criteria).score(resume).scores)
        CHECK_FALSE(score.unrelated);
}

TEST_CASE("a role and what is of no kind are not held against the words of a quote") {
    CHECK_FALSE(is_unrelated("Kubernetes", CriterionKind::other, "Wrote scripts in Bash."));
    CHECK_FALSE(is_unrelated("Kubernetes", CriterionKind::role, "Wrote scripts in Bash."));
}

TEST_CASE("no quote, and a score that needs none, are no unrelated quotes") {
    CHECK_FALSE(scored("Kubernetes", CriterionKind::skill, "Kubernetes for years").unrelated);
    CHECK_FALSE(scored("Kubernetes", CriterionKind::skill, "Wrote scripts in Bash.", "hint").unrelated);
}
