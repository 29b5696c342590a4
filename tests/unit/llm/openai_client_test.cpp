#include <cmath>
#include <thread>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "llm/requests.hpp"
#include "support/model_server.hpp"

using namespace ats;
using namespace ats::test;

namespace {

HttpAnswer ok() { return {200, completion("{}")}; }

std::pair<ErrorCode, std::string> error_from(OpenAiOptions const& options, CallContext const& context = {}) {
    return error_of([&] { OpenAiClient(options).complete(score_request(), context); });
}

std::string packed_answer(std::string const& hex) {
    std::string body;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        body += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    }
    auto answer = raw_answer(body);
    return answer.insert(answer.find("Connection:"), "Content-Encoding: gzip\r\n");
}

}  // namespace

TEST_CASE("a request carries key, type and user agent, and asks for no permission to send") {
    ModelServer server({ok()});
    OpenAiClient client(options_for(server.base_url() + "/"));
    CHECK(client.complete(score_request(), {}).text == "{}");
    auto const request = server.requests().at(0);
    CHECK(request.path == "/v1/chat/completions");
    CHECK(request.header("authorization") == "Bearer sk-test-4f9a0b7c2d");
    CHECK(request.header("content-type") == "application/json");
    CHECK(request.header("user-agent").find("atschecker/") == 0);
    CHECK(request.header("expect").empty());
    CHECK(request.body.find(R"("name":"score_resume","strict":true)") != std::string::npos);
    CHECK(request.body.find(R"("enum":[0,1,2,3,4,5])") != std::string::npos);
}

TEST_CASE("what a server repeats of one's own headers and query is told nowhere") {
    auto const repeat = [](HttpRequest const& request) {
        return request.header("x-gateway") + " at ?api-version=2026-11-01&token=query-4f9a0b";
    };
    ModelServer server([&](HttpRequest const& request) {
        return HttpAnswer{400, error_body("x", repeat(request)), {{"X-Request-Id", repeat(request)}}};
    });
    auto options = options_for(server.base_url() + "?api-version=2026-11-01&token=query-4f9a0b");
    options.headers = {{"X-Gateway", "gateway-4f9a0b"}};
    try {
        OpenAiClient(options).complete(score_request(), {});
        FAIL("nothing was thrown");
    } catch (ModelServiceError const& error) {
        auto const told = "[key] at ?api-version=2026-11-01&token=[key]";
        CHECK(std::string(error.what()).find(told) != std::string::npos);
        CHECK(error.details().request_id == told);
    }
}

TEST_CASE("without a key no authorization is sent") {
    ModelServer server({ok()});
    auto options = options_for(server.base_url());
    options.api_key.clear();
    OpenAiClient(options).complete(score_request(), {});
    CHECK(server.requests().at(0).headers.count("authorization") == 0);
}

TEST_CASE("large requests and answers pass whole") {
    auto const text = std::string(3'000'000, 'y');
    ModelServer server({{200, completion(text)}});
    auto request = score_request();
    request.sections[3].text = std::string(2'000'000, 'x');
    OpenAiClient client(options_for(server.base_url()));
    CHECK(client.complete(request, {}).text == text);
    CHECK(server.requests().at(0).body.find(request.sections[3].text) != std::string::npos);
}

TEST_CASE("a connection is kept alive, also after an error of the server") {
    ModelServer server({ok(), {500, error_body("", "")}, {400, ""}, ok()});
    OpenAiClient client(options_for(server.base_url()));
    client.complete(score_request(), {});
    CHECK_THROWS_AS(client.complete(score_request(), {}), ModelServiceError);
    CHECK_THROWS_AS(client.complete(score_request(), {}), ModelServiceError);
    client.complete(score_request(), {});
    CHECK(server.request_count() == 4);
    CHECK(server.connection_count() == 1);
}

