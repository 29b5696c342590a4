#include <doctest/doctest.h>

#include <ats/error.hpp>
#include <ats/offline_client.hpp>
#include <ats/record.hpp>
#include <ats/recording_client.hpp>
#include <ats/resume_scorer.hpp>
#include <ats/testing.hpp>

#include "support/temporary_folder.hpp"

using namespace ats;
using ats::test::TemporaryFolder;
using ats::testing::ScriptedClient;

namespace {

Document const resume = Document::from_text("zoe.txt", "Nurse since 2019, night shifts\nFrench, fluent\n");

std::vector<Criterion> two_criteria() {
    auto criteria = criteria_from_texts({"Nursing", "French"});
    criteria[0].weight = 3;
    criteria[1].weight = 0.5;
    return criteria;
}

ScoreOptions times(int repeat) {
    ScoreOptions options;
    options.as_of = Date{2026, 11, 24};
    options.repeat = repeat;
    return options;
}

/// An answer whose reasons tell the score.
ScriptedClient::Step answer(std::string const& c1, std::string const& c2) {
    auto const entry = [](std::string const& quote, std::string const& score) {
        return R"({"quotes": [")" + quote + R"("], "reason": "It is )" + score + R"(.", "score": )" + score +
               "}";
    };
    return ScriptedClient::reply(R"({"scores": {"c1": )" + entry("Nurse since 2019", c1) + R"(, "c2": )" +
                                 entry("French, fluent", c2) + "}}");
}

std::string samples_of(ScriptedClient const& client) {
    std::string text;
    for (auto const& request : client.requests()) text += std::to_string(request.sample) + " ";
    return text;
}

}  // namespace

TEST_CASE("repeat: scores and total are means, and the spread tells what wavered") {
    std::vector<ScriptedClient::Step> const script{answer("4", "1"), answer("2", "1"), answer("3", "1")};
    auto const client = std::make_shared<ScriptedClient>(script);
    auto const card = ResumeScorer(client, two_criteria(), times(3)).score(resume);
    CHECK(card.scores[0].score == 3);
    CHECK(card.scores[0].reason == "It is 3.");
    CHECK(card.scores[0].evidence.at(0).verified);
    CHECK(card.scores[1].score == 1);
    CHECK(card.total == 9.5);
    CHECK(card.percent == doctest::Approx(100 * 9.5 / 17.5));
    CHECK(card.usage.requests == 3);
    REQUIRE(card.spread);
    CHECK(card.spread->samples == 3);
    CHECK(card.spread->total_low == 6.5);
    CHECK(card.spread->total_high == 12.5);
    REQUIRE(card.spread->wavered.size() == 1);
    CHECK(card.spread->wavered[0].criterion_id == "c1");
    CHECK(card.spread->wavered[0].low == 2);
    CHECK(card.spread->wavered[0].high == 4);
}

TEST_CASE("repeat: the same is asked each time with another criterion first, told apart by its sample") {
    auto const client = std::make_shared<ScriptedClient>(ScriptedClient::valid(3));
    ResumeScorer(client, two_criteria(), times(4)).score(resume);
    CHECK(samples_of(*client) == "0 1 2 3 ");
    auto const requests = client->requests();
    for (auto const& request : requests) {
        CHECK(request.instructions == requests[0].instructions);
        CHECK(request.sections.back().text == requests[0].sections.back().text);
    }
    CHECK(requests[1].schema == requests[0].schema);
    CHECK(requests[2].schema == requests[3].schema);
    CHECK(requests[2].schema != requests[0].schema);
}

TEST_CASE("repeat: totals that waver while their mean is no decimal keep the mean inside") {
    std::vector<ScriptedClient::Step> const script{answer("4", "0"), answer("3", "2"), answer("3", "2")};
    auto const card =
        ResumeScorer(std::make_shared<ScriptedClient>(script), two_criteria(), times(3)).score(resume);
    CHECK(card.scores[0].score == 3.333333);
    CHECK(card.spread->total_low == 10);
    CHECK(card.spread->total_high == 12);
    CHECK(card.total == doctest::Approx(10.0 + 2.0 / 3).epsilon(1e-6));
    CHECK(card.spread->wavered.size() == 2);
}

