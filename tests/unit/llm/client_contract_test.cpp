#include <atomic>
#include <functional>
#include <thread>

#include <doctest/doctest.h>

#include <ats/offline_client.hpp>
#include <ats/testing.hpp>

#include "llm/requests.hpp"
#include "llm/schema.hpp"
#include "support/model_server.hpp"

using namespace ats;
using namespace ats::test;
using ats::testing::ScriptedClient;

namespace {

/// What every client of this library promises, however it answers. Made anew for each check.
struct Candidate {
    char const* name;
    std::function<std::shared_ptr<LlmClient>()> answering;
    std::function<std::shared_ptr<LlmClient>()> waiting;  ///< Answers in an hour; empty: never waits.
};

constexpr auto an_hour = std::chrono::hours(1);

std::shared_ptr<LlmClient> scripted(std::chrono::milliseconds delay = {}) {
    return std::make_shared<ScriptedClient>(ScriptedClient::valid(3, delay));
}

/// Keeps its server alive for as long as itself.
class ClientOfServer final : public LlmClient {
public:
    explicit ClientOfServer(std::chrono::milliseconds delay)
        : server_({{200, completion(valid_scores()), {}, "application/json", delay}}),
          client_(options_for(server_.base_url())) {}
    LlmReply complete(LlmRequest const& request, CallContext const& context) override {
        return client_.complete(request, context);
    }

private:
    ModelServer server_;
    OpenAiClient client_;
};

std::vector<Candidate> candidates() {
    return {
        {"ScriptedClient", [] { return scripted(); }, [] { return scripted(an_hour); }},
        {"ValidatingClient", [] { return std::make_shared<ValidatingClient>(scripted()); },
         [] { return std::make_shared<ValidatingClient>(scripted(an_hour)); }},
        {"RetryingClient", [] { return std::make_shared<RetryingClient>(scripted()); },
         [] { return std::make_shared<RetryingClient>(scripted(an_hour)); }},
        {"OpenAiClient", [] { return std::make_shared<ClientOfServer>(std::chrono::milliseconds(0)); },
         [] { return std::make_shared<ClientOfServer>(an_hour); }},
        {"OfflineClient", [] { return std::make_shared<OfflineClient>(); }, {}},
    };
}

bool is_valid(std::string const& text) {
    return llm::Schema(score_schema()).faults(Json::parse(text)).empty();
}

/// Runs `check` against each client.
void for_each_client(std::function<void(Candidate const&)> const& check) {
    for (auto const& candidate : candidates()) {
        SUBCASE(candidate.name) { check(candidate); }
    }
}

ErrorCode code_of(LlmClient& client, CallContext const& context) {
    return error_of([&] { client.complete(score_request(), context); }).first;
}

}  // namespace

TEST_CASE("every client answers with the JSON object, its model and its usage") {
    for_each_client([](Candidate const& candidate) {
        auto const reply = candidate.answering()->complete(score_request(), {});
        CHECK(is_valid(reply.text));
        CHECK_FALSE(reply.model.empty());
        CHECK(reply.finish_reason == FinishReason::stop);
        CHECK(reply.usage.requests == 1);
    });
}

TEST_CASE("every client answers the same request in the same way, and leaves it as it was") {
    for_each_client([](Candidate const& candidate) {
        auto const client = candidate.answering();
        auto const request = score_request();
        auto const first = client->complete(request, {}).text;
        CHECK(client->complete(request, {}).text == first);
        CHECK(request.corrections.empty());
    });
}

TEST_CASE("every client can be called from many threads") {
    for_each_client([](Candidate const& candidate) {
        auto const client = candidate.answering();
        auto const expected = client->complete(score_request(), {}).text;
        std::atomic<int> right{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                if (client->complete(score_request(), {}).text == expected) ++right;
            });
        }
        for (auto& thread : threads) thread.join();
        CHECK(right == 8);
    });
}

TEST_CASE("every client refuses to begin a call that is cancelled or past its deadline") {
    for_each_client([](Candidate const& candidate) {
        auto const client = candidate.answering();
        CallContext cancelled;
        cancelled.cancel.cancel();
        CHECK(code_of(*client, cancelled) == ErrorCode::cancelled);
        CHECK(code_of(*client, CallContext::with_timeout(std::chrono::seconds(-1))) ==
              ErrorCode::deadline_exceeded);
        CHECK(is_valid(client->complete(score_request(), {}).text));
    });
}

TEST_CASE("every client ends a slow call at its deadline") {
    for_each_client([](Candidate const& candidate) {
        if (!candidate.waiting) return;
        auto const context = CallContext::with_timeout(std::chrono::milliseconds(30));
        CHECK(code_of(*candidate.waiting(), context) == ErrorCode::deadline_exceeded);
    });
}

TEST_CASE("every client ends a slow call when it is cancelled") {
    for_each_client([](Candidate const& candidate) {
        if (!candidate.waiting) return;
        auto const client = candidate.waiting();
        CallContext context;
        std::thread canceller([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            context.cancel.cancel();
        });
        CHECK(code_of(*client, context) == ErrorCode::cancelled);
        canceller.join();
    });
}