TEST_CASE("20 threads ask at once, and later calls reuse their connections") {
    ModelServer server([](HttpRequest const&) {
        return HttpAnswer{200, completion("{}"), {}, "application/json", std::chrono::milliseconds(20)};
    });
    OpenAiClient client(options_for(server.base_url()));
    std::vector<std::string> errors(20);
    std::vector<std::thread> threads;
    for (auto& error : errors) {
        threads.emplace_back([&client, &error] {
            error = error_of([&client] {
                        for (int call = 0; call < 5; ++call) client.complete(score_request(), {});
                    }).second;
        });
    }
    for (auto& thread : threads) thread.join();
    for (auto const& error : errors) CHECK(error == "nothing was thrown");
    CHECK(server.request_count() == 100);
    CHECK(server.connection_count() <= 20);
}

TEST_CASE("a server that cannot be reached is model_unreachable, named and retryable") {
    std::string url;
    {
        ModelServer gone({ok()});
        url = gone.base_url();
    }
    try {
        OpenAiClient(options_for(url)).complete(score_request(), {});
        FAIL("nothing was thrown");
    } catch (ModelServiceError const& error) {
        CHECK(error.code() == ErrorCode::model_unreachable);
        CHECK(error.retryable());
        CHECK(std::string(error.what()).find("127.0.0.1:") != std::string::npos);
        CHECK(error.details().http_status == 0);
    }
}

TEST_CASE("a connection that breaks is one attempt, fresh or kept alive") {
    RawServer cut_at_once({""});
    CHECK(error_from(options_for(cut_at_once.base_url())).first == ErrorCode::model_unreachable);
    CHECK(cut_at_once.request_count() == 1);

    ModelServer server({ok(), {200, completion("{}"), {}, "application/json", {}, true}});
    OpenAiClient client(options_for(server.base_url()));
    client.complete(score_request(), {});
    CHECK(error_of([&] { client.complete(score_request(), {}); }).first == ErrorCode::model_unreachable);
    CHECK(server.request_count() == 2);
}

TEST_CASE("a server that is slower than the timeout is model_timeout") {
    ModelServer server({{200, completion("{}"), {}, "application/json", std::chrono::minutes(5)}});
    auto options = options_for(server.base_url());
    options.timeout = std::chrono::milliseconds(50);
    CHECK(error_from(options).first == ErrorCode::model_timeout);
}

TEST_CASE("the caller's deadline ends a slow answer") {
    ModelServer server({{200, completion("{}"), {}, "application/json", std::chrono::minutes(5)}});
    CHECK(error_from(options_for(server.base_url()), CallContext::with_timeout(std::chrono::milliseconds(50)))
              .first == ErrorCode::deadline_exceeded);
}

TEST_CASE("cancellation ends a slow answer, and the client works on") {
    ModelServer server({{200, completion("{}"), {}, "application/json", std::chrono::minutes(5)}, ok()});
    OpenAiClient client(options_for(server.base_url()));
    CallContext context;
    std::thread canceller([&] {
        server.wait_for_requests(1);
        context.cancel.cancel();
    });
    CHECK(error_of([&] { client.complete(score_request(), context); }).first == ErrorCode::cancelled);
    canceller.join();
    CHECK(error_of([&] { client.complete(score_request(), context); }).first == ErrorCode::cancelled);
    CHECK(server.request_count() == 1);
    CHECK(client.complete(score_request(), {}).text == "{}");
}

