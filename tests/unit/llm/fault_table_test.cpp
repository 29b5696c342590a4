#include <doctest/doctest.h>

#include <ats/limiting_client.hpp>

#include "base/json.hpp"
#include "llm/requests.hpp"
#include "support/model_server.hpp"

using namespace ats;
using namespace ats::test;
using std::chrono::milliseconds;

namespace {

using Waits = std::vector<milliseconds::rep>;
using Headers = std::vector<std::string>;

/// One way in which a server misbehaves, and what the client makes of it.
struct Row {
    std::string name;
    std::vector<RawAnswer> script;  ///< The last answer is given to every later request.
    ErrorCode code;                 ///< ErrorCode::internal: the right answer comes out.
    std::size_t requests;
    Waits waits = {};
    milliseconds timeout = std::chrono::minutes(2);
};
using Rows = std::vector<Row>;

constexpr auto answered = ErrorCode::internal;
/// What retries wait for where the server does not say; their random part is 0 here.
Waits const twice{500, 1000};
/// Long enough for a server that answers to be heard on a busy machine, short enough for a test.
constexpr milliseconds short_timeout{300};
constexpr std::size_t max_response_bytes = 100'000;

/// The client of a real run, but for its waits, which are recorded instead.
struct Stack {
    Waits waits;
    std::vector<std::string> log;
    ValidatingClient client;

    explicit Stack(std::string const& base_url, milliseconds timeout = std::chrono::minutes(2))
        : client(std::make_shared<RetryingClient>(limited(base_url, timeout), retry_options())) {}

    LlmReply ask() { return client.complete(score_request(), {}); }

private:
    std::shared_ptr<LlmClient> limited(std::string const& base_url, milliseconds timeout) {
        auto options = options_for(base_url);
        options.timeout = timeout;
        options.max_response_bytes = max_response_bytes;
        options.log = [this](LogLevel, std::string_view line) { log.emplace_back(line); };
        LimiterOptions limits;
        limits.log = options.log;
        return std::make_shared<LimitingClient>(std::make_shared<OpenAiClient>(options),
                                                std::make_shared<Limiter>(limits));
    }

    RetryOptions retry_options() {
        RetryOptions options;
        options.sleep = [this](milliseconds wait, CallContext const&) { waits.push_back(wait.count()); };
        options.random = [] { return 0.0; };
        options.log = [this](LogLevel, std::string_view line) { log.emplace_back(line); };
        return options;
    }
};

std::string http(int status, std::string const& body, Headers const& headers = {},
                 std::string const& type = "application/json") {
    auto head = "HTTP/1.1 " + std::to_string(status) + " Status\r\nConnection: close\r\n";
    for (auto const& line : headers) head += line + "\r\n";
    if (!type.empty()) head += "Content-Type: " + type + "\r\n";
    return head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string ok(std::string const& text) { return http(200, completion(text)); }
std::string good() { return ok(valid_scores()); }
std::string coded(int status, std::string const& code) { return http(status, error_body(code, "so it is")); }

/// The head and the first chunk of an answer in chunks.
std::string chunk(std::string const& size, std::string const& data) {
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + size + "\r\n" + data;
}

std::string first(std::string const& text, std::size_t count) { return text.substr(0, count); }
std::size_t head_size(std::string const& answer) { return answer.find("\r\n\r\n") + 4; }

std::string replaced(std::string text, std::string const& what, std::string const& by) {
    return text.replace(text.rfind(what), what.size(), by);
}

std::string from_hex(std::string_view hex) {
    std::string bytes;
    for (; hex.size() >= 2; hex.remove_prefix(2)) {
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(0, 2)), nullptr, 16));
    }
    return bytes;
}

/// gzip of 200,000 blanks.
std::string gzip_bomb() {
    return from_hex("1f8b0800000000000203edc13101000000c2a02aeb9fd20cfe4001") + std::string(193, '\0') +
           from_hex("af0131616210400d0300");
}

