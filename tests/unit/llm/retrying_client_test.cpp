#include <doctest/doctest.h>

#include <ats/testing.hpp>

#include "llm/requests.hpp"

using namespace ats;
using namespace ats::test;
using ats::testing::ScriptedClient;
using std::chrono::milliseconds;

namespace {

/// Records the waits instead of waiting.
struct Waits {
    std::vector<milliseconds> waits;
    std::vector<std::string> lines;
    double random = 0;

    RetryOptions options(int max_retries = 2) {
        RetryOptions options;
        options.max_retries = max_retries;
        options.sleep = [this](milliseconds wait, CallContext const&) { waits.push_back(wait); };
        options.random = [this] { return random; };
        options.log = [this](LogLevel, std::string_view line) { lines.emplace_back(line); };
        return options;
    }
};

ScriptedClient::Step failing(ErrorCode code, ModelServiceDetails details = {}) {
    return ScriptedClient::error(ModelServiceError(code, "SECRET", std::move(details)));
}

ModelServiceDetails status(int http_status, std::optional<milliseconds> retry_after = {}) {
    ModelServiceDetails details;
    details.http_status = http_status;
    details.retry_after = retry_after;
    return details;
}

std::shared_ptr<ScriptedClient> always(ScriptedClient::Step step) {
    return std::make_shared<ScriptedClient>(std::move(step));
}

}  // namespace

TEST_CASE("waits double up to the longest, less a jitter of at most a quarter") {
    Waits record;
    auto const inner = always(failing(ErrorCode::model_server_error, status(500)));
    RetryingClient client(inner, record.options(6));
    CHECK(error_of([&] { client.complete(score_request(), {}); }).first == ErrorCode::model_server_error);
    CHECK(record.waits == std::vector<milliseconds>{milliseconds(500), milliseconds(1000), milliseconds(2000),
                                                    milliseconds(4000), milliseconds(8000),
                                                    milliseconds(8000)});
    CHECK(inner->calls() == 7);

    record = {};
    record.random = 0.5;
    RetryingClient jittered(inner, record.options(1));
    CHECK(error_of([&] { jittered.complete(score_request(), {}); }).first == ErrorCode::model_server_error);
    CHECK(record.waits == std::vector<milliseconds>{milliseconds(437)});
}

TEST_CASE("what may succeed later is tried twice more, and the success is returned") {
    Waits record;
    auto const inner = std::make_shared<ScriptedClient>(
        std::vector<ScriptedClient::Step>{failing(ErrorCode::model_unreachable),
                                          failing(ErrorCode::model_timeout), ScriptedClient::reply("ok")});
    CHECK(RetryingClient(inner, record.options()).complete(score_request(), {}).text == "ok");
    CHECK(record.waits == std::vector<milliseconds>{milliseconds(500), milliseconds(1000)});
}

TEST_CASE("what cannot succeed later is not tried again") {
    for (auto const& step : {failing(ErrorCode::model_unauthorized, status(401)),
                             failing(ErrorCode::model_request_rejected, status(400)),
                             failing(ErrorCode::model_server_error, status(501)),
                             failing(ErrorCode::model_quota_exhausted, status(429)),
                             ScriptedClient::error(ModelAnswerError(ErrorCode::model_refused, ""))}) {
        Waits record;
        auto const inner = always(step);
        CHECK_THROWS_AS(RetryingClient(inner, record.options()).complete(score_request(), {}), Error);
        CHECK(inner->calls() == 1);
        CHECK(record.waits.empty());
    }
}

TEST_CASE("the wait the server asks for is honoured, and one that is too long is not waited for") {
    Waits record;
    auto const patient = std::make_shared<ScriptedClient>(std::vector<ScriptedClient::Step>{
        failing(ErrorCode::model_rate_limited, status(429, milliseconds(7500))),
        failing(ErrorCode::model_rate_limited, status(429, milliseconds(0))), ScriptedClient::reply("ok")});
    RetryingClient(patient, record.options()).complete(score_request(), {});
    CHECK(record.waits == std::vector<milliseconds>{milliseconds(7500), milliseconds(500)});

    record = {};
    auto const busy = always(failing(ErrorCode::model_rate_limited, status(429, milliseconds(120'001))));
    CHECK(error_of([&] { RetryingClient(busy, record.options()).complete(score_request(), {}); }).first ==
          ErrorCode::model_rate_limited);
    CHECK(busy->calls() == 1);
}

TEST_CASE(
    "waits that the server asks for with a 429 are no failed attempts, as long as they are bearable "
    "together") {
    Waits record;
    auto const busy = always(failing(ErrorCode::model_rate_limited, status(429, milliseconds(25'000))));
    CHECK(error_of([&] { RetryingClient(busy, record.options()).complete(score_request(), {}); }).first ==
          ErrorCode::model_rate_limited);
    CHECK(record.waits == std::vector<milliseconds>(4, milliseconds(25'000)));
    CHECK(record.lines.front() == "again in 25000 ms after model_rate_limited, HTTP 429");

    record = {};
    auto const down = always(failing(ErrorCode::model_server_error, status(503, milliseconds(25'000))));
    CHECK(error_of([&] { RetryingClient(down, record.options()).complete(score_request(), {}); }).first ==
          ErrorCode::model_server_error);
    CHECK(record.waits == std::vector<milliseconds>(2, milliseconds(25'000)));
    record = {};
    CHECK(error_of([&] { RetryingClient(busy, record.options(0)).complete(score_request(), {}); }).first ==
          ErrorCode::model_rate_limited);
    CHECK(record.waits.empty());
}

TEST_CASE("a wait that would pass the deadline is not begun") {
    Waits record;
    auto const inner = always(failing(ErrorCode::model_rate_limited, status(429, milliseconds(100'000))));
    auto const context = CallContext::with_timeout(std::chrono::seconds(60));
    CHECK(error_of([&] {
              RetryingClient(inner, record.options()).complete(score_request(), context);
          }).first == ErrorCode::model_rate_limited);
    CHECK(inner->calls() == 1);
    CHECK(record.waits.empty());
}

TEST_CASE("a real wait ends when the call is cancelled") {
    RetryOptions options;
    options.initial_delay = options.max_delay = std::chrono::hours(1);
    CallContext context;
    auto const inner = always([](LlmRequest const&, CallContext const& call) -> LlmReply {
        call.cancel.cancel();
        throw ModelServiceError(ErrorCode::model_unreachable, "gone");
    });
    CHECK(error_of([&] { RetryingClient(inner, options).complete(score_request(), context); }).first ==
          ErrorCode::cancelled);
}

TEST_CASE("each retry is logged with its reason, and without the server's words") {
    Waits record;
    auto details = status(503, milliseconds(2000));
    details.request_id = "req-7";
    auto const inner = std::make_shared<ScriptedClient>(std::vector<ScriptedClient::Step>{
        failing(ErrorCode::model_server_error, details), ScriptedClient::reply("ok")});
    RetryingClient(inner, record.options()).complete(score_request(), {});
    CHECK(record.lines == std::vector<std::string>{
                              "retry 1 of 2 in 2000 ms after model_server_error, HTTP 503, request req-7"});
}

TEST_CASE("retry options out of range are refused") {
    RetryOptions negative;
    negative.max_retries = -1;
    CHECK(error_of([&] { RetryingClient client(always({}), negative); }).first ==
          ErrorCode::invalid_argument);
    CHECK(error_of([] { RetryingClient client(nullptr); }).first == ErrorCode::invalid_argument);
}
