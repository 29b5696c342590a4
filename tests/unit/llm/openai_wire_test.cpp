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

Exchange exchange(std::size_t least_tokens = 0, std::size_t least_new_tokens = 0) {
    return {"host.example", {key}, least_tokens, least_new_tokens};
}

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
    REQUIRE(messages.size() == 4);
    CHECK(messages[2].role == "assistant");
    CHECK(messages[2].content == "{}");
    CHECK(messages[3].role == "user");
    CHECK(messages[3].content.find("the property scores is missing") != std::string::npos);
    CHECK(messages[3].content.find("empty") != std::string::npos);
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

TEST_CASE("what is no chat completion is a protocol error that names the server") {
    for (auto const* const body : {"<html>Log in</html>", "[]", "{}", R"({"choices":{}})",
                                   R"({"choices":"none"})", "3", "data: {\"choices\":[]}\n\n"}) {
        CAPTURE(body);
        auto const [code, message] = read_error(200, body);
        CHECK(code == ErrorCode::model_protocol_error);
        CHECK(message.find("host.example") != std::string::npos);
        CHECK(message.find("check that the base URL") != std::string::npos);
    }
    CHECK(read_error(200, std::string(1'000'000, '[')).first == ErrorCode::model_protocol_error);
}

TEST_CASE("an empty answer has a code of its own, tells what it cost and does not blame the base URL") {
    for (auto const* const body :
         {"", "\n\n\n", R"({"choices":null})", R"({"choices":[]})", R"({"choices":[null]})",
          R"({"choices":[{"message":{"content":null}}]})", R"({"choices":[{"message":{"content":" \n"}}]})",
          R"({"choices":[{"message":{"role":"assistant"}}]})",
          R"({"choices":[{"message":{"content":[{"type":"reasoning","text":"hm"}]}}]})"}) {
        CAPTURE(body);
        auto const [code, message] = read_error(200, body);
        CHECK(code == ErrorCode::model_reply_empty);
        CHECK(message.find("the model at host.example sent") == 0);
        CHECK(message.find("URL") == std::string::npos);
    }
    CHECK(read_error(200, R"({"choices":[{"message":{"content":null,"reasoning_content":"Zoe?"}}]})") ==
          std::pair{ErrorCode::model_reply_empty,
                    std::string("the model at host.example thought, but wrote no answer")});
    try {
        read_response(response(200, R"({"choices":[],"usage":{"prompt_tokens":19}})"), exchange());
        FAIL("nothing was thrown");
    } catch (ModelAnswerError const& error) {
        CHECK(error.usage().prompt_tokens == 19);
    }
}

TEST_CASE("a stream that nobody asked for is named") {
    CHECK(read_error(200, "data: {}\n\ndata: [DONE]\n\n").second.find("a stream of events") !=
          std::string::npos);
}

TEST_CASE("what is no text is no fault where nobody reads it, and breaks an answer that holds it") {
    auto const body = [](std::string const& content, std::string const& thought) {
        return R"({"choices":[{"message":{"content":")" + content + R"(","reasoning_content":")" + thought +
               "\"}}]}";
    };
    for (auto const* const broken : {"\xF0\x9F\x98", "\\ud83d", "\\uDE00 x", "\\ud83d\\u0041"}) {
        CAPTURE(broken);
        CHECK(read_response(response(200, body("{}", broken)), exchange()).text == "{}");
        CHECK(read_error(200, body(std::string("{") + broken, "")).first == ErrorCode::model_reply_invalid);
    }
    CHECK(read_response(response(200, body("\\ud83d\\ude00\\\\ud83d", "\\ud83d")), exchange()).text ==
          "\xF0\x9F\x98\x80\\ud83d");
}