/// A choice of the answer's, as the model server words it.
std::string choice(std::string const& message, std::string const& reason = "stop") {
    return http(200, R"({"model":"m","choices":[{"message":)" + message + R"(,"finish_reason":")" + reason +
                         R"("}]})");
}

std::string tool_call(std::string const& arguments) {
    return choice(
        R"({"content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":)" +
            arguments + "}}]}",
        "tool_calls");
}

std::string quoted(std::string const& text) { return dump_json(Json(text)); }

/// Each is answered forever.
Rows statuses() {
    using enum ErrorCode;
    return {
        {"400", {coded(400, "bad_field")}, model_request_rejected, 1},
        {"400 of a context that is too long",
         {coded(400, "context_length_exceeded")},
         model_context_exceeded,
         1},
        {"400 of a content filter", {coded(400, "content_filter")}, model_content_filtered, 1},
        {"400 without a body", {http(400, "")}, model_request_rejected, 1},
        {"401", {coded(401, "invalid_api_key")}, model_unauthorized, 1},
        {"402", {http(402, "")}, model_quota_exhausted, 1},
        {"403", {coded(403, "unsupported_country_region_territory")}, model_unauthorized, 1},
        {"403 of a moderated text",
         {http(403, R"({"error":{"code":403,"message":"Your input was flagged"}})")},
         model_content_filtered,
         1},
        {"404", {coded(404, "model_not_found")}, model_not_found, 1},
        {"405", {http(405, "")}, model_request_rejected, 1},
        {"407 of the server", {http(407, "")}, model_request_rejected, 1},
        {"408", {http(408, "")}, model_timeout, 3, twice},
        {"409", {coded(409, "conflict")}, model_request_rejected, 3, twice},
        {"413", {http(413, "", {}, "text/plain")}, model_context_exceeded, 1},
        {"422",
         {http(422, R"({"detail":[{"loc":["body","model"],"msg":"field required"}]})")},
         model_request_rejected,
         1},
        {"429 of the rate", {coded(429, "rate_limit_exceeded")}, model_rate_limited, 3, twice},
        {"429 without a word", {http(429, "")}, model_rate_limited, 3, twice},
        {"429 of the quota", {coded(429, "insufficient_quota")}, model_quota_exhausted, 1},
        {"429 of a project's spend limit",
         {coded(429, "project_spend_limit_exceeded")},
         model_quota_exhausted,
         1},
        {"429 of an organisation's spend limit, once",
         {coded(429, "organization_spend_limit_exceeded"), good()},
         model_quota_exhausted,
         1},
        // After the second one, it is tried once whether the server fails on the form of answer.
        {"500", {coded(500, "server_error")}, model_server_error, 4, twice},
        {"500 once", {coded(500, "server_error"), good()}, answered, 2, {500}},
        {"500 twice", {http(500, ""), http(500, ""), good()}, answered, 3, {500}},
        {"500 three times", {http(500, ""), http(500, ""), http(500, ""), good()}, answered, 4, twice},
        {"500 of a context that is too long",
         {coded(500, "exceed_context_size_error")},
         model_context_exceeded,
         1},
        {"501", {coded(501, "not_supported_error")}, model_server_error, 1},
        {"502", {http(502, "Bad Gateway", {}, "text/plain")}, model_server_error, 3, twice},
        {"503", {http(503, "")}, model_server_error, 3, twice},
        {"503 and then 429", {http(503, ""), http(429, ""), good()}, answered, 3, twice},
        {"504", {http(504, "")}, model_server_error, 3, twice},
        {"529", {coded(529, "overloaded_error")}, model_server_error, 3, twice},
        {"a status that does not exist", {http(799, "{}")}, model_protocol_error, 3, twice},
        {"200 without a body", {http(200, "")}, model_reply_empty, 2},
        {"200 without a body, once", {http(200, ""), good()}, answered, 2},
        {"200 with blank lines, once", {http(200, "\n\n\n"), good()}, answered, 2},
        {"204", {"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"}, model_reply_empty, 2},
        {"301", {http(301, "", {"Location: http://127.0.0.1:1/v1"})}, model_protocol_error, 1},
        {"302 without a target", {http(302, "")}, model_protocol_error, 1},
        {"307 to the same path",
         {http(307, "", {"Location: /v1/chat/completions"})},
         model_protocol_error,
         1},
        {"308 to another scheme", {http(308, "", {"Location: file:///etc/passwd"})}, model_protocol_error, 1},
    };
}

