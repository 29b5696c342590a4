#include <doctest/doctest.h>

#include <ats/anthropic_client.hpp>

#include "base/json.hpp"
#include "llm/requests.hpp"
#include "support/model_server.hpp"

using namespace ats;
using namespace ats::test;
using std::chrono::milliseconds;

namespace {

AnthropicOptions claude(std::string base_url) {
    AnthropicOptions options;
    options.base_url = std::move(base_url);
    options.model = "claude-test";
    options.api_key = "sk-ant-4f9a0b7c2d";
    return options;
}

std::string message(std::string const& content, std::string const& stop_reason = "tool_use") {
    return R"({"id":"msg_1","type":"message","role":"assistant","model":"claude-test-1","content":[)" +
           content + R"(],"stop_reason":")" + stop_reason +
           R"(","usage":{"input_tokens":20,"cache_creation_input_tokens":30,"cache_read_input_tokens":1000,)"
           R"("output_tokens":40}})";
}

std::string call(std::string const& input) {
    return R"({"type":"tool_use","id":"t1","name":"answer","input":)" + input + "}";
}

std::string text(std::string const& words) {
    return R"({"type":"text","text":)" + dump_json(Json(words)) + "}";
}

std::string error(std::string const& type, std::string const& words) {
    return R"({"type":"error","error":{"type":")" + type + R"(","message":")" + words +
           R"("},"request_id":"req_1"})";
}

std::pair<ErrorCode, std::string> error_from(HttpAnswer const& answer) {
    ModelServer const server({answer});
    return error_of([&] { AnthropicClient(claude(server.base_url())).complete(score_request(), {}); });
}

}  // namespace

TEST_CASE("Anthropic is asked for a call of one tool, and what all requests share is marked to be kept") {
    ModelServer const server({{200, message(call(valid_scores()))}});
    auto options = claude(server.base_url());
    options.headers = {{"anthropic-beta", "x-1"}};
    options.temperature = 0;
    AnthropicClient(options).complete(score_request(), {});
    auto const requests = server.requests();
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].path == "/v1/messages");
    CHECK(requests[0].header("x-api-key") == "sk-ant-4f9a0b7c2d");
    CHECK(requests[0].header("anthropic-version") == "2023-06-01");
    CHECK(requests[0].header("anthropic-beta") == "x-1");
    CHECK(requests[0].header("authorization").empty());
    auto const body = Json::parse(requests[0].body);
    CHECK(body["model"] == "claude-test");
    CHECK(body["max_tokens"] == 8192);
    CHECK(body["temperature"] == 0);
    CHECK(body["system"][0]["cache_control"]["type"] == "ephemeral");
    CHECK(body["system"][0]["text"].get<std::string>().find("Score the resume.") == 0);
    REQUIRE(body["messages"].size() == 1);
    CHECK(body["messages"][0]["role"] == "user");
    CHECK(body["messages"][0]["content"].get<std::string>().find("Zoe Example") != std::string::npos);
    CHECK(body["tool_choice"]["name"] == body["tools"][0]["name"]);
    CHECK(body["tools"][0]["input_schema"]["required"][0] == "scores");
}

TEST_CASE("Anthropic's answer gives the call's input, the model, and all tokens of the prompt") {
    ModelServer const server(
        {{200,
          message(R"({"type":"thinking","thinking":"0?"},)" + text("I call.") + "," + call(valid_scores())),
          {{"anthropic-ratelimit-requests-limit", "50"},
           {"anthropic-ratelimit-requests-remaining", "49"},
           {"anthropic-ratelimit-requests-reset", "2000-01-01T00:00:00Z"},
           {"request-id", "req_9"}}}});
    ValidatingClient client(std::make_shared<AnthropicClient>(claude(server.base_url())));
    auto const reply = client.complete(score_request(), {});
    CHECK(Json::parse(reply.text) == Json::parse(valid_scores()));
    CHECK(reply.model == "claude-test-1");
    CHECK(reply.finish_reason == FinishReason::stop);
    CHECK(reply.usage.prompt_tokens == 1050);
    CHECK(reply.usage.cached_tokens == 1000);
    CHECK(reply.usage.cache_write_tokens == 30);
    CHECK(reply.usage.completion_tokens == 40);
    CHECK(reply.rate_limit.limit_requests == 50);
    CHECK(reply.rate_limit.remaining_requests == 49);
    CHECK(reply.rate_limit.reset_requests == milliseconds(0));
    CHECK(reply.request_id == "req_9");
}