TEST_CASE("an answer over a limit is refused, headers included") {
    ModelServer server({{200, completion(std::string(10'000, 'x'))}});
    auto options = options_for(server.base_url());
    options.max_response_bytes = 5000;
    auto const [code, message] = error_from(options);
    CHECK(code == ErrorCode::model_protocol_error);
    CHECK(message.find("5000 bytes (max_response_bytes)") != std::string::npos);

    std::string headers = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 1000; ++i) headers += "X-Filler: " + std::string(90, 'x') + "\r\n";
    RawServer talkative({headers + "\r\n"});
    CHECK(error_from(options_for(talkative.base_url())).first == ErrorCode::model_protocol_error);
}

TEST_CASE("what speaks no HTTP is model_protocol_error") {
    RawServer server({"220 mail.example ESMTP ready\r\n"});
    CHECK(error_from(options_for(server.base_url())).first == ErrorCode::model_protocol_error);
}

TEST_CASE("a refusal ends a run where it is proven to be for all, and costs one resume where it is not") {
    using Codes = std::vector<std::string_view>;
    HttpAnswer const good{200, completion("{}")};
    HttpAnswer const page{403, "<html>Sorry, you have been blocked</html>", {}, "text/html"};
    HttpAnswer const lost{404, "<html>404 Not Found</html>", {}, "text/html"};
    HttpAnswer const wrong_model{404, error_body("model_not_found", "no such model")};
    HttpAnswer const forbidden{403, error_body("unsupported_country", "not here")};
    HttpAnswer const wrong_key{401, error_body("invalid_api_key", "no")};
    auto const codes = [](std::vector<HttpAnswer> const& script) {
        ModelServer const server(script);
        OpenAiClient client(options_for(server.base_url()));
        Codes result;
        for (std::size_t i = 0; i < script.size(); ++i) {
            auto request = score_request();
            request.document = "digest " + std::to_string(i);
            auto const code = error_of([&] { client.complete(request, {}); }).first;
            result.push_back(code == ErrorCode::internal ? "answered" : to_string(code));
        }
        return result;
    };
    CHECK(codes({good, page, good, lost, good}) ==
          Codes{"answered", "model_request_rejected", "answered", "model_request_rejected", "answered"});
    CHECK(codes({page, good, forbidden, wrong_model}) ==
          Codes{"model_request_rejected", "answered", "model_request_rejected", "model_request_rejected"});
    CHECK(codes({good, page, page, page}) ==
          Codes{"answered", "model_request_rejected", "model_request_rejected", "model_unauthorized"});
    CHECK(codes({good, lost, lost, good, lost, lost}) ==
          Codes{"answered", "model_request_rejected", "model_request_rejected", "answered",
                "model_request_rejected", "model_request_rejected"});
    CHECK(codes({wrong_model}) == Codes{"model_not_found"});
    CHECK(codes({forbidden}) == Codes{"model_unauthorized"});
    CHECK(codes({lost}) == Codes{"model_not_found"});
    CHECK(codes({good, wrong_key}) == Codes{"answered", "model_unauthorized"});
}

TEST_CASE("the same resume refused three times is no proof") {
    ModelServer const server({{200, completion("{}")}, {404, "<html></html>", {}, "text/html"}});
    OpenAiClient client(options_for(server.base_url()));
    client.complete(score_request(), {});
    for (int i = 0; i < 5; ++i) {
        CHECK(error_of([&] { client.complete(score_request(), {}); }).first ==
              ErrorCode::model_request_rejected);
    }
}

TEST_CASE("a redirect is not followed with the key") {
    ModelServer target({ok()});
    ModelServer server({{307, "", {{"Location", target.base_url() + "/chat/completions"}}}});
    CHECK(error_from(options_for(server.base_url())).first == ErrorCode::model_protocol_error);
    CHECK(target.request_count() == 0);
}

TEST_CASE("a packed answer is unpacked, and its limit counts unpacked bytes") {
    // gzip of {"choices":[{"message":{"content":"{}"}}]}
    RawServer server({packed_answer(
        "1f8b08000000000002ffab564acec8cf4c4e2d56b28aae56ca4d2d2e4e4c4f55b2aa564acecf2b49cd2b51b252"
        "aaae55aaad8dad050015c7439a2a000000")});
    CHECK(OpenAiClient(options_for(server.base_url())).complete(score_request(), {}).text == "{}");

    // gzip of 100,000 blanks
    RawServer bomb({packed_answer(
        "1f8b08000000000002ffedc13101000000c2a02aeb9fd21a1e4001000000000000000000000000000000000000"
        "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        "000000000000000000000000000000000000000000000000000000000000000000af062df079caa0860100")});
    auto options = options_for(bomb.base_url());
    options.max_response_bytes = 50'000;
    CHECK(error_from(options).second.find("50000 bytes (max_response_bytes)") != std::string::npos);

    RawServer broken({packed_answer("00112233")});
    CHECK(error_from(options_for(broken.base_url())).first == ErrorCode::model_protocol_error);
}

TEST_CASE("a request that certainly exceeds the context fails unsent") {
    ModelServer server({ok()});
    auto options = options_for(server.base_url());
    options.context_tokens = 10;
    CHECK(error_from(options).first == ErrorCode::model_context_exceeded);
    CHECK(server.request_count() == 0);
    options.context_tokens = 1000;
    CHECK(OpenAiClient(options).complete(score_request(), {}).text == "{}");
}

TEST_CASE("a client made before fork() refuses to work in the child") {
    // Without a server: a thread of one may hold a lock of the allocator while the child is made.
    OpenAiClient client(options_for("http://127.0.0.1:1/v1"));
    auto const child = fork();
    if (child == 0) {
        auto const code = error_of([&] { client.complete(score_request(), {}); }).first;
        _exit(code == ErrorCode::caller_forked ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(error_of([&] { client.complete(score_request(), {}); }).first == ErrorCode::model_unreachable);
}

TEST_CASE("options out of range are refused, and the key is in no message") {
    auto const refused = [](auto change) {
        auto options = options_for("http://127.0.0.1:1/v1");
        change(options);
        auto const [code, message] = error_of([&] { OpenAiClient client(options); });
        return code == ErrorCode::invalid_argument && message.find("4f9a") == std::string::npos;
    };
    CHECK(refused([](auto& options) { options.model = " "; }));
    CHECK(refused([](auto& options) { options.model = "a\nb"; }));
    CHECK(refused([](auto& options) { options.api_key += "\r\nX-Other: 1"; }));
    CHECK(refused([](auto& options) { options.base_url = "localhost:8080"; }));
    CHECK(refused([](auto& options) { options.temperature = 2.5; }));
    CHECK(refused([](auto& options) { options.temperature = std::nan(""); }));
    CHECK(refused([](auto& options) { options.max_output_tokens = 0; }));
    CHECK(refused([](auto& options) { options.reasoning_effort = ""; }));
    CHECK(refused([](auto& options) { options.context_tokens = 0; }));
    CHECK(refused([](auto& options) { options.timeout = std::chrono::milliseconds(0); }));
    CHECK(refused([](auto& options) { options.service_tier = ""; }));
    CHECK(refused([](auto& options) { options.organization = "a\nb"; }));
    CHECK(refused([](auto& options) { options.project = "a\rb"; }));
    CHECK(refused([](auto& options) { options.headers = {{"X-Bad Name", "1"}}; }));
    CHECK(refused([](auto& options) { options.headers = {{"AUTHORIZATION", "mine"}}; }));
    CHECK(refused([](auto& options) { options.headers = {{"X-Team", "a\r\nX-Other: 4f9a"}}; }));
    CHECK(refused([](auto& options) { options.headers = {{"X-Team", ""}}; }));
    CHECK(refused([](auto& options) { options.proxy = "ftp://user:4f9a@proxy.example"; }));
    CHECK(refused([](auto& options) { options.proxy = "proxy.example:3128"; }));
    CHECK(refused([](auto& options) { options.proxy = "http://me:4f9a/b@proxy.example:3128"; }));
    CHECK(refused([](auto& options) { options.proxy = "http://me:4f9a@proxy.example:port"; }));
    CHECK(refused([](auto& options) { options.connect_timeout = std::chrono::milliseconds(-1); }));
    CHECK(refused([](auto& options) { options.max_response_bytes = 0; }));
}