TEST_CASE("repeat: a sample that fails fails the resume") {
    std::vector<ScriptedClient::Step> const script{
        answer("4", "1"), ScriptedClient::error(ModelServiceError(ErrorCode::model_timeout, "too slow"))};
    ResumeScorer const scorer(std::make_shared<ScriptedClient>(script), two_criteria(), times(3));
    CHECK_THROWS_AS(scorer.score(resume), ModelServiceError);
}

TEST_CASE("repeat: scored once, a resume has no spread") {
    ResumeScorer const scorer(std::make_shared<OfflineClient>(), two_criteria(), times(1));
    CHECK_FALSE(scorer.score(resume).spread);
}

TEST_CASE("repeat: the offline engine's interval has no width, and the total is that of one run") {
    auto const criteria = criteria_from_texts({"5+ years of nursing", "French", "Night shifts", "Welding"});
    auto const client = std::make_shared<OfflineClient>();
    auto const once = ResumeScorer(client, criteria, times(1)).score(resume);
    auto const often = ResumeScorer(client, criteria, times(7)).score(resume);
    REQUIRE(once.total > 0);
    CHECK(often.total == once.total);
    CHECK(often.percent == once.percent);
    REQUIRE(often.spread);
    CHECK(often.spread->samples == 7);
    CHECK(often.spread->total_low == once.total);
    CHECK(often.spread->total_high == once.total);
    CHECK(often.spread->wavered.empty());
    for (std::size_t i = 0; i < criteria.size(); ++i) CHECK(often.scores[i].score == once.scores[i].score);
}

TEST_CASE("repeat: a record keeps each sample, and the first is that of an ordinary run") {
    TemporaryFolder const folder;
    auto const record = std::make_shared<Record>(folder.file("r.db"));
    auto const asked = [&](int repeat) {
        auto const inner = std::make_shared<ScriptedClient>(ScriptedClient::valid(3));
        auto const client = std::make_shared<RecordingClient>(inner, record, "model");
        CHECK(ResumeScorer(client, two_criteria(), times(repeat)).score(resume).total == 10.5);
        return samples_of(*inner);
    };
    CHECK(asked(1) == "0 ");
    CHECK(asked(3) == "1 2 ");
    CHECK(asked(3).empty());
    CHECK(asked(4) == "3 ");
}

TEST_CASE("repeat: 1 to 20 times") {
    auto const code = [](int repeat) {
        try {
            ResumeScorer(std::make_shared<OfflineClient>(), two_criteria(), times(repeat));
        } catch (CallerError const& error) {
            return error.code();
        }
        return ErrorCode::internal;
    };
    CHECK(code(0) == ErrorCode::invalid_argument);
    CHECK(code(-1) == ErrorCode::invalid_argument);
    CHECK(code(21) == ErrorCode::invalid_argument);
    CHECK(code(20) == ErrorCode::internal);
}

TEST_CASE("repeat: beside a mean above 0 stand the words of a sample that found something") {
    auto const nothing = ScriptedClient::reply(
        R"({"scores": {"c1": {"quotes": [], "reason": "Nothing shows it.", "score": 0},
                       "c2": {"quotes": [], "reason": "Nothing shows it.", "score": 0}}})");
    std::vector<ScriptedClient::Step> const script{nothing, answer("2", "1"), nothing};
    auto const client = std::make_shared<ScriptedClient>(script);
    auto const card = ResumeScorer(client, two_criteria(), times(3)).score(resume);
    CHECK(card.scores[0].score == doctest::Approx(0.666667));
    CHECK(card.scores[0].reason == "It is 2.");
    CHECK(card.scores[0].evidence.at(0).quote == "Nurse since 2019");
    CHECK(card.scores[1].reason == "It is 1.");
}