TEST_CASE("how an answer ended is told by meaning") {
    for (auto const* const said :
         {"content_filter", "SAFETY", "content_filter: PROHIBITED_CONTENT", "RECITATION",
          "FINISH_REASON_BLOCKLIST", "guardrail_intervened", "SPII", "sensitive"}) {
        CAPTURE(said);
        CHECK(finish_reason(said) == FinishReason::content_filter);
    }
    for (auto const* const said :
         {"length", "MAX_TOKENS", "model_length", "max_output_tokens", "FINISH_REASON_MAX_TOKENS",
          "model_context_window_exceeded", "incomplete"}) {
        CAPTURE(said);
        CHECK(finish_reason(said) == FinishReason::length);
    }
    for (auto const* const said :
         {"stop", "STOP", "end_turn", "eos_token", "stop_sequence", "tool_calls", "tool_use", "COMPLETE"}) {
        CAPTURE(said);
        CHECK(finish_reason(said) == FinishReason::stop);
    }
    CHECK(finish_reason("refusal") == FinishReason::refusal);
    CHECK(finish_reason("") == FinishReason::other);
    CHECK(finish_reason("OTHER") == FinishReason::other);
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
    CHECK(read_error(200, completion("", "SAFETY")).first == ErrorCode::model_content_filtered);
    CHECK(read_error(200, completion("{\"a\":1} Wait", "MAX_TOKENS")).first ==
          ErrorCode::model_reply_truncated);
    // Blanks up to the limit are no cut.
    auto const blanks = "{\"a\":1}" + std::string(3000, '\n');
    CHECK(read_response(response(200, completion(blanks, "length")), exchange()).text == blanks);
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
          Row{413, ErrorCode::model_context_exceeded, false},
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

TEST_CASE("a prompt that is too long is known in the words of each server") {
    using Refusal = std::pair<int, char const*>;
    for (
        auto const& [status, body] : {
            // OpenAI, Azure
            Refusal{
                400,
                R"({"error":{"message":"This model's maximum context length is 8192 tokens. However, your )"
                R"(messages resulted in 9000 tokens.","type":"invalid_request_error"}})"},
            Refusal{
                429,
                R"({"error":{"message":"Request too large for gpt-4o in organization org-x on tokens per )"
                R"(min (TPM): Limit 30000, Requested 45000.","type":"tokens","code":"rate_limit_exceeded"}})"},
            // vLLM, SGLang
            Refusal{
                400,
                R"({"object":"error","message":"The decoder prompt (length 5000) is longer than the maximum )"
                R"(model length of 4096.","code":400})"},
            Refusal{400,
                    R"({"message":"The input (50123 tokens) is longer than the model's context length."})"},
            // llama.cpp, llama-cpp-python, LM Studio, Ollama
            Refusal{400, R"({"error":{"message":"the request exceeds the available context size"}})"},
            Refusal{500, R"({"error":{"message":"Requested tokens (3500) exceed context window of 512"}})"},
            Refusal{400, R"({"error":"Trying to keep the first 6021 tokens when context the overflows."})"},
            Refusal{500, R"({"error":{"message":"the input length exceeds the context length"}})"},
            // LiteLLM, Bedrock, Anthropic
            Refusal{400, R"({"error":{"message":"litellm.ContextWindowExceededError: x","code":"400"}})"},
            Refusal{400, R"({"message":"Input is too long for requested model."})"},
            Refusal{400, R"({"error":{"message":"prompt is too long: 205000 tokens > 200000 maximum"}})"},
            Refusal{413,
                    R"({"type":"error","error":{"type":"request_too_large","message":"Request exceeds"}})"},
            // Mistral, Gemini, Groq, GitHub Models, xAI
            Refusal{400,
                    R"({"message":"Prompt contains 60000 tokens, too large for model with 32768 maximum )"
                    R"(context length"})"},
            Refusal{400,
                    R"([{"error":{"message":"The input token count (1252454) exceeds the maximum number of )"
                    R"(tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}])"},
            Refusal{
                413,
                R"({"error":{"message":"Request too large for model `x`: Limit 6000, Requested 9012, please )"
                R"(reduce your message size","type":"tokens","code":"rate_limit_exceeded"}})"},
            Refusal{413, R"({"error":{"code":"tokens_limit_reached","message":"Request body too large."}})"},
            Refusal{
                400,
                R"({"error":"This model's maximum prompt length is 131072 but the request has 144542."})"},
            // OpenRouter, TGI, Cerebras, Moonshot, DashScope; nginx
            Refusal{
                400,
                R"({"error":{"message":"This endpoint's maximum context length is 131072 tokens.","code":400}})"},
            Refusal{
                422,
                R"({"error":"Input validation error: `inputs` must have less than 1024 tokens. Given: 9000"})"},
            Refusal{400, R"({"message":"Please reduce the length of the messages or completion."})"},
            Refusal{400, R"({"error":{"message":"Your request exceeded model token limit: 8192"}})"},
            Refusal{400, R"({"error":{"message":"Range of input length should be [1, 30720]"}})"},
            Refusal{413, "<html><head><title>413 Request Entity Too Large</title></head></html>"},
        }) {
        CAPTURE(body);
        CHECK(read_error(status, body).first == ErrorCode::model_context_exceeded);
    }
    CHECK(read_error(429, R"({"error":{"message":"Input tokens per minute exceeded. Try again in 3s"}})")
              .first == ErrorCode::model_rate_limited);
}

