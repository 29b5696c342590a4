#include <memory>
#include <string>

#include <doctest/doctest.h>

#include <ats/criteria.hpp>
#include <ats/document.hpp>
#include <ats/error.hpp>
#include <ats/redacting_client.hpp>
#include <ats/resume_scorer.hpp>
#include <ats/testing.hpp>

#include "llm/requests.hpp"

namespace {

using ats::LlmReply;
using ats::LlmRequest;
using ats::RedactingClient;
using ats::test::error_of;
using ats::testing::ScriptedClient;

constexpr char const* resume =
    "Jane \"JJ\" Doe\njane.doe@example.com, +49 30 1234567\n\nExperience\nNurse at Doe Clinic since 2019\n";

LlmRequest request_about(std::string text) {
    auto request = ats::test::score_request();
    request.sections.back().text = std::move(text);
    return request;
}

std::shared_ptr<ScriptedClient> answering(std::string text) {
    return std::make_shared<ScriptedClient>(ScriptedClient::reply(std::move(text)));
}

std::string all_of(LlmRequest const& request) {
    std::string all = request.instructions;
    for (auto const& section : request.sections) all += '\n' + section.text;
    for (auto const& correction : request.corrections)
        all += '\n' + correction.reply + '\n' + correction.errors;
    return all;
}

void check_clean(LlmRequest const& request) {
    for (std::string const part : {"Jane", "Doe", "jane", "example.com", "1234567"}) {
        CAPTURE(part);
        CHECK(all_of(request).find(part) == std::string::npos);
    }
}

/// Remembers what was refused.
class Refusals final : public ats::LlmClient {
public:
    LlmReply complete(LlmRequest const& request, ats::CallContext const&) override {
        asked = request;
        return {};
    }
    void refuse(LlmRequest const& request) override { refused = request; }

    LlmRequest asked, refused;
};

}  // namespace

TEST_CASE("a redacting client sends placeholders and gives the originals back") {
    auto const inner = answering(R"({"reason":"[NAME] writes from [EMAIL 1], not [EMAIL 7]"})");
    RedactingClient client(inner);
    auto const reply = client.complete(request_about(resume), {});
    check_clean(inner->requests().at(0));
    CHECK(reply.text == R"({"reason":"Jane \"JJ\" Doe writes from jane.doe@example.com, not [EMAIL 7]"})");
}

TEST_CASE("a redacting client leaves the other sections, and requests without a resume, as they are") {
    auto const inner = answering("{}");
    RedactingClient client(inner);
    auto request = request_about(resume);
    request.sections[1].text = "Write to jobs@example.com";
    client.complete(request, {});
    CHECK(inner->requests().at(0).sections[1].text == "Write to jobs@example.com");
    request.sections.pop_back();
    request.task = "extract_criteria";
    client.complete(request, {});
    CHECK(all_of(inner->requests().at(1)) == all_of(request));
}

TEST_CASE("an answer without placeholders comes back byte for byte") {
    RedactingClient client(answering("{ \"reason\" : \"[sic]\\u00e9\" } "));
    CHECK(client.complete(request_about("Plain text"), {}).text == "{ \"reason\" : \"[sic]\\u00e9\" } ");
}

TEST_CASE("an answer that is no JSON is not touched") {
    RedactingClient client(answering("[NAME] is \"fine"));
    CHECK(client.complete(request_about(resume), {}).text == "[NAME] is \"fine");
}

TEST_CASE("refused answers are redacted when the question is asked again") {
    auto const inner = answering("{}");
    RedactingClient client(inner);
    auto request = request_about(resume);
    request.corrections.push_back(
        {R"({"reason":"Jane \"JJ\" Doe, jane.doe@example.com, +49 30 1234567"})", "Doe is not in it", false});
    client.complete(request, {});
    auto const sent = inner->requests().at(0);
    check_clean(sent);
    CHECK(sent.corrections.at(0).reply == R"({"reason":"[NAME], [EMAIL 1], [PHONE 1]"})");
}

TEST_CASE("a refusal names the request as it was sent") {
    auto const inner = std::make_shared<Refusals>();
    RedactingClient client(inner);
    client.complete(request_about(resume), {});
    client.refuse(request_about(resume));
    CHECK(all_of(inner->refused) == all_of(inner->asked));
    check_clean(inner->refused);
}

TEST_CASE("a redacting client needs an inner client") {
    CHECK(error_of([] { RedactingClient(nullptr); }).first == ats::ErrorCode::invalid_argument);
}

TEST_CASE("quotes with placeholders are found in the resume as it was read") {
    auto const inner = answering(
        R"({"scores":{"c1":{"quotes":["Nurse at [NAME 2] Clinic since 2019"],"reason":"[NAME 2] nursed","score":4}}})");
    std::vector<ats::Criterion> criteria(1);
    criteria[0].id = "c1";
    criteria[0].text = "Nursing";
    ats::Document document;
    document.name = "jane.txt";
    document.text = resume;
    ats::ResumeScorer const scorer(std::make_shared<RedactingClient>(inner), criteria);
    auto const card = scorer.score(document);
    check_clean(inner->requests().at(0));
    CHECK(card.scores.at(0).evidence.at(0).verified);
    CHECK(card.scores[0].evidence[0].quote == "Nurse at Doe Clinic since 2019");
    CHECK(card.scores[0].reason == "Doe nursed");
    CHECK_FALSE(card.scores[0].unsupported);
}