TEST_CASE("Anthropic's words instead of a call are read too, and its ends are told") {
    ModelServer const server({{200, message(text(valid_scores()), "end_turn")}});
    CHECK(AnthropicClient(claude(server.base_url())).complete(score_request(), {}).text == valid_scores());
    CHECK(error_from({200, message("", "refusal")}).first == ErrorCode::model_refused);
    CHECK(error_from({200, message(call("{}"), "max_tokens")}).first == ErrorCode::model_reply_truncated);
    CHECK(error_from({200, message("", "end_turn")}).first == ErrorCode::model_reply_empty);
    CHECK(error_from({200, message(R"({"type":"thinking","thinking":"0?"})", "end_turn")})
              .second.find("thought, but wrote no answer") != std::string::npos);
    CHECK(error_from({200, "<html></html>"}).first == ErrorCode::model_protocol_error);
}

TEST_CASE("Anthropic's errors have their codes") {
    CHECK(error_from({401, error("authentication_error", "invalid x-api-key")}).first ==
          ErrorCode::model_unauthorized);
    CHECK(error_from({403, error("permission_error", "no")}).first == ErrorCode::model_unauthorized);
    CHECK(error_from({404, error("not_found_error", "model: x")}).first == ErrorCode::model_not_found);
    CHECK(error_from({400, error("invalid_request_error", "Your credit balance is too low")}).first ==
          ErrorCode::model_quota_exhausted);
    CHECK(
        error_from({400, error("invalid_request_error", "prompt is too long: 9 tokens > 8 maximum")}).first ==
        ErrorCode::model_context_exceeded);
    CHECK(error_from({400, error("invalid_request_error", "Output blocked by content filtering policy")})
              .first == ErrorCode::model_content_filtered);
    CHECK(error_from({413, error("request_too_large", "x")}).first == ErrorCode::model_context_exceeded);
    CHECK(error_from({429, error("rate_limit_error", "x")}).first == ErrorCode::model_rate_limited);
    CHECK(error_from({529, error("overloaded_error", "Overloaded")}).first == ErrorCode::model_server_error);
    CHECK(error_from({401, error("authentication_error", "bad key sk-ant-4f9a0b7c2d")}).second.find("4f9a") ==
          std::string::npos);
}

TEST_CASE("Anthropic's Retry-After is waited for, and an overload is tried again") {
    ModelServer const server({{429, error("rate_limit_error", "x"), {{"retry-after", "3"}}},
                              {529, error("overloaded_error", "Overloaded")},
                              {200, message(call(valid_scores()))}});
    std::vector<milliseconds> waits;
    RetryOptions options;
    options.sleep = [&](milliseconds wait, CallContext const&) { waits.push_back(wait); };
    options.random = [] { return 0.0; };
    RetryingClient client(std::make_shared<AnthropicClient>(claude(server.base_url())), options);
    client.complete(score_request(), {});
    CHECK(waits == std::vector<milliseconds>{milliseconds(3000), milliseconds(500)});
}

TEST_CASE("an answer that is too long for a model of Anthropic's is asked for with the room it has") {
    ModelServer const server([](HttpRequest const& request) {
        if (Json::parse(request.body)["max_tokens"] <= 4096) return HttpAnswer{200, message(call("{}"))};
        return HttpAnswer{400, error("invalid_request_error",
                                     "max_tokens: 8192 > 4096, which is the maximum allowed number of output "
                                     "tokens for claude-test")};
    });
    AnthropicClient client(claude(server.base_url()));
    for (int i = 0; i < 2; ++i) CHECK(client.complete(score_request(), {}).text == "{}");
    CHECK(server.request_count() == 3);
}

TEST_CASE("Anthropic's options out of range are refused, and their identity holds no key") {
    auto const refused = [](auto change) {
        auto options = claude("https://api.anthropic.com/v1");
        change(options);
        return error_of([&] { AnthropicClient client(options); }).first == ErrorCode::invalid_argument;
    };
    CHECK(refused([](auto& options) { options.model = ""; }));
    CHECK(refused([](auto& options) { options.base_url = "ftp://x"; }));
    CHECK(refused([](auto& options) { options.temperature = 1.5; }));
    CHECK(refused([](auto& options) { options.version = "1\r\nX: y"; }));
    CHECK(refused([](auto& options) { options.max_output_tokens = 0; }));
    CHECK(refused([](auto& options) { options.api_key = "a\nb"; }));
    CHECK(engine_identity(claude("https://api.anthropic.com/v1?x=1")) ==
          R"({"endpoint":"https://api.anthropic.com/v1/messages","model":"claude-test","prompt":1,)"
          R"("version":"2023-06-01","max_output_tokens":8192})");
}