TEST_CASE("the server's words are found in every shape of an error") {
    using Said = std::pair<char const*, char const*>;
    for (auto const& [body, words] : {
             Said{R"({"success":false,"error":[{"code":2008,"message":"Invalid provider"}]})",
                  "Invalid provider"},
             Said{R"({"errors":[{"code":5006,"message":"Bad input"}],"messages":[]})", "Bad input"},
             Said{R"({"errors":[{"title":"bad thing happened"}]})", "bad thing happened"},
             Said{R"({"Message":"User is not authorized"})", "User is not authorized"},
             Said{R"({"error":{"error":{"message":"nested words","type":"x"}}})", "nested words"},
             Said{R"({"error":{"message":"Provider returned error","metadata":{"raw":)"
                  R"("{\"error\":{\"message\":\"the true reason\"}}"}}})",
                  "Provider returned error: the true reason"},
             Said{R"({"detail":[{"loc":["body","top_k"],"msg":"Extra inputs","input":"Zoe"}]})",
                  "Extra inputs (top_k)"},
             Said{R"({"object":"error","message":{"detail":[{"loc":["body","n"],"msg":"Too many"}]}})",
                  "Too many (n)"},
             Said{R"({"message":"{\"detail\":[{\"loc\":[\"body\",\"n\"],\"msg\":\"Too many\"}]}"})",
                  "Too many (n)"},
             Said{R"({"detail":[{"msg":"one"},{"msg":"two"}]})", "one; two"},
         }) {
        CAPTURE(body);
        auto const message = read_error(400, body).second;
        CHECK(message.substr(message.size() - std::string(words).size()) == words);
        CHECK(message.find("Zoe") == std::string::npos);
    }
}

