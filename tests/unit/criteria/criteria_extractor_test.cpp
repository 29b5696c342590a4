#include <doctest/doctest.h>

#include <ats/criteria_extractor.hpp>
#include <ats/criteria_lint.hpp>
#include <ats/error.hpp>
#include <ats/testing.hpp>

using namespace ats;
using ats::testing::ScriptedClient;

namespace {

Document const job =
    Document::from_text("job.txt", "Night Nurse\n\nYou bring:\n- 3+ years  of nursing\n- French\n");

std::vector<Criterion> extract(std::string reply) {
    auto client = std::make_shared<ScriptedClient>(ScriptedClient::reply(std::move(reply)));
    return CriteriaExtractor(client).extract(job);
}

}  // namespace

TEST_CASE("criteria get ids, weights by importance, and their line of the job description") {
    auto const criteria = extract(R"({"criteria": [
        {"source": "Night Nurse", "text": "Night nurse", "kind": "role", "importance": "must", "min_years": null},
        {"source": "3+ years of nursing", "text": "3+ years of nursing", "kind": "experience", "importance": "should",
         "min_years": 3},
        {"source": "fluent in Klingon", "text": "French", "kind": "language", "importance": "nice", "min_years": 0}]})");
    REQUIRE(criteria.size() == 3);
    CHECK(criteria[0].id == "c1");
    CHECK(criteria[0].kind == CriterionKind::role);
    CHECK(criteria[0].weight == 5);  // One and a half times 2 + 1, rounded.
    CHECK(criteria[1].weight == 2);
    CHECK(criteria[1].min_years == 3.0);
    CHECK(criteria[1].source == "3+ years of nursing");
    CHECK(criteria[2].weight == 1);
    CHECK(criteria[2].source == "");  // The model made it up.
    CHECK_FALSE(criteria[2].min_years.has_value());
}

namespace {

constexpr char const* invented =
    R"({"criteria": [
        {"source": "Night Nurse", "text": "Night nurse", "kind": "role", "importance": "must", "min_years": null},
        {"source": "10 years of Haskell", "text": "10 years of Haskell", "kind": "experience", "importance": "must",
         "min_years": 10}]})";
constexpr char const* mended =
    R"({"criteria": [
        {"source": "Night Nurse", "text": "Night nurse", "kind": "role", "importance": "must", "min_years": null},
        {"source": "French", "text": "French", "kind": "language", "importance": "must", "min_years": null}]})";

}  // namespace

TEST_CASE("a criterion whose source does not stand in the job description is asked for once more") {
    auto client = std::make_shared<ScriptedClient>(
        std::vector<ScriptedClient::Step>{ScriptedClient::reply(invented), ScriptedClient::reply(mended)});
    auto const criteria = CriteriaExtractor(client).extract(job);
    REQUIRE(criteria.size() == 2);
    CHECK(criteria[1].text == "French");
    auto const corrections = client->requests().at(1).corrections;
    REQUIRE(corrections.size() == 1);
    CHECK(corrections[0].reply == invented);
    CHECK(corrections[0].errors.find("\"10 years of Haskell\": its source does not stand") == 0);
    CHECK_FALSE(corrections[0].broke_schema);
}

TEST_CASE("a criterion that is made up again is kept, and lint tells of it") {
    auto client = std::make_shared<ScriptedClient>(
        std::vector<ScriptedClient::Step>{ScriptedClient::reply(invented), ScriptedClient::reply(invented)});
    auto const criteria = CriteriaExtractor(client).extract(job);
    REQUIRE(criteria.size() == 2);
    CHECK(criteria[1].source == "");
    auto const warnings = lint(criteria);
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].criterion_id == "c2");
    CHECK(warnings[0].fault == CriterionFault::not_in_text);
    CHECK(to_string(warnings[0].fault) == "not_in_text");
    CHECK(lint(criteria_from_texts({"10 years of Haskell"})).empty());  // A person asks for it.
}

TEST_CASE("a second answer of no use leaves the first one") {
    for (auto const* second : {"no", R"({"criteria": []})"}) {
        auto client = std::make_shared<ScriptedClient>(std::vector<ScriptedClient::Step>{
            ScriptedClient::reply(invented), ScriptedClient::reply(second)});
        CHECK(CriteriaExtractor(client).extract(job).size() == 2);
    }
}

TEST_CASE("the role weighs no less than its importance") {
    auto const criteria = extract(R"({"criteria": [
        {"source": "", "text": "Night nurse", "kind": "role", "importance": "must", "min_years": null},
        {"source": "", "text": "French", "kind": "language", "importance": "nice", "min_years": null}]})");
    CHECK(criteria[0].weight == 3);
}

TEST_CASE("a requirement said twice is one criterion") {
    auto const criteria = extract(R"({"criteria": [
        {"source": "", "text": "French", "kind": "language", "importance": "must", "min_years": null},
        {"source": "", "text": "french.", "kind": "language", "importance": "nice", "min_years": null}]})");
    REQUIRE(criteria.size() == 1);
    CHECK(criteria[0].text == "French");
}

TEST_CASE("an answer without criteria, or of another form, is model_reply_invalid") {
    for (
        auto const* reply :
        {R"({"criteria": []})", "{}", "no", R"({"criteria": [{"text": 3}]})",
         R"({"criteria": [{"source": "", "text": "x", "kind": "hobby", "importance": "must", "min_years": null}]})",
         R"({"criteria": [{"source": "", "text": "x", "kind": "skill", "importance": "must", "min_years": 300}]})"}) {
        CAPTURE(reply);
        try {
            extract(reply);
            FAIL("accepted");
        } catch (ModelAnswerError const& error) {
            CHECK(error.code() == ErrorCode::model_reply_invalid);
        }
    }
}

TEST_CASE("the job description is sent as untrusted data, its file name not at all") {
    auto client = std::make_shared<ScriptedClient>();
    CriteriaExtractor(client).extract(job);
    auto const request = client->requests().at(0);
    CHECK(request.task == "extract_criteria");
    REQUIRE(request.sections.size() == 1);
    CHECK(request.sections[0].label == "job_description");
    CHECK(request.sections[0].text == job.text);
    CHECK(request.sections[0].untrusted);
    CHECK(request.instructions.find("job.txt") == std::string::npos);
}

TEST_CASE("a job description that the model's context cannot hold is document_too_long") {
    auto client = std::make_shared<ScriptedClient>(ScriptedClient::error(
        ModelServiceError(ErrorCode::model_context_exceeded, "9000 tokens are too many")));
    CHECK_THROWS_WITH_AS(CriteriaExtractor(client).extract(job), "job.txt: 9000 tokens are too many",
                         DocumentError);
}

TEST_CASE("a blank job description is document_empty and nothing is sent") {
    auto client = std::make_shared<ScriptedClient>();
    CHECK_THROWS_AS(CriteriaExtractor(client).extract(Document::from_text("job.txt", " \n")), DocumentError);
    CHECK(client->calls() == 0);
}
