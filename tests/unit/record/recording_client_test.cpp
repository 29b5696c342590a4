#include <atomic>
#include <future>
#include <thread>

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <ats/criteria_extractor.hpp>
#include <ats/recording_client.hpp>
#include <ats/resume_scorer.hpp>
#include <ats/testing.hpp>

#include "record/made.hpp"

using namespace ats;
using namespace ats::test;
using ats::testing::ScriptedClient;
using namespace std::chrono_literals;

namespace {

LlmReply reply_of(std::string text) {
    LlmReply reply;
    reply.text = std::move(text);
    reply.model = "house-model-2";
    reply.usage.prompt_tokens = 200;
    reply.rate_limit.remaining_requests = 7;
    return reply;
}

std::shared_ptr<ScriptedClient> counting() {
    auto count = std::make_shared<std::atomic<int>>(0);
    return std::make_shared<ScriptedClient>(
        [count](LlmRequest const&, CallContext const&) { return reply_of(std::to_string(++*count)); });
}

}  // namespace

TEST_CASE("recording client: what was answered is not asked again, by nobody with this record") {
    TemporaryFolder const folder;
    auto const inner = counting();
    CHECK(RecordingClient(inner, open_record(folder), "m").complete(question("Jane\n"), {}).text == "1");
    RecordingClient later(inner, open_record(folder), "m");
    auto const reply = later.complete(question("Jane\n"), {});
    CHECK(reply.text == "1");
    CHECK(reply.model == "house-model-2");
    CHECK(reply.usage.prompt_tokens == 200);
    CHECK(inner->calls() == 1);
    CHECK(later.complete(question("Joe\n"), {}).text == "2");
}

TEST_CASE("recording client: another identity is another question") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    auto const inner = counting();
    CHECK(RecordingClient(inner, record, "m").complete(question("Jane\n"), {}).text == "1");
    CHECK(RecordingClient(inner, record, "n").complete(question("Jane\n"), {}).text == "2");
}

TEST_CASE("recording client: the first and a later answer are the same to the last field") {
    TemporaryFolder const folder;
    RecordingClient client(counting(), open_record(folder), "m");
    CHECK_FALSE(client.complete(question("Jane\n"), {}).rate_limit.remaining_requests);
    CHECK_FALSE(client.complete(question("Jane\n"), {}).rate_limit.remaining_requests);
}

TEST_CASE("recording client: a failure is never stored") {
    TemporaryFolder const folder;
    auto const inner = std::make_shared<ScriptedClient>(std::vector<ScriptedClient::Step>{
        ScriptedClient::error(ModelServiceError(ErrorCode::model_server_error, "500")),
        ScriptedClient::error(ModelAnswerError(ErrorCode::model_refused, "no")),
        ScriptedClient::reply("{}"),
    });
    RecordingClient client(inner, open_record(folder), "m");
    auto const ask = [&] { client.complete(question("Jane\n"), {}); };
    CHECK(code_of(ask) == ErrorCode::model_server_error);
    CHECK(code_of(ask) == ErrorCode::model_refused);
    CHECK(client.complete(question("Jane\n"), {}).text == "{}");
    CHECK(inner->calls() == 3);
}

TEST_CASE("recording client: threads that ask the same at once ask once") {
    TemporaryFolder const folder;
    std::promise<void> go;
    auto const gone = go.get_future().share();
    auto const inner = std::make_shared<ScriptedClient>([gone](LlmRequest const&, CallContext const&) {
        gone.wait();
        return reply_of("one");
    });
    RecordingClient client(inner, open_record(folder), "m");
    std::vector<std::future<LlmReply>> replies;
    for (int i = 0; i < 6; ++i) {
        replies.push_back(
            std::async(std::launch::async, [&] { return client.complete(question("Jane\n"), {}); }));
    }
    while (inner->calls() == 0) std::this_thread::yield();
    go.set_value();
    for (auto& reply : replies) CHECK(reply.get().text == "one");
    CHECK(inner->calls() == 1);
}

TEST_CASE("recording client: whoever waits for another's answer asks itself when that one fails") {
    TemporaryFolder const folder;
    std::promise<void> go;
    auto const gone = go.get_future().share();
    auto const inner = std::make_shared<ScriptedClient>(
        std::vector<ScriptedClient::Step>{[gone](LlmRequest const&, CallContext const&) -> LlmReply {
                                              gone.wait();
                                              throw ModelServiceError(ErrorCode::model_timeout, "late");
                                          },
                                          ScriptedClient::reply("{}")});
    RecordingClient client(inner, open_record(folder), "m");
    auto const ask = [&] { return client.complete(question("Jane\n"), {}).text; };
    auto first = std::async(std::launch::async, ask);
    while (inner->calls() == 0) std::this_thread::yield();
    auto second = std::async(std::launch::async, ask);
    go.set_value();
    CHECK(code_of([&] { first.get(); }) == ErrorCode::model_timeout);
    CHECK(second.get() == "{}");
}