TEST_CASE("an error that tells nothing beside a good answer is none") {
    for (auto const* const error :
         {"null", "\"\"", "{}", "[]", "false", "0", R"({"message":"","code":0})", R"([{"message":null}])"}) {
        CAPTURE(error);
        auto const body =
            std::string(R"({"error":)") + error + R"(,"choices":[{"message":{"content":"{}"}}]})";
        CHECK(read_response(response(200, body), exchange()).text == "{}");
    }
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

TEST_CASE("a wait that stands in the body alone is read") {
    using Said = std::pair<char const*, int>;
    for (
        auto const& [body, ms] : {
            Said{R"([{"error":{"code":429,"message":"Quota.","status":"RESOURCE_EXHAUSTED","details":[)"
                 R"({"@type":"QuotaFailure"},{"@type":"RetryInfo","retryDelay":"12.5s"}]}}])",
                 12'500},
            Said{
                R"({"error":{"message":"Rate limit reached. Please try again in 7.66s. Visit https://x.example"}})",
                7660},
            Said{R"({"error":{"message":"Rate limit reached. Please try again in 1m30s."}})", 90'000},
            Said{R"({"error":{"message":"Please try again in 20ms"}})", 20},
            Said{R"({"error":{"message":"Please retry after 20 seconds."}})", 20'000},
            Said{R"({"message":"Try again in 2 minutes"})", 120'000},
            Said{R"({"error":{"message":"slow down","retry_after":3}})", 3000},
            Said{R"({"error":{"message":"slow down","metadata":{"retry_after_seconds":"4"}}})", 4000},
        }) {
        CAPTURE(body);
        try {
            read_response(response(429, body), exchange());
            FAIL("nothing was thrown");
        } catch (ModelServiceError const& error) {
            CHECK(error.code() == ErrorCode::model_rate_limited);
            REQUIRE(error.details().retry_after);
            CHECK(error.details().retry_after->count() == ms);
        }
        try {
            read_response(response(429, body, {{"retry-after", "9"}}), exchange());
        } catch (ModelServiceError const& error) {
            CHECK(error.details().retry_after == milliseconds(9000));
        }
    }
    try {
        read_response(response(429, R"({"error":{"message":"Try again in a while, or in 5 s"}})"),
                      exchange());
    } catch (ModelServiceError const& error) {
        CHECK_FALSE(error.details().retry_after);
    }
}

TEST_CASE("a 403 that speaks of a rate is one, and can be tried again") {
    try {
        read_response(response(403, R"({"message":"You have exceeded a secondary rate limit."})",
                               {{"retry-after", "1"}}),
                      exchange());
        FAIL("nothing was thrown");
    } catch (ModelServiceError const& error) {
        CHECK(error.code() == ErrorCode::model_rate_limited);
        CHECK(error.retryable());
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
    auto const read = [](std::string const& usage) {
        auto const body = R"({"choices":[{"message":{"content":"{}"}}],"usage":)" + usage + "}";
        return error_of([&] { read_response(response(200, body), exchange(5000, 2500)); });
    };
    auto const [code, message] = read(R"({"prompt_tokens":2048})");
    CHECK(code == ErrorCode::model_context_exceeded);
    CHECK(message.find("the server cut the prompt") != std::string::npos);
    CHECK(read(R"({"prompt_tokens":2048,"prompt_tokens_details":{"cached_tokens":1024}})").first ==
          ErrorCode::model_context_exceeded);
    // A server that counts new tokens only may have had the part that requests share; or it counts nothing.
    CHECK(read(R"({"prompt_tokens":2500,"total_tokens":2600})").second == "nothing was thrown");
    CHECK(read(R"({"prompt_tokens":1023})").second == "nothing was thrown");
}

TEST_CASE("tokens that a server kept are counted wherever it tells of them") {
    auto const usage = [](std::string const& said) {
        auto const body = R"({"choices":[{"message":{"content":"{}"}}],"usage":)" + said + "}";
        return read_response(response(200, body), exchange(12'000, 2000)).usage;
    };
    auto const apart = usage(R"({"prompt_tokens":1468,"completion_tokens":100,"total_tokens":12104,)"
                             R"("cache_read_input_tokens":10536,"cache_creation_input_tokens":0})");
    CHECK(apart.cached_tokens == 10'536);
    CHECK(apart.prompt_tokens == 12'004);
    auto const within = usage(R"({"prompt_tokens":12004,"completion_tokens":100,"total_tokens":12104,)"
                              R"("cache_read_input_tokens":10536})");
    CHECK(within.prompt_tokens == 12'004);
    for (auto const* const place :
         {R"("prompt_tokens_details":{"cached_tokens":11000})", R"("cache_read_input_tokens":11000)",
          R"("prompt_cache_hit_tokens":11000)", R"("cached_tokens":11000)",
          R"("cacheReadInputTokens":11000)"}) {
        CAPTURE(place);
        CHECK(usage(std::string(R"({"prompt_tokens":2000,)") + place + "}").prompt_tokens == 13'000);
    }
    CHECK(usage(R"({"input_tokens":13000,"output_tokens":7})").completion_tokens == 7);
    CHECK(usage("null").prompt_tokens == 0);
    CHECK(usage(R"({"prompt_tokens":null,"prompt_tokens_details":null})").prompt_tokens == 0);
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
