#include "llm/openai_wire.hpp"

#include <doctest/doctest.h>

#include "llm/openai_error.hpp"
#include "llm/requests.hpp"
#include "support/model_server.hpp"

using namespace ats;
using namespace ats::openai;
using namespace ats::test;
using std::chrono::milliseconds;

namespace {

constexpr char const* key = "sk-test-4f9a0b7c2d";

http::Response response(int status, std::string body, std::vector<http::Header> headers = {}) {
    return {status, std::move(headers), std::move(body)};
}

Exchange exchange(std::size_t least_tokens = 0) { return {"host.example", {key}, least_tokens}; }

/// @returns code and message of what reading the response throws.
std::pair<ErrorCode, std::string> read_error(int status, std::string const& body,
                                             std::size_t least_tokens = 0) {
    return error_of([&] { read_response(response(status, body), exchange(least_tokens)); });
}

std::string portable(char const* schema) { return dump_json(portable_schema(Json::parse(schema))); }

}  // namespace

TEST_CASE("what a run shares is the system message, and the resume is the user's") {
    auto const messages = render(score_request());
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].role == "system");
    CHECK(messages[0].content.find("Score the resume.\n\nas_of:\n2026-11-01\n\njob_description (data") == 0);
    CHECK(messages[0].content.find("criteria:\n[{\"id\":\"c1\"") != std::string::npos);
    CHECK(messages[0].content.find("Zoe") == std::string::npos);
    CHECK(messages[1].role == "user");
    CHECK(messages[1].content.find("resume (data") == 0);

    auto other = score_request();
    other.sections[3].text = "Someone else";
    CHECK(render(other)[0].content == messages[0].content);
}

TEST_CASE("an untrusted section stands between two markers that it does not contain") {
    auto request = score_request();
    auto const marker_line = [](std::string const& content) {
        auto const begin = content.find('\n') + 1;
        return content.substr(begin, content.find('\n', begin) - begin);
    };
    auto const content = render(request)[1].content;
    auto const marker = marker_line(content);
    CHECK(marker.size() == 26);
    CHECK(content.substr(content.size() - marker.size()) == marker);
    CHECK(request.sections[3].text.find(marker) == std::string::npos);

    request.sections[3].text += marker;
    CHECK(marker_line(render(request)[1].content) != marker);
}

TEST_CASE("a request without sections, or with trusted ones only, still has a user message") {
    LlmRequest request;
    request.instructions = "Say hello.";
    auto messages = render(request);
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].role == "user");
    request.sections = {{"a", "1", false}, {"b", "2", false}};
    messages = render(request);
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].content == "Say hello.\n\na:\n1");
    CHECK(messages[1].content == "b:\n2");
}

TEST_CASE("corrections follow as turns of the conversation") {
    auto request = score_request();
    request.corrections = {{"{}", "the property scores is missing\n"}, {"", "empty\n"}};
    auto const messages = render(request);
    REQUIRE(messages.size() == 5);
    CHECK(messages[2].role == "assistant");
    CHECK(messages[2].content == "{}");
    CHECK(messages[3].role == "user");
    CHECK(messages[3].content.find("the property scores is missing") != std::string::npos);
    CHECK(messages[4].role == "user");
}

TEST_CASE("words with a letter or a digit are counted, in any script") {
    CHECK(least_tokens({{"system", "one  two,\n3"}, {"user", "- * \xC3\xA9t\xC3\xA9 ..."}}) == 4);
    CHECK(least_tokens({}) == 0);
}

TEST_CASE("the portable schema lists small ranges and has no other range keywords") {
    CHECK(portable(R"({"type":"number","minimum":0,"maximum":5})") ==
          R"({"type":"integer","enum":[0,1,2,3,4,5]})");
    CHECK(portable(R"({"type":["number","null"],"minimum":0,"maximum":1})") ==
          R"({"type":["integer","null"],"enum":[0,1,null]})");
    CHECK(portable(R"({"type":"number","minimum":0,"maximum":60})") == R"({"type":"number"})");
    CHECK(portable(R"({"type":"number","minimum":0.5,"maximum":1})") == R"({"type":"number"})");
    CHECK(portable(R"({"type":"array","minItems":1,"maxItems":5,"items":{"type":"integer","minimum":1}})") ==
          R"({"type":"array","items":{"type":"integer"}})");
    CHECK(portable(R"({"type":"object","properties":{"minimum":{"type":"string"}}})") ==
          R"({"type":"object","properties":{"minimum":{"type":"string"}}})");
}