std::string busy(Headers const& headers) { return http(503, "", headers); }

Rows headers() {
    using enum ErrorCode;
    std::string filler;
    for (int i = 0; i < 700; ++i) filler += "X-Filler: " + std::string(90, 'x') + "\r\n";
    return {
        {"Retry-After in seconds", {busy({"Retry-After: 1"}), good()}, answered, 2, {1000}},
        {"Retry-After in part of a second", {busy({"Retry-After: 0.02"}), good()}, answered, 2, {20}},
        {"retry-after-ms is the finer one",
         {busy({"Retry-After: 9", "retry-after-ms: 25"}), good()},
         answered,
         2,
         {25}},
        {"Retry-After of 0", {busy({"Retry-After: 0"}), good()}, answered, 2, {500}},
        {"Retry-After that is negative", {busy({"Retry-After: -5"}), good()}, answered, 2, {500}},
        {"Retry-After that is no number", {busy({"Retry-After: soon"}), good()}, answered, 2, {500}},
        {"Retry-After of infinity", {busy({"Retry-After: inf"}), good()}, answered, 2, {500}},
        {"Retry-After too long", {busy({"Retry-After: 121"}), good()}, model_server_error, 1},
        {"Retry-After out of any range", {busy({"Retry-After: 1e300"}), good()}, model_server_error, 1},
        {"Retry-After of a date gone by",
         {busy({"Retry-After: Sun, 06 Nov 1994 08:49:37 GMT"}), good()},
         answered,
         2,
         {500}},
        {"Retry-After of a date far off",
         {busy({"Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"}), good()},
         model_server_error,
         1},
        {"Retry-After of a date that does not exist",
         {busy({"Retry-After: Sun, 31 Feb 2099 08:49:37 GMT"}), good()},
         answered,
         2,
         {500}},
        {"Retry-After with a quota that is used up",
         {http(429, error_body("insufficient_quota", "pay"), {"Retry-After: 1"})},
         model_quota_exhausted,
         1},
        {"x-should-retry: false", {busy({"x-should-retry: false"}), good()}, model_server_error, 1},
        {"x-should-retry: true", {http(400, "", {"x-should-retry: true"}), good()}, answered, 2, {500}},
        {"x-should-retry: true, but the key is wrong",
         {http(401, "", {"x-should-retry: true"})},
         model_unauthorized,
         1},
        {"x-should-retry that is neither", {busy({"x-should-retry: perhaps"}), good()}, answered, 2, {500}},
        {"64 KB of headers", {"HTTP/1.1 200 OK\r\n" + filler + "\r\n"}, model_protocol_error, 1},
        {"one header of 200 KB",
         {"HTTP/1.1 200 OK\r\nX: " + std::string(200'000, 'x') + "\r\n\r\n"},
         model_protocol_error,
         1},
        {"a content type that is none",
         {http(200, completion(valid_scores()), {}, "image/png")},
         answered,
         1},
        {"no content type", {http(200, completion(valid_scores()), {}, "")}, answered, 1},
        {"limits that mean nothing",
         {http(200, completion(valid_scores()),
               {"x-ratelimit-limit-requests: -1", "x-ratelimit-remaining-requests: many",
                "x-ratelimit-reset-requests: 6m0", "x-ratelimit-reset-tokens: 1e999h"})},
         answered,
         1},
        {"100 and then an answer", {"HTTP/1.1 100 Continue\r\n\r\n" + good()}, answered, 1},
        {"102, 103 and then an answer",
         {"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\nRetry-After: 9\r\n\r\n" +
              busy({}),
          good()},
         answered,
         2,
         {500}},
        {"100 and then nothing", {"HTTP/1.1 100 Continue\r\n\r\n"}, model_unreachable, 3, twice},
        {"HTTP/1.0", {replaced(good(), "HTTP/1.1", "HTTP/1.0")}, answered, 1},
        {"a length that is no number",
         {"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}"},
         model_protocol_error,
         1},
        {"a packing that nobody knows",
         {http(200, "{}", {"Content-Encoding: rot13"})},
         model_protocol_error,
         1},
    };
}

Rows error_shapes() {
    using enum ErrorCode;
    auto const overloaded = std::string(R"({"message":"Overloaded","type":"overloaded_error","code":529})");
    return {
        {"a string", {http(400, R"({"error":"'response' must be x"})")}, model_request_rejected, 1},
        {"an array",
         {http(400, R"([{"error":{"code":400,"message":"API key not valid","status":"X"}}])")},
         model_unauthorized,
         1},
        {"an array that is empty", {http(400, "[]")}, model_request_rejected, 1},
        {"arrays in arrays", {http(500, std::string(50'000, '['))}, model_server_error, 4, twice},
        {"a whole number as the code",
         {http(503, R"({"error":{"code":503,"message":"Loading model"}})"), good()},
         answered,
         2,
         {500}},
        {"an error in a 200", {http(200, error_body("server_error", "oom"))}, model_server_error, 3, twice},
        {"a rejection in a 200",
         {http(200, R"({"error":{"code":400,"message":"no"}})")},
         model_request_rejected,
         1},
        {"a used-up quota in a 200",
         {http(200, R"({"error":{"code":402,"message":"no credits"}})")},
         model_quota_exhausted,
         1},
        {"a rate in a 200, once",
         {http(200, R"({"error":{"code":429,"message":"slow"}})"), good()},
         answered,
         2,
         {500}},
        {"a code out of range in a 200",
         {http(200, R"({"error":{"code":99999999999999999999,"message":"x"}})")},
         model_server_error,
         3,
         twice},
        {"an error that is a number in a 200", {http(200, R"({"error":7})")}, model_server_error, 3, twice},
        {"an error in the choice",
         {http(200, R"({"choices":[{"error":)" + overloaded + "}]}"), good()},
         answered,
         2,
         {500}},
        {"error: null beside an answer",
         {http(200, replaced(completion(valid_scores()), R"({"id")", R"({"error":null,"id")"))},
         answered,
         1},
        {"a proxy's page in a 200",
         {http(200, "<html>Sign in</html>", {}, "text/html")},
         model_protocol_error,
         1},
        {"a proxy's page in a 502",
         {http(502, "<html>Bad gateway</html>", {}, "text/html")},
         model_server_error,
         3,
         twice},
        {"FastAPI's detail", {http(404, R"({"detail":"Not Found"})")}, model_not_found, 1},
        {"the error as the root",
         {http(400, R"({"object":"error","message":"prompt is too long","code":400})")},
         model_context_exceeded,
         1},
        {"an error page of 1 MB", {http(500, std::string(1'000'000, 'x'))}, model_protocol_error, 1},
        {"an error in bytes that are no text",
         {http(500, "{\"error\":\"\xFF\xFE\"}")},
         model_server_error,
         4,
         twice},
    };
}

Rows cuts() {
    using enum ErrorCode;
    using End = RawAnswer::End;
    auto const answer = good();
    auto const head = head_size(answer);
    auto const cut = [](std::string bytes, End end = End::close) {
        return std::vector<RawAnswer>{RawAnswer(std::move(bytes), end), good()};
    };
    return {
        {"a cut before the status line", cut(""), answered, 2, {500}},
        {"a reset before the status line", cut("", End::reset), answered, 2, {500}},
        {"a cut in the status line", cut(first(answer, 7)), answered, 2, {500}},
        {"a cut after the status line", cut(first(answer, 19)), answered, 2, {500}},
        {"a cut in the headers", cut(first(answer, head - 10)), answered, 2, {500}},
        {"a cut after the headers", cut(first(answer, head)), answered, 2, {500}},
        {"a cut in the body", cut(first(answer, head + 40)), answered, 2, {500}},
        {"a cut one byte before the end", cut(first(answer, answer.size() - 1)), answered, 2, {500}},
        {"a reset in the body", cut(first(answer, head + 40), End::reset), answered, 2, {500}},
        {"a cut in a chunk's size", cut(chunk("4", "{\"a\"\r\n1")), answered, 2, {500}},
        {"a cut in a chunk", cut(chunk("ff", "{\"choices\":")), answered, 2, {500}},
        {"a cut after a chunk, without the last", cut(chunk("4", "{\"a\"\r\n")), answered, 2, {500}},
        {"a cut in the body of an error", cut(first(coded(500, "server_error"), 130)), answered, 2, {500}},
        {"cuts forever", {""}, model_unreachable, 3, twice},
        {"a body that ends with its connection, whole",
         {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + completion(valid_scores())},
         answered,
         1},
        {"a body that ends with its connection, cut",
         {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + first(completion(valid_scores()), 60)},
         model_protocol_error,
         1},
        {"a chunk's size that is no number", {chunk("zz", "{}\r\n0\r\n\r\n")}, model_unreachable, 3, twice},
        {"a chunk's size out of range", {chunk("ffffffffffffffffff", "{}")}, model_unreachable, 3, twice},
        {"what speaks no HTTP", {"220 mail.example ESMTP ready\r\n"}, model_protocol_error, 1},
        {"HTTP of another kind", {"HTTP/9.9 200 OK\r\n\r\n"}, model_protocol_error, 1},
        {"bytes after the answer", {good() + "HTTP/1.1 500 Oops\r\n\r\n"}, answered, 1},
    };
}

Rows slowness() {
    using enum ErrorCode;
    using End = RawAnswer::End;
    auto const answer = good();
    auto const slow = milliseconds(50);
    auto const drip = [&](std::size_t from) {
        return RawAnswer::dripping(answer + std::string(from, ' '), 1, slow);
    };
    return {
        {"silence", {RawAnswer("", End::hold)}, model_timeout, 3, twice, short_timeout},
        {"silence once", {RawAnswer("", End::hold), good()}, answered, 2, {500}, short_timeout},
        {"a drip", {drip(0)}, model_timeout, 3, twice, short_timeout},
        {"silence in the headers",
         {RawAnswer(first(answer, 30), End::hold), good()},
         answered,
         2,
         {500},
         short_timeout},
        {"silence in the body",
         {RawAnswer(first(answer, answer.size() - 9), End::hold), good()},
         answered,
         2,
         {500},
         short_timeout},
        {"silence after a chunk",
         {RawAnswer(chunk("4", "{\"a\"\r\n"), End::hold), good()},
         answered,
         2,
         {500},
         short_timeout},
        {"a whole answer on a connection that stays", {RawAnswer(answer, End::hold)}, answered, 1},
        {"a whole answer in small pieces", {RawAnswer::dripping(answer, 7, milliseconds(0))}, answered, 1},
    };
}

Rows bodies() {
    using enum ErrorCode;
    auto const body = completion(valid_scores());
    auto const no_choice = std::vector<RawAnswer>{http(200, R"({"object":"list","data":[]})")};
    return {
        {"a huge body", {http(200, std::string(max_response_bytes + 1, ' '))}, model_protocol_error, 1},
        {"a body without end",
         {RawAnswer(chunk("7fffffff", std::string(max_response_bytes + 1, ' ')), RawAnswer::End::hold)},
         model_protocol_error,
         1},
        {"a length that lies: 1 TB",
         {"HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\n{"},
         model_unreachable,
         3,
         twice},
        {"a gzip bomb", {http(200, gzip_bomb(), {"Content-Encoding: gzip"})}, model_protocol_error, 1},
        {"gzip that is none", {http(200, body, {"Content-Encoding: gzip"})}, model_protocol_error, 1},
        {"invalid JSON", {http(200, first(body, 80))}, model_protocol_error, 1},
        {"JSON with text after it", {http(200, body + "x")}, model_protocol_error, 1},
        {"JSON that is nested 100,000 deep", {http(200, std::string(99'999, '['))}, model_protocol_error, 1},
        {"JSON with a mark of byte order", {http(200, "\xEF\xBB\xBF" + body)}, answered, 1},
        {"events of a stream",
         {http(200, "data: " + body + "\n\ndata: [DONE]\n\n", {}, "text/event-stream")},
         model_protocol_error,
         1},
        {"null", {http(200, "null")}, model_protocol_error, 1},
        {"no choices", no_choice, model_protocol_error, 1},
        {"choices that are empty", {http(200, R"({"choices":[]})")}, model_reply_empty, 2},
        {"choices that are empty, once", {http(200, R"({"choices":[]})"), good()}, answered, 2},
        {"choices: null, once", {http(200, R"({"choices":null,"usage":null})"), good()}, answered, 2},
        {"choices that are an object", {http(200, R"({"choices":{"0":{}}})")}, model_protocol_error, 1},
        {"content: null", {choice(R"({"content":null})")}, model_reply_empty, 2},
        {"content: null, once", {choice(R"({"content":null})"), good()}, answered, 2},
        {"half a character in a thought",
         {choice(R"({"content":)" + quoted(valid_scores()) +
                 R"(,"reasoning_content":"\ud83d )"
                 "\xF0\x9F"
                 "\"}")},
         answered,
         1},
        {"an empty error beside an answer",
         {http(200, replaced(body, R"({"id")", R"({"error":{"message":"","code":0},"id")"))},
         answered,
         1},
        {"content in parts",
         {choice(R"({"content":[{"type":"text","text":)" + quoted(valid_scores()) + "}]}")},
         answered,
         1},
        {"usage that is none",
         {http(200, replaced(body, R"("prompt_tokens":120)", R"("prompt_tokens":"120")"))},
         answered,
         1},
    };
}

/// Answers of a model, each given forever unless another one follows.
Rows answers() {
    using enum ErrorCode;
    auto const valid = valid_scores();
    auto const without_c2 = first(valid, valid.find(",\"c2\"")) + "}}";
    auto const with_c3 = replaced(valid, "}}}", R"(},"c3":{"quotes":[],"reason":"x","score":1}}})");
    auto const draft = replaced(valid, ":3}", ":0}");
    auto const twice_c1 = replaced(valid, "\"c2\"", "\"c1\"");
    auto const bad = [](std::string const& text) { return std::vector<RawAnswer>{ok(text), good()}; };
    return {
        {"a fence", {ok("```json\n" + valid + "\n```")}, answered, 1},
        {"a <think> block", {ok("<think>{\"scores\":{}} or so</think>\n" + valid)}, answered, 1},
        {"a lone </think>", {ok("I guess {x}.</think>" + valid)}, answered, 1},
        {"text around it", {ok("Here it is {as asked}: " + valid + " I hope {x} helps.")}, answered, 1},
        {"a thought without an end", bad("<think>" + valid), answered, 2},
        {"prose", bad("I rate this resume highly."), answered, 2},
        {"prose forever", {ok("I rate this resume highly.")}, model_reply_invalid, 2},
        {"an object that is cut", bad(first(valid, 40)), answered, 2},
        {"an array", bad("[" + valid + ",1"), answered, 1},
        {"NaN", bad(replaced(valid, ":3}", ":NaN}")), answered, 2},
        {"a number out of range", bad(replaced(valid, ":3}", ":1e999}")), answered, 2},
        {"a score over 5", bad(replaced(valid, ":3}", ":97}")), answered, 2},
        {"a score as text", bad(replaced(valid, ":3}", ":\"3\"}")), answered, 2},
        {"a key twice", bad(twice_c1), answered, 2},
        {"a criterion missing", bad(without_c2), answered, 2},
        {"a criterion missing forever", {ok(without_c2)}, model_reply_invalid, 2},
        {"a criterion invented", bad(with_c3), answered, 2},
        {"a criterion invented forever", {ok(with_c3)}, model_reply_invalid, 2},
        {"the schema instead of an instance", bad(score_schema()), answered, 2},
        {"1 MB of answer", {http(200, completion(std::string(90'000, '{')))}, model_reply_invalid, 2},
        {"bytes that are no text",
         {http(200, replaced(completion("x"), "\"x\"", "\"\xFF\""))},
         model_reply_invalid,
         2},
        {"cut for length", {http(200, completion("{\"sco", "length")), good()}, answered, 2},
        {"cut for length forever", {http(200, completion("{\"sco", "length"))}, model_reply_truncated, 2},
        {"cut for length before a word", {http(200, completion("", "length")), good()}, answered, 2},
        {"cut for length by another name",
         {http(200, completion("{\"sco", "MAX_TOKENS")), good()},
         answered,
         2},
        {"blanks after the answer until it is cut",
         {http(200, completion(valid + std::string(3000, '\n'), "length"))},
         answered,
         1},
        {"a provider that could not make JSON of it, once",
         {coded(400, "json_validate_failed"), good()},
         answered,
         2},
        {"a provider that could not make JSON of it",
         {coded(400, "json_validate_failed")},
         model_reply_invalid,
         2},
        {"a provider that says so in words alone, once",
         {http(400, error_body("", "Generated JSON does not match the expected schema.")), good()},
         answered,
         2},
        {"a content filter by another name",
         {http(200, completion("", "SAFETY"))},
         model_content_filtered,
         1},
        {"a content filter", {http(200, completion("", "content_filter"))}, model_content_filtered, 1},
        {"a refusal", {choice(R"({"content":null,"refusal":"I cannot do that."})")}, model_refused, 1},
        {"a refusal that is empty",
         {choice(R"({"content":)" + quoted(valid) + R"(,"refusal":""})")},
         answered,
         1},
        {"a reason to end that nobody knows", {http(200, completion(valid, "eos_token"))}, answered, 1},
        {"a tool call", {tool_call(quoted(valid))}, answered, 1},
        {"a tool call with an object for arguments", {tool_call(valid)}, answered, 1},
        {"a tool call that does not fit", {tool_call("\"{}\""), good()}, answered, 2},
        {"a draft and then another answer", bad(draft + " No, rather: " + valid), answered, 2},
        {"a draft and then another answer forever", {ok(draft + valid)}, model_reply_invalid, 2},
        {"a draft in a part that is thinking",
         {choice(R"({"content":[{"type":"reasoning","text":)" + quoted(draft) +
                 R"(},{"type":"thinking","thinking":[{"type":"text","text":)" + quoted(draft) +
                 R"(}]},{"thought":true,"text":)" + quoted(draft) + R"(},{"type":"text","text":)" +
                 quoted(valid) + "}]}")},
         answered,
         1},
        {"a draft in words and another answer in a tool call",
         {choice(R"({"content":)" + quoted(draft) + R"(,"tool_calls":[{"function":{"arguments":)" +
                 quoted(valid) + "}}]}"),
          good()},
         answered,
         2},
        {"a draft in a thought without an end, and a tool call",
         {choice(R"({"content":)" + quoted("<think>" + draft) +
                 R"(,"tool_calls":[{"function":{"arguments":)" + quoted(valid) + "}}]}")},
         answered,
         1},
        {"two tool calls that differ",
         {choice(R"({"tool_calls":[{"function":{"arguments":)" + quoted(draft) +
                 R"(}},{"function":{"arguments":)" + quoted(valid) + "}}]}"),
          good()},
         answered,
         2},
        {"two choices that differ",
         {http(200, R"({"choices":[{"message":{"content":)" + quoted(draft) + R"(}},{"message":{"content":)" +
                        quoted(valid) + "}}]}"),
          good()},
         answered,
         2},
        {"words in one choice and the answer in the next",
         {http(200, R"({"choices":[{"message":{"content":"I shall call."}},{"message":{"content":)" +
                        quoted(valid) + "}}]}")},
         answered,
         1},
        {"a tool call without a function",
         {choice(R"({"content":null,"tool_calls":[{"id":"1"}]})", "tool_calls")},
         model_reply_empty,
         2},
        {"a thought beside an answer that is empty",
         {choice(R"({"content":"","reasoning_content":"{}"})")},
         model_reply_empty,
         2},
        {"such a thought once", {choice(R"({"content":"","reasoning_content":"{}"})"), good()}, answered, 2},
        {"a 500 and then prose", {http(500, ""), ok("prose"), good()}, answered, 3, {500}},
        {"prose and then a 500 twice",
         {ok("prose"), http(500, ""), http(500, ""), good()},
         answered,
         4,
         twice},
    };
}

Rows fault_table() {
    Rows table;
    for (auto const& part :
         {statuses(), headers(), error_shapes(), cuts(), slowness(), bodies(), answers()}) {
        table.insert(table.end(), part.begin(), part.end());
    }
    return table;
}

bool tells_key(std::string const& text) {
    return text.find("4f9a0b") != std::string::npos || text.find("7c2d") != std::string::npos;
}

void check(Row const& row) {
    CAPTURE(row.name);
    RawServer const server(row.script);
    Stack stack(server.base_url(), row.timeout);
    std::string text;
    auto const [code, message] = error_of([&] { text = stack.ask().text; });
    CAPTURE(message);
    CHECK(to_string(code) == to_string(row.code));
    CHECK(text == (row.code == answered ? valid_scores() : ""));
    CHECK(server.wait_for_requests(row.requests));
    CHECK(server.request_count() == row.requests);
    CHECK(stack.waits == row.waits);
    CHECK_FALSE(tells_key(message));
    for (auto const& line : stack.log) CHECK_FALSE(tells_key(line));
}

}  // namespace

TEST_CASE("each misbehaviour of a server has its outcome, its number of requests and its waits") {
    for (auto const& row : fault_table()) check(row);
}

TEST_CASE("a retry is logged with what went before it, and the limiter's pause with it") {
    RawServer const server({http(503, "", {"Retry-After: 0.02", "x-request-id: req-7"}), good()});
    Stack stack(server.base_url());
    stack.ask();
    CHECK(stack.log == std::vector<std::string>{
                           "the server is overloaded: at most 1 request at once, none for 20 ms",
                           "retry 1 of 2 in 20 ms after model_server_error, HTTP 503, request req-7"});
}

TEST_CASE("an invalid answer costs one more question, which carries the faults") {
    struct Fault {
        std::string answer, line;
    };
    auto const valid = valid_scores();
    for (auto const& fault :
         {Fault{"I rate this resume highly.", "the answer holds no JSON object"},
          Fault{first(valid, valid.find(",\"c2\"")) + "}}", "/scores: the property c2 is missing"},
          Fault{replaced(valid, ":3}", ":97}"), "/scores/c2/score: 97 is more than 5"}}) {
        CAPTURE(fault.answer);
        ModelServer server({{200, completion(fault.answer)}, {200, completion(valid)}});
        auto const reply = Stack(server.base_url()).ask();
        CHECK(reply.usage.requests == 2);
        CHECK(reply.usage.prompt_tokens == 240);
        auto const requests = server.requests();
        REQUIRE(requests.size() == 2);
        CHECK(requests[0].body.find(fault.line) == std::string::npos);
        CHECK(requests[1].body.find(fault.line) != std::string::npos);
    }
}

TEST_CASE("a wrong key is model_unauthorized after one request, and the key is in no message") {
    ModelServer server([](HttpRequest const& request) {
        return HttpAnswer{401, error_body("invalid_api_key",
                                          "Incorrect API key provided: " + request.header("authorization") +
                                              " sk-te**7c2d")};
    });
    auto const [code, message] = error_of([&] { Stack(server.base_url()).ask(); });
    CHECK(code == ErrorCode::model_unauthorized);
    CHECK(server.request_count() == 1);
    CHECK(message.find("Incorrect API key provided: Bearer [key] [key]") != std::string::npos);
    CHECK_FALSE(tells_key(message));
}
