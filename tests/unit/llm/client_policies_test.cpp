#include <atomic>
#include <filesystem>
#include <optional>

#include <doctest/doctest.h>
#include <unistd.h>

#include <ats/client_policies.hpp>
#include <ats/error.hpp>
#include <ats/resume_scorer.hpp>
#include <ats/testing.hpp>

using namespace ats;
using ats::testing::ScriptedClient;

namespace {

constexpr char const* resume = "Jane Roe\njane.roe@example.org\n\nNurse since 2019\n";

ClientPolicies without_waiting() {
    ClientPolicies policies;
    policies.retrying.sleep = [](std::chrono::milliseconds, CallContext const&) {};
    return policies;
}

Scorecard score(std::shared_ptr<LlmClient> client) {
    return ResumeScorer(std::move(client), criteria_from_texts({"Nursing"}))
        .score(Document::from_text("jane.txt", resume));
}

struct TemporaryRecord {
    std::string path = (std::filesystem::temp_directory_path() /
                        ("client_policies_test." + std::to_string(::getpid()) + ".db"))
                           .string();
    TemporaryRecord() { std::filesystem::remove(path); }
    ~TemporaryRecord() { std::filesystem::remove(path); }
};

LlmReply answer(LlmRequest const& request) {
    LlmReply reply;
    reply.model = "house-model";
    reply.text = ats::testing::valid_reply(request, 4);
    reply.usage.requests = 1;
    reply.usage.prompt_tokens = 100;
    return reply;
}

}  // namespace

TEST_CASE("a model with its policies sees no name, is tried again, and its costs are counted") {
    std::atomic<int> calls = 0;
    std::string seen;
    auto const model = std::make_shared<ScriptedClient>([&](LlmRequest const& request, CallContext const&) {
        for (auto const& section : request.sections) seen += section.text;
        if (++calls == 1) throw ModelServiceError(ErrorCode::model_unreachable, "no answer", {});
        auto reply = answer(request);
        if (calls == 2) reply.text = "no JSON";
        return reply;
    });
    auto const composed = with_policies(model, without_waiting());
    CHECK(score(composed.client).total == 4);
    CHECK(calls == 3);
    CHECK(composed.meter->spent().requests == 2);
    CHECK(seen.find("Jane") == std::string::npos);
    CHECK(seen.find("jane.roe@example.org") == std::string::npos);
    CHECK(seen.find("Nurse since 2019") != std::string::npos);
}

TEST_CASE("redaction can be left out") {
    std::string seen;
    auto policies = without_waiting();
    policies.redact = false;
    auto const model = std::make_shared<ScriptedClient>([&](LlmRequest const& request, CallContext const&) {
        for (auto const& section : request.sections) seen += section.text;
        return answer(request);
    });
    score(with_policies(model, policies).client);
    CHECK(seen.find("Jane Roe") != std::string::npos);
}

TEST_CASE("with a record nothing is asked or paid for twice, and it keeps no name") {
    TemporaryRecord const file;
    std::atomic<int> calls = 0;
    auto policies = without_waiting();
    policies.record = std::make_shared<Record>(file.path);
    auto const model = std::make_shared<ScriptedClient>([&](LlmRequest const& request, CallContext const&) {
        ++calls;
        return answer(request);
    });
    score(with_policies(model, policies, "house-model 1").client);
    auto const second = with_policies(model, policies, "house-model 1");
    CHECK(score(second.client).total == 4);
    CHECK(calls == 1);
    CHECK(second.meter->spent().requests == 0);
    score(with_policies(model, policies, "house-model 2").client);
    CHECK(calls == 2);
}

TEST_CASE("a budget ends what would go beyond it") {
    auto policies = without_waiting();
    policies.budget.max_tokens = 1;
    auto const model = std::make_shared<ScriptedClient>(
        [](LlmRequest const& request, CallContext const&) { return answer(request); });
    std::optional<ErrorCode> code;
    try {
        score(with_policies(model, policies).client);
    } catch (CallerError const& error) {
        code = error.code();
    }
    CHECK(code == ErrorCode::budget_exhausted);
}

TEST_CASE("policies without a model, and a record without an identity, are refused") {
    CHECK_THROWS_AS(with_policies(nullptr), CallerError);
    TemporaryRecord const file;
    ClientPolicies policies;
    policies.record = std::make_shared<Record>(file.path);
    auto const model = std::make_shared<ScriptedClient>(
        [](LlmRequest const& request, CallContext const&) { return answer(request); });
    CHECK_THROWS_AS(with_policies(model, policies), CallerError);
}

TEST_CASE("make_client() checks the options of the server") {
    CHECK_THROWS_AS(make_client(OpenAiOptions{}), CallerError);
    CHECK_THROWS_AS(make_client(AnthropicOptions{}), CallerError);
    OpenAiOptions options;
    options.model = "house-model";
    CHECK(make_client(options) != nullptr);
}
