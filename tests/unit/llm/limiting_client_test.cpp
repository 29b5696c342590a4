#include <atomic>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include <ats/limiting_client.hpp>
#include <ats/retrying_client.hpp>

#include "llm/pacing.hpp"
#include "llm/requests.hpp"

using namespace ats;
using namespace ats::test;
using ats::llm::Pacing;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

Clock::time_point at(double second) {
    return Clock::time_point{} + std::chrono::hours(1) +
           std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(second));
}

double second_of(std::optional<Clock::time_point> time) {
    return time ? std::chrono::duration<double>(*time - at(0)).count() : -1;
}

LlmReply reply_with(std::int64_t limit, std::int64_t remaining, milliseconds reset) {
    LlmReply reply;
    reply.rate_limit.limit_requests = limit;
    reply.rate_limit.remaining_requests = remaining;
    reply.rate_limit.reset_requests = reset;
    return reply;
}

/// Lets calls in one by one, in the order in which they arrived.
class GateClient final : public LlmClient {
public:
    LlmReply complete(LlmRequest const& request, CallContext const& context) override {
        {
            std::lock_guard const lock(mutex_);
            order_.push_back(request.task);
        }
        while (!open_) {
            if (context.cancel.wait_for(milliseconds(1))) context.check();
        }
        return {};
    }
    void open() { open_ = true; }
    std::vector<std::string> order() const {
        std::lock_guard const lock(mutex_);
        return order_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> order_;
    std::atomic<bool> open_{false};
};

/// Answers at once, or holds a call until it may end.
class HoldingClient final : public LlmClient {
public:
    LlmReply complete(LlmRequest const&, CallContext const& context) override {
        ++begun;
        while (hold) {
            if (context.cancel.wait_for(milliseconds(1))) context.check();
        }
        return {};
    }
    std::atomic<int> begun{0};
    std::atomic<bool> hold{false};
};

class FailingClient final : public LlmClient {
public:
    explicit FailingClient(ModelServiceDetails details) : details_(std::move(details)) {}
    LlmReply complete(LlmRequest const&, CallContext const&) override {
        ++calls;
        throw ModelServiceError(ErrorCode::model_rate_limited, "slow down", details_);
    }
    std::atomic<int> calls{0};

private:
    ModelServiceDetails details_;
};

/// Takes five requests in any 100 ms, and says truly when to come back.
class Limited final : public LlmClient {
public:
    LlmReply complete(LlmRequest const&, CallContext const&) override {
        std::lock_guard const lock(mutex_);
        auto const now = Clock::now();
        std::erase_if(sent_, [&](auto time) { return now - time >= period; });
        if (sent_.size() < 5) {
            sent_.push_back(now);
            return {};
        }
        ModelServiceDetails details;
        details.http_status = 429;
        details.retry_after =
            std::chrono::ceil<milliseconds>(period - (now - sent_.front())) + milliseconds(10);
        throw ModelServiceError(ErrorCode::model_rate_limited, "slow down", details);
    }

private:
    static constexpr milliseconds period{100};
    std::mutex mutex_;
    std::vector<Clock::time_point> sent_;
};

LlmRequest task(std::string name) {
    auto request = score_request();
    request.task = std::move(name);
    return request;
}

}  // namespace

TEST_CASE("requests of a minute are sent at once, then evenly") {
    Pacing pacing(60, std::nullopt, 1000, at(0));
    for (int i = 0; i < 60; ++i) {
        CHECK(second_of(pacing.ready_at(1, at(0))) == 0);
        pacing.start(1, at(0));
    }
    CHECK(second_of(pacing.ready_at(1, at(0))) == doctest::Approx(1));
    CHECK(second_of(pacing.ready_at(1, at(0.25))) == doctest::Approx(1));
    CHECK(second_of(pacing.ready_at(1, at(1))) == doctest::Approx(1));
}

