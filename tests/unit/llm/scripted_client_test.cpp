#include <thread>

#include <doctest/doctest.h>

#include <ats/testing.hpp>

#include "llm/requests.hpp"

using namespace ats;
using namespace ats::test;
using ats::testing::ScriptedClient;
using ats::testing::valid_reply;

TEST_CASE("a valid reply scores each criterion and quotes the resume's first line") {
    CHECK(valid_reply(score_request()) == valid_scores());
    auto request = score_request();
    request.sections[2].text = R"([{"id":"c7"}])";
    CHECK(valid_reply(request, 2.5) ==
          R"({"scores":{"c7":{"quotes":["Zoe Example"],"reason":"A scripted answer.","score":2.5}}})");
}

TEST_CASE("a valid reply to a job description has a criterion for each line, at most 20") {
    LlmRequest request;
    request.task = "extract_criteria";
    request.sections = {{"job_description", "Nurse\r\n\n  Nights ", true}};
    CHECK(valid_reply(request) ==
          R"({"criteria":[)"
          R"({"source":"Nurse","text":"Nurse","kind":"other","importance":"must","min_years":null},)"
          R"({"source":"Nights","text":"Nights","kind":"other","importance":"must","min_years":null}]})");

    request.sections[0].text.clear();
    for (int i = 0; i < 30; ++i) request.sections[0].text += "line\n";
    auto const reply = valid_reply(request);
    std::size_t count = 0;
    for (auto at = reply.find("\"source\""); at != std::string::npos; at = reply.find("\"source\"", at + 1))
        ++count;
    CHECK(count == 20);
}

TEST_CASE("no valid reply is known for a request that is none of the library's") {
    LlmRequest request;
    request.task = "write_poem";
    CHECK(error_of([&] { valid_reply(request); }).first == ErrorCode::invalid_argument);
    request.task = "score_resume";
    CHECK(error_of([&] { valid_reply(request); }).first == ErrorCode::invalid_argument);
    request = score_request();
    request.sections[2].text = "c1, c2";
    CHECK(error_of([&] { valid_reply(request); }).first == ErrorCode::invalid_argument);
}

TEST_CASE("steps are taken in order, and one request too many is a defect of the test") {
    ScriptedClient client({ScriptedClient::reply("first"),
                           ScriptedClient::error(ModelServiceError(ErrorCode::model_server_error, "down")),
                           ScriptedClient::valid(4)});
    CHECK(client.complete(score_request(), {}).text == "first");
    CHECK(error_of([&] { client.complete(score_request(), {}); }).first == ErrorCode::model_server_error);
    CHECK(client.complete(score_request(), {}).text.find("\"score\":4") != std::string::npos);
    CHECK(error_of([&] { client.complete(score_request(), {}); }).first == ErrorCode::internal);
    CHECK(client.calls() == 4);
    CHECK(client.requests().at(3).task == "score_resume");
}

TEST_CASE("the wait of a scripted reply ends when it is cancelled") {
    ScriptedClient client(ScriptedClient::valid(3, std::chrono::hours(1)));
    CallContext context;
    std::thread canceller([&] {
        while (client.calls() == 0) std::this_thread::yield();
        context.cancel.cancel();
    });
    CHECK(error_of([&] { client.complete(score_request(), context); }).first == ErrorCode::cancelled);
    canceller.join();
}