TEST_CASE("recording client: who waits for another's answer can be cancelled, and has a deadline") {
    TemporaryFolder const folder;
    std::promise<void> go;
    auto const gone = go.get_future().share();
    auto const inner = std::make_shared<ScriptedClient>([gone](LlmRequest const&, CallContext const&) {
        gone.wait();
        return reply_of("{}");
    });
    RecordingClient client(inner, open_record(folder), "m");
    auto first = std::async(std::launch::async, [&] { return client.complete(question("Jane\n"), {}); });
    while (inner->calls() == 0) std::this_thread::yield();
    CHECK(code_of([&] { client.complete(question("Jane\n"), CallContext::with_timeout(5ms)); }) ==
          ErrorCode::deadline_exceeded);
    CallContext cancelled;
    auto second =
        std::async(std::launch::async, [&] { return client.complete(question("Jane\n"), cancelled); });
    cancelled.cancel.cancel();
    CHECK(code_of([&] { second.get(); }) == ErrorCode::cancelled);
    go.set_value();
    CHECK(first.get().text == "{}");
    CHECK(inner->calls() == 1);
}

TEST_CASE("recording client: an answer that cannot be kept is never lost without a word") {
    TemporaryFolder const folder;
    RecordOptions options;
    options.patience = 10ms;
    auto const record = std::make_shared<Record>(folder.file("r.db"), options);
    RecordingClient client(counting(), record, "m");
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(folder.file("r.db").c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    auto const ask = [&] { client.complete(question("Jane\n"), {}); };
    CHECK(message_of(ask) == folder.file("r.db") +
                                 ": the record is locked by another process that does not let go"
                                 "; an answer of the model was received and is lost");
    CHECK(code_of(ask) == ErrorCode::record_failed);
    sqlite3_close(other);
}

TEST_CASE("recording client: scoring and extraction name their document to the record, not to the model") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    auto const inner = std::make_shared<ScriptedClient>();
    auto const client = std::make_shared<RecordingClient>(inner, record, "m");
    auto const job = Document::from_text("job.txt", "Python\nSQL\n");
    auto const resume = Document::from_text("jane.txt", "Jane\nPython\n");
    ResumeScorer const scorer(client, CriteriaExtractor(client).extract(job));
    auto const once = scorer.score(resume);
    auto const again = scorer.score(resume);
    CHECK(inner->calls() == 2);
    CHECK(again.total == once.total);
    REQUIRE(record->replies(resume.digest).size() == 1);
    CHECK(record->replies(resume.digest)[0].request.task == "score_resume");
    CHECK(record->replies(job.digest).at(0).request.task == "extract_criteria");
    auto const requests = inner->requests();
    for (auto const& section : requests[1].sections)
        CHECK(section.text.find(resume.digest) == std::string::npos);
}

TEST_CASE("recording client: an answer that fits the schema and is of no use is asked for again") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    auto const inner = std::make_shared<ScriptedClient>(std::vector<ScriptedClient::Step>{
        ScriptedClient::reply(R"({"criteria": []})"), ScriptedClient::valid(),
        ScriptedClient::reply(R"({"scores": {"c1": {"quotes": [], "reason": ")" + std::string(2001, 'x') +
                              R"(", "score": 1}}})"),
        ScriptedClient::valid(4)});
    auto const client = std::make_shared<RecordingClient>(inner, record, "m");
    auto const job = Document::from_text("job.txt", "Python\n");
    auto const resume = Document::from_text("jane.txt", "Jane\nPython\n");
    CriteriaExtractor const extractor(client);
    CHECK(code_of([&] { extractor.extract(job); }) == ErrorCode::model_reply_invalid);
    ResumeScorer const scorer(client, extractor.extract(job));
    CHECK(code_of([&] { scorer.score(resume); }) == ErrorCode::model_reply_invalid);
    CHECK(record->replies(resume.digest).empty());
    CHECK(scorer.score(resume).scores.at(0).score == 4);
    CHECK(inner->calls() == 4);
}

TEST_CASE("recording client: needs something to wrap and a record") {
    TemporaryFolder const folder;
    CHECK(code_of([&] { RecordingClient(nullptr, open_record(folder), "m"); }) ==
          ErrorCode::invalid_argument);
    CHECK(code_of([&] { RecordingClient(counting(), nullptr, "m"); }) == ErrorCode::invalid_argument);
}
