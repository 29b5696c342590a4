#include <doctest/doctest.h>

#include "llm/requests.hpp"
#include "support/model_server.hpp"

using namespace ats;
using namespace ats::test;
using std::chrono::milliseconds;

namespace {

/// The client of a real run, but for its waits, which are recorded instead.
struct Stack {
    std::vector<milliseconds> waits;
    std::vector<std::string> log;
    ValidatingClient client;

    explicit Stack(std::string const& base_url)
        : client(std::make_shared<RetryingClient>(std::make_shared<OpenAiClient>(options_for(base_url)),
                                                  retry_options())) {}

    LlmReply ask() { return client.complete(score_request(), {}); }
    std::pair<ErrorCode, std::string> error() {
        return error_of([&] { ask(); });
    }

private:
    RetryOptions retry_options() {
        RetryOptions options;
        options.sleep = [this](milliseconds wait, CallContext const&) { waits.push_back(wait); };
        options.random = [] { return 0.0; };
        options.log = [this](LogLevel, std::string_view line) { log.emplace_back(line); };
        return options;
    }
};

HttpAnswer good() { return {200, completion(valid_scores())}; }

std::string scores_97() {
    auto text = valid_scores();
    return text.replace(text.rfind('3'), 1, "97");
}

std::string without_c2() {
    auto const text = valid_scores();
    return text.substr(0, text.find(",\"c2\"")) + "}}";
}

}  // namespace

TEST_CASE("one HTTP 500 costs one retry") {
    ModelServer server({{500, error_body("server_error", "oops")}, good()});
    Stack stack(server.base_url());
    CHECK(stack.ask().text == valid_scores());
    CHECK(server.request_count() == 2);
    CHECK(stack.waits == std::vector<milliseconds>{milliseconds(500)});
    CHECK(stack.log == std::vector<std::string>{"retry 1 of 2 in 500 ms after model_server_error, HTTP 500"});
}

TEST_CASE("one HTTP 429 costs one retry, after the wait that the server asked for") {
    ModelServer server(
        {{429, error_body("rate_limit_exceeded", "slow down"), {{"Retry-After", "7"}}}, good()});
    Stack stack(server.base_url());
    CHECK(stack.ask().text == valid_scores());
    CHECK(server.request_count() == 2);
    CHECK(stack.waits == std::vector<milliseconds>{milliseconds(7000)});
}

TEST_CASE("one cut connection costs one retry") {
    RawServer before_the_answer({"", raw_answer(completion(valid_scores()))});
    Stack first(before_the_answer.base_url());
    CHECK(first.ask().text == valid_scores());
    CHECK(before_the_answer.request_count() == 2);
    CHECK(first.waits.size() == 1);

    ModelServer amid_the_answer(
        {{200, completion(valid_scores()), {}, "application/json", {}, true}, good()});
    Stack second(amid_the_answer.base_url());
    CHECK(second.ask().text == valid_scores());
    CHECK(amid_the_answer.request_count() == 2);
}

TEST_CASE("an invalid answer costs one more question, which carries the faults") {
    struct Row {
        std::string answer, fault;
    };
    for (auto const& row : {Row{"I rate this resume highly.", "the answer holds no JSON object"},
                            Row{without_c2(), "/scores: the property c2 is missing"},
                            Row{scores_97(), "/scores/c2/score: 97 is more than 5"}}) {
        CAPTURE(row.answer);
        ModelServer server({{200, completion(row.answer)}, good()});
        Stack stack(server.base_url());
        auto const reply = stack.ask();
        CHECK(reply.text == valid_scores());
        CHECK(reply.usage.requests == 2);
        CHECK(reply.usage.prompt_tokens == 240);
        CHECK(stack.waits.empty());
        auto const requests = server.requests();
        REQUIRE(requests.size() == 2);
        CHECK(requests[0].body.find(row.fault) == std::string::npos);
        CHECK(requests[1].body.find(row.fault) != std::string::npos);

        ModelServer stubborn({{200, completion(row.answer)}});
        CHECK(Stack(stubborn.base_url()).error().first == ErrorCode::model_reply_invalid);
        CHECK(stubborn.request_count() == 2);
    }
}

TEST_CASE("each other fault has its own code and its number of requests") {
    struct Row {
        HttpAnswer answer;
        ErrorCode code;
        std::size_t requests;
    };
    for (auto const& row :
         {Row{{200, "<html><body>Sign in</body></html>", {}, "text/html"},
              ErrorCode::model_protocol_error,
              1},
          Row{{200, error_body("model_crashed", "oom")}, ErrorCode::model_server_error, 3},
          Row{{200, R"({"error":{"code":400,"message":"bad field"}})"}, ErrorCode::model_request_rejected, 1},
          Row{{200, completion("{\"sco", "length")}, ErrorCode::model_reply_truncated, 2},
          Row{{200, completion("", "content_filter")}, ErrorCode::model_content_filtered, 1},
          Row{{404, error_body("model_not_found", "no such model")}, ErrorCode::model_not_found, 1},
          Row{{429, error_body("insufficient_quota", "pay")}, ErrorCode::model_quota_exhausted, 1},
          Row{{400, error_body("context_length_exceeded", "long")}, ErrorCode::model_context_exceeded, 1},
          Row{{429, "", {{"Retry-After", "1000"}}}, ErrorCode::model_rate_limited, 1},
          Row{{503, "", {{"x-should-retry", "false"}}}, ErrorCode::model_server_error, 1},
          Row{{503, ""}, ErrorCode::model_server_error, 3}}) {
        CAPTURE(row.answer.body);
        ModelServer server({row.answer});
        CHECK(Stack(server.base_url()).error().first == row.code);
        CHECK(server.request_count() == row.requests);
    }
}

TEST_CASE("a wrong key is model_unauthorized after one request, and the key is in no message") {
    ModelServer server([](HttpRequest const& request) {
        return HttpAnswer{401, error_body("invalid_api_key",
                                          "Incorrect API key provided: " + request.header("authorization") +
                                              " sk-te**7c2d")};
    });
    Stack stack(server.base_url());
    auto const [code, message] = stack.error();
    CHECK(code == ErrorCode::model_unauthorized);
    CHECK(server.request_count() == 1);
    CHECK(message.find("Incorrect API key provided: Bearer [key] [key]") != std::string::npos);
    CHECK(message.find("4f9a0b7c2d") == std::string::npos);
    CHECK(message.find("7c2d") == std::string::npos);
}