TEST_CASE("tokens are paid for before, and corrected by what was used") {
    Pacing pacing(std::nullopt, 6000, 1000, at(0));
    pacing.start(6000, at(0));
    CHECK(second_of(pacing.ready_at(1000, at(0))) == doctest::Approx(10));
    LlmReply reply;
    reply.usage.prompt_tokens = 5000;
    reply.usage.completion_tokens = 500;
    pacing.succeeded(reply, 6000, at(0));
    CHECK(second_of(pacing.ready_at(1000, at(0))) == doctest::Approx(5));
    // More than the bucket holds waits for a full one, not for ever.
    CHECK(second_of(pacing.ready_at(1e9, at(0))) == doctest::Approx(55));
}

TEST_CASE("the server's own numbers are believed where the caller set none") {
    Pacing pacing(std::nullopt, std::nullopt, 1000, at(0));
    pacing.start(1, at(0));
    pacing.succeeded(reply_with(500, 0, seconds(50)), 1, at(0));
    CHECK(second_of(pacing.ready_at(1, at(0))) == doctest::Approx(0.1));

    Pacing own(60, std::nullopt, 1000, at(0));
    own.start(1, at(0));
    own.succeeded(reply_with(500, 0, seconds(50)), 1, at(0));
    CHECK(second_of(own.ready_at(1, at(0))) == 0);
}

TEST_CASE("a part of a minute's requests is sent at once, then evenly, and more where the part grows") {
    Pacing pacing(60, std::nullopt, 1000, at(0));
    pacing.share(0.25, at(0));
    for (int i = 0; i < 15; ++i) {
        CHECK(second_of(pacing.ready_at(1, at(0))) == 0);
        pacing.start(1, at(0));
    }
    CHECK(second_of(pacing.ready_at(1, at(0))) == doctest::Approx(4));
    pacing.share(0.5, at(2));
    CHECK(second_of(pacing.ready_at(1, at(2))) == doctest::Approx(2));
    pacing.start(1, at(2));
    CHECK(second_of(pacing.ready_at(1, at(2))) == doctest::Approx(4));
}

TEST_CASE("what the server says is left is shared, too") {
    Pacing pacing(std::nullopt, std::nullopt, 1000, at(0));
    pacing.share(0.25, at(0));
    pacing.start(1, at(0));
    pacing.succeeded(reply_with(100, 8, seconds(92)), 1, at(0));
    for (int i = 0; i < 2; ++i) {
        CHECK(second_of(pacing.ready_at(1, at(0))) == 0);
        pacing.start(1, at(0));
    }
    CHECK(second_of(pacing.ready_at(1, at(0))) == doctest::Approx(4));
}

TEST_CASE("a call that waits for its part of a minute is sent when the part grows") {
    LimiterOptions options;
    options.requests_per_minute = 6000;
    auto const limiter = std::make_shared<Limiter>(options);
    limiter->share(1.0 / 6000);
    auto const gate = std::make_shared<GateClient>();
    gate->open();
    LimitingClient client(gate, limiter);
    (void)client.complete(task("first"), {});
    auto waiting = std::async(std::launch::async, [&] { return client.complete(task("second"), {}); });
    CHECK(waiting.wait_for(milliseconds(20)) == std::future_status::timeout);
    limiter->share(1);
    CHECK(waiting.wait_for(seconds(20)) == std::future_status::ready);
}

TEST_CASE("a call that waited for another to end, and then has to wait for its time, is sent at its time") {
    constexpr int per_minute = 300;
    LimiterOptions options;
    options.requests_per_minute = per_minute;
    options.max_in_flight = 1;
    auto const inner = std::make_shared<HoldingClient>();
    LimitingClient client(inner, std::make_shared<Limiter>(options));
    for (int i = 0; i < per_minute; ++i) (void)client.complete(score_request(), {});
    inner->hold = true;
    auto held = std::async(std::launch::async, [&] { return client.complete(score_request(), {}); });
    while (inner->begun == per_minute) std::this_thread::sleep_for(milliseconds(1));
    auto waiting = std::async(std::launch::async, [&] { return client.complete(score_request(), {}); });
    std::this_thread::sleep_for(milliseconds(50));
    inner->hold = false;
    held.get();
    auto const sent = waiting.wait_for(seconds(20));
    CHECK(sent == std::future_status::ready);
    if (sent != std::future_status::ready) (void)client.complete(score_request(), {});  // Wakes it.
}