TEST_CASE("the body holds model, messages and a strict schema, and optional fields only where set") {
    auto options = options_for("http://localhost");
    LlmRequest request;
    request.task = "my task";
    request.instructions = "Answer \xFF.";
    request.schema = R"({"type":"object"})";
    CHECK(
        request_body(request, render(request), options, {}) ==
        "{\"model\":\"test-model\",\"messages\":[{\"role\":\"user\",\"content\":\"Answer \xEF\xBF\xBD.\"}],"
        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"my_task\",\"strict\":true,"
        "\"schema\":{\"type\":\"object\"}}}}");
    options.temperature = 0;
    options.max_output_tokens = 4000;
    options.reasoning_effort = "low";
    options.service_tier = "flex";
    auto const body = request_body(request, {}, options, {});
    CHECK(
        body.find(R"(,"temperature":0,"max_tokens":4000,"reasoning_effort":"low","service_tier":"flex"})") !=
        std::string::npos);
}

TEST_CASE("a chat completion gives text, model, usage and limits") {
    auto const reply = read_response(response(200, completion("{}"),
                                              {{"x-request-id", "req_1"},
                                               {"x-ratelimit-limit-requests", "500"},
                                               {"x-ratelimit-remaining-tokens", "149984"},
                                               {"x-ratelimit-reset-requests", "8.64s"},
                                               {"x-ratelimit-reset-tokens", "6m0s"}}),
                                     exchange());
    CHECK(reply.text == "{}");
    CHECK(reply.model == "test-model-2026");
    CHECK(reply.finish_reason == FinishReason::stop);
    CHECK(reply.usage.requests == 1);
    CHECK(reply.usage.prompt_tokens == 120);
    CHECK(reply.usage.cached_tokens == 100);
    CHECK(reply.usage.completion_tokens == 30);
    CHECK(reply.usage.reasoning_tokens == 7);
    CHECK(reply.request_id == "req_1");
    CHECK(reply.rate_limit.limit_requests == 500);
    CHECK(reply.rate_limit.remaining_tokens == 149984);
    CHECK(reply.rate_limit.reset_requests == milliseconds(8640));
    CHECK(reply.rate_limit.reset_tokens == milliseconds(360'000));
    CHECK_FALSE(reply.rate_limit.limit_tokens);
}

TEST_CASE("a chat completion may lack every field but its choices, and may come in parts") {
    auto const reply = read_response(
        response(200, R"({"choices":[{"message":{"content":[{"type":"text","text":"{"},{"text":"}"}]}}]})"),
        exchange());
    CHECK(reply.text == "{}");
    CHECK(reply.finish_reason == FinishReason::other);
    CHECK(reply.usage.prompt_tokens == 0);
    auto const odd =
        R"({"choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":-5,"completion_tokens":1e300}})";
    CHECK(read_response(response(200, odd), exchange()).usage.completion_tokens == 0);
}

TEST_CASE("an answer that is no chat completion with text is a protocol error that names the server") {
    for (auto const* const body :
         {"<html>Log in</html>", "", "[]", "{}", R"({"choices":[]})", R"({"choices":{}})",
          R"({"choices":[null]})", R"({"choices":[{"message":{"content":null}}]})",
          R"({"choices":[{"message":{"content":""}}]})", "3"}) {
        CAPTURE(body);
        auto const [code, message] = read_error(200, body);
        CHECK(code == ErrorCode::model_protocol_error);
        CHECK(message.find("host.example") != std::string::npos);
        CHECK(message.find("check that the base URL") != std::string::npos);
    }
    CHECK(read_error(200, std::string(1'000'000, '[')).first == ErrorCode::model_protocol_error);
}

TEST_CASE("a redirect is not followed, and its target's host is named") {
    auto const [code, message] = error_of([] {
        read_response(response(307, "", {{"location", "https://u:p@elsewhere.example/v1?x=1"}}), exchange());
    });
    CHECK(code == ErrorCode::model_protocol_error);
    CHECK(message.find("host.example redirects to elsewhere.example,") == 0);
}

TEST_CASE("how an answer ended decides, before its text is looked at") {
    CHECK(read_error(200, completion("{", "length")).first == ErrorCode::model_reply_truncated);
    CHECK(read_error(200, completion("{", "content_filter")).first == ErrorCode::model_content_filtered);
    auto const [code, message] = read_error(
        200,
        R"({"choices":[{"finish_reason":"stop","message":{"content":null,"refusal":"No, Zoe Example"}}]})");
    CHECK(code == ErrorCode::model_refused);
    CHECK(message.find("Zoe") == std::string::npos);
}

TEST_CASE("statuses map to codes") {
    struct Row {
        int status;
        ErrorCode code;
        bool retryable;
    };
    for (auto const& row :
         {Row{400, ErrorCode::model_request_rejected, false}, Row{401, ErrorCode::model_unauthorized, false},
          Row{402, ErrorCode::model_quota_exhausted, false}, Row{403, ErrorCode::model_unauthorized, false},
          Row{404, ErrorCode::model_not_found, false}, Row{408, ErrorCode::model_timeout, true},
          Row{409, ErrorCode::model_request_rejected, true},
          Row{413, ErrorCode::model_request_rejected, false},
          Row{422, ErrorCode::model_request_rejected, false}, Row{429, ErrorCode::model_rate_limited, true},
          Row{500, ErrorCode::model_server_error, true}, Row{501, ErrorCode::model_server_error, false},
          Row{503, ErrorCode::model_server_error, true}, Row{529, ErrorCode::model_server_error, true}}) {
        CAPTURE(row.status);
        for (auto const* const body : {"{}", "<html></html>", "", R"({"error":null})", R"({"error":"why"})",
                                       R"([{"error":{"message":"why"}}])", R"({"detail":[1]})"}) {
            try {
                read_response(response(row.status, body), exchange());
                FAIL("nothing was thrown");
            } catch (ModelServiceError const& error) {
                CHECK(error.code() == row.code);
                CHECK(error.details().http_status == row.status);
                CHECK(error.retryable() == row.retryable);
            }
        }
    }
}

TEST_CASE("what the error says can outweigh its status") {
    CHECK(read_error(429, error_body("insufficient_quota", "")).first == ErrorCode::model_quota_exhausted);
    CHECK(read_error(429, R"({"error":{"type":"insufficient_quota","code":null}})").first ==
          ErrorCode::model_quota_exhausted);
    CHECK(read_error(429, error_body("rate_limit_exceeded", "")).first == ErrorCode::model_rate_limited);
    CHECK(read_error(400, error_body("context_length_exceeded", "")).first ==
          ErrorCode::model_context_exceeded);
    CHECK(
        read_error(400, R"({"error":{"code":400,"type":"exceed_context_size_error","n_ctx":4096}})").first ==
        ErrorCode::model_context_exceeded);
    CHECK(read_error(400,
                     R"({"object":"error","message":"This model's maximum context length is 4096 tokens."})")
              .first == ErrorCode::model_context_exceeded);
    CHECK(read_error(400, error_body("content_filter", "")).first == ErrorCode::model_content_filtered);
    // One moderated resume is no refused key, which would abort the run.
    CHECK(read_error(403, R"({"error":{"code":403,"message":"your input was flagged"}})").first ==
          ErrorCode::model_content_filtered);
    CHECK(read_error(400,
                     R"([{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT"}}])")
              .first == ErrorCode::model_unauthorized);
}

