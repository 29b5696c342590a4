#include <cmath>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <doctest/doctest.h>

#include <ats/budget_client.hpp>
#include <ats/testing.hpp>

#include "llm/requests.hpp"

using namespace ats;
using namespace ats::test;
using namespace std::chrono_literals;

namespace {

/// Answers at a cost, or fails at one.
class CostingClient final : public LlmClient {
public:
    LlmReply complete(LlmRequest const&, CallContext const&) override {
        ++calls;
        LlmReply reply;
        reply.usage = {1, 1000, 600, 50, 0};
        if (useless) throw ModelAnswerError(ErrorCode::model_refused, "no", reply.usage);
        return reply;
    }
    int calls = 0;
    bool useless = false;
};

/// @returns how many calls the budget allows, at most 100.
int calls_within(BudgetOptions options, bool useless = false) {
    auto const inner = std::make_shared<CostingClient>();
    inner->useless = useless;
    BudgetClient client(inner, options);
    for (int i = 0; i < 100; ++i) {
        auto const code = error_of([&] { client.complete(score_request(), {}); }).first;
        if (code == ErrorCode::budget_exhausted) break;
    }
    CHECK(client.spent().prompt_tokens == 1000 * inner->calls);
    return inner->calls;
}

}  // namespace

TEST_CASE("cached tokens have their own price, and reasoning is part of the answer") {
    Price const price{0.2, 0.02, 1.2};
    CHECK(cost_of({3, 1'000'000, 0, 0, 0}, price) == doctest::Approx(0.2));
    CHECK(cost_of({3, 1'000'000, 1'000'000, 0, 0}, price) == doctest::Approx(0.02));
    CHECK(cost_of({3, 1'000'000, 500'000, 100'000, 90'000}, price) == doctest::Approx(0.1 + 0.01 + 0.12));
    // A server that leaves cached tokens out of those sent.
    CHECK(cost_of({1, 100, 5'000'000, 0, 0}, price) == doctest::Approx(100 * 0.02e-6));
}

TEST_CASE("a budget of tokens is never exceeded by requests of the same size") {
    BudgetOptions options;
    options.max_tokens = 10'499;
    CHECK(calls_within(options) == 9);
    options.max_tokens = 10'500;
    CHECK(calls_within(options) == 10);
    options.max_tokens = 10;
    CHECK(calls_within(options) == 0);
}

TEST_CASE("a budget of money counts by the price, answers of no use included") {
    BudgetOptions options;
    options.price = Price{1, 0.1, 10};  // 0.00096 USD a call.
    options.max_cost = 0.0097;
    CHECK(calls_within(options) == 10);
    CHECK(calls_within(options, true) == 10);
}

TEST_CASE("a request that would exceed the budget is refused unsent, and says what was used") {
    BudgetOptions options;
    options.max_tokens = 1500;
    BudgetClient client(std::make_shared<CostingClient>(), options);
    client.complete(score_request(), {});
    auto const [code, message] = error_of([&] { client.complete(score_request(), {}); });
    CHECK(code == ErrorCode::budget_exhausted);
    CHECK(message == "not sent: the next request would exceed 1500 tokens (max_tokens); used so far: 1050");
}

namespace {

/// Answers when it is told to, with or without a count of tokens.
class SlowClient final : public LlmClient {
public:
    LlmReply complete(LlmRequest const&, CallContext const&) override {
        std::unique_lock lock(mutex);
        ++arrived;
        changed.notify_all();
        changed.wait(lock, [&] { return released; });
        LlmReply reply;
        reply.usage = {1, 100, 0, 10, 0};
        return reply;
    }
    void wait_for(int calls) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return arrived >= calls; });
    }
    void release() {
        std::lock_guard lock(mutex);
        released = true;
        changed.notify_all();
    }

    std::mutex mutex;
    std::condition_variable changed;
    int arrived = 0;
    bool released = false;
};

}  // namespace

TEST_CASE("what is under way does not use the budget up by its estimate: the next one waits for it") {
    auto const inner = std::make_shared<SlowClient>();
    BudgetOptions options;
    options.max_tokens = 1000;  // By its length a request takes some 600, by the server's count 110.
    BudgetClient client(inner, options);
    std::thread first([&] { client.complete(score_request(), {}); });
    inner->wait_for(1);
    std::thread second([&] { client.complete(score_request(), {}); });
    CHECK(error_of([&] { client.complete(score_request(), CallContext::with_timeout(20ms)); }).first ==
          ErrorCode::deadline_exceeded);
    CHECK(inner->arrived == 1);
    inner->release();
    first.join();
    second.join();
    CHECK(client.spent().prompt_tokens == 200);
}

TEST_CASE("a request that waits for others may be cancelled") {
    auto const inner = std::make_shared<SlowClient>();
    BudgetOptions options;
    options.max_tokens = 1000;
    BudgetClient client(inner, options);
    std::thread first([&] { client.complete(score_request(), {}); });
    inner->wait_for(1);
    CallContext context;
    std::thread second([&] {
        CHECK(error_of([&] { client.complete(score_request(), context); }).first == ErrorCode::cancelled);
    });
    context.cancel.cancel();
    second.join();
    inner->release();
    first.join();
}

TEST_CASE("an estimate goes by the length of a request, and by what was counted of earlier ones") {
    auto const inner = std::make_shared<CostingClient>();
    BudgetOptions options;
    options.max_tokens = 3000;
    BudgetClient client(inner, options);
    client.complete(score_request(), {});  // 1,000 tokens and 50.
    auto longer = score_request();
    for (int i = 0; i < 3; ++i) longer.instructions += longer.instructions + longer.schema;
    CHECK(error_of([&] { client.complete(longer, {}); }).first == ErrorCode::budget_exhausted);
    CHECK(inner->calls == 1);
}

TEST_CASE("a server that counts no tokens is counted by the estimate") {
    BudgetOptions options;
    options.max_tokens = 5000;
    auto const inner = std::make_shared<testing::ScriptedClient>();
    BudgetClient client(inner, options);
    for (int i = 0; i < 100; ++i) {
        if (error_of([&] { client.complete(score_request(), {}); }).first == ErrorCode::budget_exhausted)
            break;
    }
    CHECK(inner->calls() == 5000 / (estimated_prompt_tokens(score_request()) + 400));
    CHECK(client.spent().prompt_tokens > 0);
}

TEST_CASE("a budget out of range, or of money without a price, is refused") {
    auto const refused = [](auto change) {
        BudgetOptions options;
        change(options);
        return error_of([&] { BudgetClient client(std::make_shared<CostingClient>(), options); }).first ==
               ErrorCode::invalid_argument;
    };
    CHECK(refused([](auto& options) { options.max_tokens = 0; }));
    CHECK(refused([](auto& options) { options.max_cost = 1; }));
    CHECK(refused([](auto& options) {
        options.price = Price{};
        options.max_cost = 0;
    }));
    CHECK(refused([](auto& options) { options.price = Price{-1, 0, 0}; }));
    CHECK(refused([](auto& options) { options.price = Price{0, std::nan(""), 0}; }));
    CHECK(error_of([] { BudgetClient client(nullptr, {}); }).first == ErrorCode::invalid_argument);
}