TEST_CASE("a part of the limits that is none, or more than all, is refused") {
    Limiter limiter;
    CHECK_THROWS_AS(limiter.share(0), CallerError);
    CHECK_THROWS_AS(limiter.share(1.1), CallerError);
}

TEST_CASE("a server that claims a wait of a year, or one that has no end, is asked again after a day") {
    constexpr double day = 86'400;
    Pacing paused(std::nullopt, std::nullopt, 10, at(0));
    paused.start(1, at(0));
    paused.overloaded(at(0), std::chrono::hours(24 * 365), at(0));
    CHECK(second_of(paused.ready_at(1, at(0))) == day);

    Pacing dry(std::nullopt, std::nullopt, 10, at(0));
    dry.start(1, at(0));
    auto reply = reply_with(1'000'000'000, 999'999'999, std::chrono::hours(24 * 365));
    reply.usage.prompt_tokens = 1'000'000'000'000;
    reply.rate_limit.limit_tokens = reply.rate_limit.limit_requests;
    reply.rate_limit.remaining_tokens = reply.rate_limit.remaining_requests;
    reply.rate_limit.reset_tokens = reply.rate_limit.reset_requests;
    dry.succeeded(reply, 0, at(0));
    CHECK(second_of(dry.ready_at(1, at(0))) == day);
}

TEST_CASE("the wait that a server asks for is a pause for all") {
    Pacing pacing(std::nullopt, std::nullopt, 10, at(0));
    pacing.start(1, at(0));
    pacing.overloaded(at(0), seconds(7), at(1));
    CHECK(second_of(pacing.ready_at(1, at(1))) == 8);
    CHECK(second_of(pacing.ready_at(1, at(9))) == 9);
}

TEST_CASE(
    "the window shrinks once for a burst that was refused, and grows by one for each window of answers") {
    Pacing pacing(std::nullopt, std::nullopt, 10, at(0));
    for (int i = 0; i < 10; ++i) pacing.start(1, at(0));
    CHECK_FALSE(pacing.ready_at(1, at(0)));
    CHECK(pacing.overloaded(at(0), std::nullopt, at(1)));
    for (int i = 0; i < 9; ++i) CHECK_FALSE(pacing.overloaded(at(0), std::nullopt, at(1)));
    CHECK(pacing.window() == doctest::Approx(7));
    for (int i = 0; i < 7; ++i) {
        pacing.start(1, at(2));
        pacing.succeeded({}, 1, at(3));
    }
    CHECK(pacing.window() == doctest::Approx(8).epsilon(0.02));
    for (int i = 0; i < 40; ++i) {
        pacing.start(1, at(4 + i));
        pacing.overloaded(at(4 + i), std::nullopt, at(4.5 + i));
    }
    CHECK(pacing.window() == 1);
    CHECK(second_of(pacing.ready_at(1, at(99))) == 99);
}

TEST_CASE("each party that waits gets its turn, however many wait in another") {
    auto const gate = std::make_shared<GateClient>();
    LimiterOptions options;
    options.max_in_flight = 1;
    auto const limiter = std::make_shared<Limiter>(options);
    LimitingClient large(gate, limiter), small(gate, limiter);
    std::vector<std::thread> threads;
    threads.emplace_back([&] { large.complete(task("large"), {}); });
    while (gate->order().empty()) std::this_thread::sleep_for(milliseconds(1));
    std::atomic<int> begun{0};
    for (int i = 0; i < 10; ++i)
        threads.emplace_back([&] {
            ++begun;
            large.complete(task("large"), {});
        });
    while (begun < 10) std::this_thread::sleep_for(milliseconds(1));
    std::this_thread::sleep_for(milliseconds(20));
    threads.emplace_back([&] {
        ++begun;
        small.complete(task("small"), {});
    });
    while (begun < 11) std::this_thread::sleep_for(milliseconds(1));
    std::this_thread::sleep_for(milliseconds(20));
    gate->open();
    for (auto& thread : threads) thread.join();
    auto const order = gate->order();
    REQUIRE(order.size() == 12);
    CHECK(order[1] == "small");
}

TEST_CASE(
    "a call that waits for its turn ends when it is cancelled or past its deadline, and blocks nobody") {
    auto const gate = std::make_shared<GateClient>();
    LimiterOptions options;
    options.max_in_flight = 1;
    LimitingClient client(gate, std::make_shared<Limiter>(options));
    std::thread first([&] { client.complete(task("first"), {}); });
    while (gate->order().empty()) std::this_thread::sleep_for(milliseconds(1));

    CHECK(error_of([&] {
              client.complete(task("late"), CallContext::with_timeout(milliseconds(5)));
          }).first == ErrorCode::deadline_exceeded);
    CallContext cancelled;
    auto waiting = std::async(std::launch::async, [&] {
        return error_of([&] { client.complete(task("cancelled"), cancelled); }).first;
    });
    std::this_thread::sleep_for(milliseconds(5));
    cancelled.cancel.cancel();
    CHECK(waiting.get() == ErrorCode::cancelled);

    std::thread next([&] { client.complete(task("next"), {}); });
    gate->open();
    first.join();
    next.join();
    CHECK(gate->order() == std::vector<std::string>{"first", "next"});
}

TEST_CASE("a refusal for all to wait is waited for by the next call, and told once") {
    ModelServiceDetails details;
    details.http_status = 429;
    details.retry_after = milliseconds(60'000);
    auto const failing = std::make_shared<FailingClient>(details);
    std::vector<std::string> log;
    LimiterOptions options;
    options.max_in_flight = 10;
    options.log = [&](LogLevel, std::string_view line) { log.emplace_back(line); };
    LimitingClient client(failing, std::make_shared<Limiter>(options));
    CHECK(error_of([&] { client.complete(score_request(), {}); }).first == ErrorCode::model_rate_limited);
    CHECK(error_of([&] {
              client.complete(score_request(),
                              CallContext::with_timeout(std::chrono::minutes(1) - milliseconds(500)));
          }).second ==
          "not sent: the model server wants no request for another 1 min 0 s, longer than a call may wait");
    CHECK(failing->calls == 1);
    CHECK(log == std::vector<std::string>{
                     "the server is overloaded: at most 1 request at once, none for 1 min 0 s"});
}

TEST_CASE("a pause of hours holds nobody: calls fail at once with its time") {
    ModelServiceDetails details;
    details.http_status = 429;
    details.retry_after = std::chrono::hours(6);
    auto const failing = std::make_shared<FailingClient>(details);
    std::vector<LogLevel> levels;
    LimiterOptions options;
    options.log = [&](LogLevel level, std::string_view) { levels.push_back(level); };
    LimitingClient client(failing, std::make_shared<Limiter>(options));
    RetryingClient retrying(std::shared_ptr<LlmClient>(&client, [](LlmClient*) {}));
    for (int i = 0; i < 3; ++i) {
        try {
            retrying.complete(score_request(), {});
            FAIL("nothing was thrown");
        } catch (ModelServiceError const& error) {
            CHECK(error.code() == ErrorCode::model_rate_limited);
            CHECK(error.details().retry_after > std::chrono::minutes(359));
            if (i > 0) CHECK(std::string(error.what()).find("another 6 h 0 min") != std::string::npos);
        }
    }
    CHECK(failing->calls == 1);
    CHECK(levels == std::vector<LogLevel>{LogLevel::warning});
}

TEST_CASE(
    "a limit of hours that a good answer tells of fails the next call, the caller's own is waited for") {
    class Dry final : public LlmClient {
        LlmReply complete(LlmRequest const&, CallContext const&) override {
            return reply_with(2, 0, std::chrono::hours(6));
        }
    };
    LimitingClient client(std::make_shared<Dry>(), std::make_shared<Limiter>());
    client.complete(score_request(), {});
    CHECK(error_of([&] { client.complete(score_request(), {}); }).first == ErrorCode::model_rate_limited);

    LimiterOptions own;
    own.requests_per_minute = 1;
    LimitingClient slow(std::make_shared<Dry>(), std::make_shared<Limiter>(own));
    slow.complete(score_request(), {});
    CHECK(error_of([&] {
              slow.complete(score_request(), CallContext::with_timeout(milliseconds(20)));
          }).first == ErrorCode::deadline_exceeded);
}

TEST_CASE("the window shrinks from what is under way, towards what was answered of a burst") {
    Pacing pacing(std::nullopt, std::nullopt, 1024, at(0));
    for (int i = 0; i < 24; ++i) pacing.start(1, at(0));
    for (int i = 0; i < 5; ++i) pacing.succeeded({}, 1, at(0.1));
    CHECK(pacing.overloaded(at(0), seconds(5), at(0.2)));
    CHECK(pacing.window() == doctest::Approx(13.3));
    for (int i = 0; i < 18; ++i) pacing.overloaded(at(0), seconds(5), at(0.2));
    CHECK(pacing.window() == doctest::Approx(5));
    // What was answered long before a refusal says nothing of how much is too much now.
    Pacing steady(std::nullopt, std::nullopt, 50, at(0));
    for (int i = 0; i < 200; ++i) {
        steady.start(1, at(i));
        steady.succeeded({}, 1, at(i));
    }
    for (int i = 0; i < 20; ++i) steady.start(1, at(300));
    for (int i = 0; i < 20; ++i) steady.overloaded(at(300), std::nullopt, at(301));
    CHECK(steady.window() == doctest::Approx(14));
}

TEST_CASE(
    "with five requests in each period and a true Retry-After, 24 calls succeed with any number of workers") {
    for (int const workers : {1, 6, 24}) {
        CAPTURE(workers);
        RetryingClient client(
            std::make_shared<LimitingClient>(std::make_shared<Limited>(), std::make_shared<Limiter>()));
        std::atomic<int> next{0}, answered{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < workers; ++i) {
            threads.emplace_back([&] {
                while (next++ < 24)
                    answered += error_of([&] { client.complete(score_request(), {}); }).second ==
                                "nothing was thrown";
            });
        }
        for (auto& thread : threads) thread.join();
        CHECK(answered == 24);
    }
}

TEST_CASE("an error that is no overload gives its place back and changes nothing") {
    ModelServiceDetails details;
    class Rejecting final : public LlmClient {
        LlmReply complete(LlmRequest const&, CallContext const&) override {
            throw ModelServiceError(ErrorCode::model_request_rejected, "no", {});
        }
    };
    LimiterOptions options;
    options.max_in_flight = 1;
    LimitingClient client(std::make_shared<Rejecting>(), std::make_shared<Limiter>(options));
    for (int i = 0; i < 3; ++i)
        CHECK(error_of([&] { client.complete(score_request(), {}); }).first ==
              ErrorCode::model_request_rejected);
}

TEST_CASE("limits out of range are refused") {
    auto const refused = [](auto change) {
        LimiterOptions options;
        change(options);
        return error_of([&] { Limiter limiter(options); }).first == ErrorCode::invalid_argument;
    };
    CHECK(refused([](auto& options) { options.requests_per_minute = 0; }));
    CHECK(refused([](auto& options) { options.tokens_per_minute = -1; }));
    CHECK(refused([](auto& options) { options.max_in_flight = 0; }));
    CHECK(refused([](auto& options) { options.max_wait = milliseconds(-1); }));
    CHECK(error_of([] { LimitingClient client(nullptr, std::make_shared<Limiter>()); }).first ==
          ErrorCode::invalid_argument);
}