TEST_CASE("an error inside a 200 is found wherever it stands") {
    CHECK(read_error(200, R"({"error":{"code":502,"message":"provider down"}})") ==
          std::pair{ErrorCode::model_server_error,
                    std::string("host.example answered HTTP 502: provider down")});
    CHECK(read_error(200, R"({"error":{"code":429,"message":"slow"}})").first ==
          ErrorCode::model_rate_limited);
    CHECK(read_error(200, error_body("rate_limit_exceeded", "")).first == ErrorCode::model_rate_limited);
    CHECK(read_error(200, R"({"error":"out of memory"})") ==
          std::pair{ErrorCode::model_server_error,
                    std::string("host.example answered with an error: out of memory")});
    CHECK(
        read_error(200, R"({"choices":[{"error":{"code":503,"message":"gone"},"message":{"content":"{"}}]})")
            .first == ErrorCode::model_server_error);
}

TEST_CASE("the server's words are shortened and hold no key") {
    CHECK(clean("wrong key sk-test-4f9a0b7c2d given", {key}, 200) == "wrong key [key] given");
    CHECK(clean("Incorrect API key provided: sk-te***2d. You", {key}, 200) ==
          "Incorrect API key provided: [key] You");
    CHECK(clean("header 'Authorization: Bearer abcdef'", {""}, 200) == "header 'Authorization: Bearer [key]");
    CHECK(clean("{\"k\":\"sk-other\"} risk-free", {""}, 200) == "[key] risk-free");
    CHECK(clean("my-own-key-123 and my-o...-123", {"my-own-key-123"}, 200) == "[key] and [key]");
    CHECK(clean("k\x01s\nk\t\x7F-", {""}, 200) == "ks k -");
    CHECK(clean("key with blank is key with blank!", {"key with blank"}, 200) == "[key] is [key]!");
    CHECK(clean("\xC3\xA9\xC3\xA9\xC3\xA9", {""}, 2) == "\xC3\xA9\xC3\xA9...");
    CHECK(clean("X-Gateway: my secret 9f8e! Basic bWU6aA==", {"", {"my secret 9f8e", ""}}, 200) ==
          "X-Gateway: [key]! Basic [key]");
    CHECK(clean("the team hiring", {"", {"hiring"}}, 200) == "the team hiring");
    CHECK(clean("none given", {"none"}, 200) == "[key] given");
    CHECK(clean(std::string(100'000, 'a'), {""}, 200).size() == 203);
}

TEST_CASE("the wait the server asks for is read in all its forms") {
    using namespace std::chrono_literals;
    auto const now = std::chrono::sys_days(std::chrono::year(1994) / 11 / 6) + 8h + 49min + 7s;
    auto const wait = [&](std::vector<http::Header> headers) {
        return retry_after(response(429, "", std::move(headers)), now);
    };
    CHECK(wait({{"retry-after", "3"}}) == milliseconds(3000));
    CHECK(wait({{"retry-after", "0.25"}}) == milliseconds(250));
    CHECK(wait({{"retry-after", "3"}, {"retry-after-ms", "1500"}}) == milliseconds(1500));
    CHECK(wait({{"retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"}}) == milliseconds(30'000));
    CHECK(wait({{"retry-after", "Sun, 06 Nov 1994 08:00:00 GMT"}}) == milliseconds(0));
    CHECK(wait({{"retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"}}) > milliseconds(1'000'000));
    CHECK(wait({{"retry-after", "1e300"}}) > milliseconds(1'000'000));
    for (auto const* const value : {"", "-1", "soon", "nan", "inf", "3 s", "Sun, 99 Nov 1994 08:49:37 GMT"}) {
        CAPTURE(value);
        CHECK_FALSE(wait({{"retry-after", value}}));
    }
}

TEST_CASE("an error carries what the server said of retrying") {
    try {
        read_response(
            response(503, "", {{"retry-after", "2"}, {"x-should-retry", "false"}, {"request-id", "r\x01 1"}}),
            exchange());
        FAIL("nothing was thrown");
    } catch (ModelServiceError const& error) {
        CHECK(error.details().retry_after == milliseconds(2000));
        CHECK(error.details().should_retry == false);
        CHECK(error.details().request_id == "r 1");
        CHECK_FALSE(error.retryable());
    }
}

TEST_CASE("durations of limits that are not understood are left out") {
    auto const reset = [](std::string value) {
        return rate_limit(response(200, "", {{"x-ratelimit-reset-requests", std::move(value)}}))
            .reset_requests;
    };
    CHECK(reset("14ms") == milliseconds(14));
    CHECK(reset("1h2m3.5s") == milliseconds(3'723'500));
    CHECK(reset("250\xC2\xB5s") == milliseconds(1));
    for (auto const* const value : {"", "12", "s", "1x", "-1s", "1s2"}) {
        CAPTURE(value);
        CHECK_FALSE(reset(value));
    }
}

TEST_CASE("a prompt that the server cut silently is found by its token count") {
    auto const body = [](int prompt_tokens) {
        return R"({"choices":[{"message":{"content":"{}"}}],"usage":{"prompt_tokens":)" +
               std::to_string(prompt_tokens) + "}}";
    };
    auto const [code, message] = read_error(200, body(2048), 3000);
    CHECK(code == ErrorCode::model_context_exceeded);
    CHECK(message.find("the server cut the prompt") != std::string::npos);
    CHECK(read_response(response(200, body(3000)), exchange(3000)).text == "{}");
    auto const cached =
        std::string(R"({"choices":[{"message":{"content":"{}"}}],"usage":{"prompt_tokens":1100,)"
                    R"("prompt_tokens_details":{"cached_tokens":2000}}})");
    CHECK(read_response(response(200, cached), exchange(3000)).text == "{}");
    // Servers that count only what they had not cached, or nothing, report small numbers.
    CHECK(read_response(response(200, body(1023)), exchange(3000)).text == "{}");
}

TEST_CASE("a base URL becomes the address of chat completions") {
    CHECK(endpoint_of("https://api.example.com/v1").url == "https://api.example.com/v1/chat/completions");
    CHECK(endpoint_of("HTTP://127.0.0.1:8080/").url == "HTTP://127.0.0.1:8080/chat/completions");
    CHECK(endpoint_of("http://[::1]:8080").server == "[::1]:8080");
    CHECK(endpoint_of("http://[::1]/v1").server == "[::1]");
    CHECK(endpoint_of("https://r.example.com/openai/deployments/d?api-version=1").url ==
          "https://r.example.com/openai/deployments/d/chat/completions?api-version=1");
}

TEST_CASE("a malformed base URL is refused without repeating it") {
    for (auto const* const url :
         {"", "api.example.com", "ftp://example.com", "file:///etc/passwd", "http://", "http:///v1",
          "http://:80/v1", "https://user:hunter2@example.com/v1", "https://example.com/v1 ",
          "https://exa\nmple.com", "https://example.com\\v1", "https://example.com/v1#top",
          "https://example.com:port/v1", "https://example.com/v1/chat/completions/", "http://?x"}) {
        CAPTURE(url);
        auto const [code, message] = error_of([&] { endpoint_of(url); });
        CHECK(code == ErrorCode::invalid_argument);
        CHECK(message.find("hunter2") == std::string::npos);
    }
}
