#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ats/error.hpp>
#include <ats/job_queue.hpp>
#include <ats/testing.hpp>

using namespace ats;
using ats::testing::ScriptedClient;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<DocumentReader const> const reader = std::make_shared<DocumentReader>();

std::shared_ptr<ResumeScorer const> scorer_of(std::shared_ptr<LlmClient> client) {
    return std::make_shared<ResumeScorer>(std::move(client), criteria_from_texts({"Python"}));
}

DocumentSource resume(std::string name) {
    return DocumentSource::from_bytes(name, "Resume of " + name + "\n");
}

JobQueueOptions workers(int count, std::size_t capacity = 1024) {
    JobQueueOptions options;
    options.workers = count;
    options.capacity = capacity;
    return options;
}

// A client whose calls wait until they are let go, or cancelled.
struct Gate {
    std::promise<void> opener;
    std::shared_future<void> open = opener.get_future().share();
    std::atomic<int> started = 0;

    std::shared_ptr<ScriptedClient> client() {
        return std::make_shared<ScriptedClient>(
            [this](LlmRequest const& request, CallContext const& context) {
                ++started;
                while (open.wait_for(1ms) != std::future_status::ready) context.check();
                return LlmReply{testing::valid_reply(request), "gate", {}, {}, {}, {}};
            });
    }
    void wait_started(int count) {
        while (started < count) std::this_thread::sleep_for(1ms);
    }
};

ErrorCode code_of(Outcome const& outcome) { return outcome.failure()->code; }

}  // namespace

TEST_CASE("outcomes come back in the order of submission, each with its own name") {
    JobQueue queue(reader, scorer_of(std::make_shared<ScriptedClient>()), workers(4));
    std::set<JobId> ids;
    for (int i = 0; i < 50; ++i) ids.insert(queue.submit(resume("r" + std::to_string(i))));
    CHECK(ids.size() == 50);
    auto const outcomes = *queue.wait_all();
    REQUIRE(outcomes.size() == 50);
    for (int i = 0; i < 50; ++i) {
        CHECK(outcomes[static_cast<std::size_t>(i)].name == "r" + std::to_string(i));
        CHECK(outcomes[static_cast<std::size_t>(i)].scorecard() != nullptr);
    }
    CHECK(queue.progress().finished == 50);
    CHECK(queue.progress().failed == 0);
}

TEST_CASE("one bad document is one failure and the others are scored") {
    JobQueue queue(reader, scorer_of(std::make_shared<ScriptedClient>()), workers(2));
    queue.submit(resume("good"));
    queue.submit(DocumentSource::from_bytes("empty.txt", ""));
    queue.submit(DocumentSource::from_file("/nonexistent/cv.pdf"));
    auto const outcomes = *queue.wait_all();
    CHECK(outcomes[0].scorecard() != nullptr);
    CHECK(code_of(outcomes[1]) == ErrorCode::document_empty);
    CHECK(code_of(outcomes[2]) == ErrorCode::document_not_found);
    CHECK(queue.progress().failed == 2);
}

TEST_CASE("whatever a client throws fails that resume alone") {
    auto client = std::make_shared<ScriptedClient>(std::vector<ScriptedClient::Step>{
        [](LlmRequest const&, CallContext const&) -> LlmReply { throw std::runtime_error("mine"); },
        [](LlmRequest const&, CallContext const&) -> LlmReply { throw 7; }, ScriptedClient::valid()});
    JobQueue queue(reader, scorer_of(client), workers(1));
    for (auto const* name : {"a", "b", "c"}) queue.submit(resume(name));
    auto const outcomes = *queue.wait_all();
    CHECK(code_of(outcomes[0]) == ErrorCode::internal);
    CHECK(outcomes[0].failure()->message == "mine");
    CHECK(code_of(outcomes[1]) == ErrorCode::internal);
    CHECK(outcomes[2].scorecard() != nullptr);
}

TEST_CASE("after a refused key the rest fails unsent as run_aborted") {
    auto client = std::make_shared<ScriptedClient>(
        ScriptedClient::error(ModelServiceError(ErrorCode::model_unauthorized, "the key was refused")));
    JobQueue queue(reader, scorer_of(client), workers(1));
    for (int i = 0; i < 10; ++i) queue.submit(resume(std::to_string(i)));
    auto const outcomes = *queue.wait_all();
    CHECK(client->calls() == 1);
    CHECK(code_of(outcomes[0]) == ErrorCode::model_unauthorized);
    CHECK(code_of(outcomes[9]) == ErrorCode::run_aborted);
    CHECK(outcomes[9].failure()->message ==
          "not sent, because an earlier request failed with model_unauthorized");
}

TEST_CASE("a server error aborts nothing") {
    auto client = std::make_shared<ScriptedClient>(
        ScriptedClient::error(ModelServiceError(ErrorCode::model_server_error, "500")));
    JobQueue queue(reader, scorer_of(client), workers(1));
    for (int i = 0; i < 3; ++i) queue.submit(resume(std::to_string(i)));
    queue.wait_all();
    CHECK(client->calls() == 3);
}

TEST_CASE("status tells queued, running, succeeded") {
    Gate gate;
    JobQueue queue(reader, scorer_of(gate.client()), workers(1));
    auto const first = queue.submit(resume("first"));
    auto const second = queue.submit(resume("second"));
    gate.wait_started(1);
    CHECK(queue.status(first) == JobState::running);
    CHECK(queue.status(second) == JobState::queued);
    gate.opener.set_value();
    queue.wait_all();
    CHECK(queue.status(second) == JobState::succeeded);
    CHECK_THROWS_AS(queue.status(99), QueueError);
}

TEST_CASE("cancelling a waiting job keeps it from starting; cancelling a running one stops its call") {
    Gate gate;
    JobQueue queue(reader, scorer_of(gate.client()), workers(1));
    auto const running = queue.submit(resume("running"));
    auto const waiting = queue.submit(resume("waiting"));
    gate.wait_started(1);
    CHECK(queue.cancel(waiting));
    CHECK(queue.status(waiting) == JobState::cancelled);
    CHECK(queue.cancel(running));
    CHECK(code_of(*queue.wait(running)) == ErrorCode::cancelled);
    CHECK_FALSE(queue.cancel(running));
    CHECK(gate.started == 1);
}

TEST_CASE("a wait ends at its deadline or when cancelled, and the job goes on") {
    Gate gate;
    JobQueue queue(reader, scorer_of(gate.client()), workers(1));
    auto const id = queue.submit(resume("slow"));
    CHECK_FALSE(queue.wait(id, CallContext::with_timeout(1ms)).has_value());
    CHECK_FALSE(queue.wait_all(CallContext::with_timeout(1ms)).has_value());
    CallContext context;
    std::thread canceller([&] { context.cancel.cancel(); });
    CHECK_FALSE(queue.wait(id, context).has_value());
    canceller.join();
    gate.opener.set_value();
    CHECK(queue.wait(id)->scorecard() != nullptr);
}

TEST_CASE("submitting to a full queue waits for a place") {
    Gate gate;
    JobQueue queue(reader, scorer_of(gate.client()), workers(1, 1));
    queue.submit(resume("running"));
    gate.wait_started(1);
    queue.submit(resume("waiting"));
    CHECK_THROWS_AS(queue.submit(resume("third"), CallContext::with_timeout(1ms)), CallerError);
    auto third = std::async(std::launch::async, [&] { return queue.submit(resume("third")); });
    gate.opener.set_value();
    CHECK(queue.wait(third.get())->scorecard() != nullptr);
}

TEST_CASE("closing finishes or drops what is left, as told, and takes no more") {
    auto client = std::make_shared<ScriptedClient>();
    JobQueue finishing(reader, scorer_of(client), workers(1));
    for (int i = 0; i < 20; ++i) finishing.submit(resume("x"));
    finishing.close(JobQueue::Close::finish);
    CHECK(finishing.wait_all()->back().scorecard() != nullptr);
    CHECK_THROWS_AS(finishing.submit(resume("late")), QueueError);
    finishing.close(JobQueue::Close::drop);

    Gate gate;
    JobQueue dropping(reader, scorer_of(gate.client()), workers(1));
    for (int i = 0; i < 20; ++i) dropping.submit(resume("x"));
    gate.wait_started(1);
    dropping.close(JobQueue::Close::drop);
    auto const outcomes = *dropping.wait_all();
    REQUIRE(outcomes.size() == 20);
    for (auto const& outcome : outcomes) CHECK(code_of(outcome) == ErrorCode::cancelled);
}

TEST_CASE("progress is told once for each job, rises, and is complete when wait_all returns") {
    std::vector<std::size_t> seen;
    auto options = workers(4);
    options.on_progress = [&](QueueProgress const& progress) { seen.push_back(progress.finished); };
    JobQueue queue(reader, scorer_of(std::make_shared<ScriptedClient>()), options);
    for (int i = 0; i < 30; ++i) queue.submit(resume("x"));
    queue.wait_all();
    REQUIRE(seen.size() == 30);
    for (std::size_t i = 0; i < 30; ++i) CHECK(seen[i] == i + 1);
}

TEST_CASE("a progress callback may cancel the rest") {
    JobQueue* cancelled = nullptr;
    auto options = workers(1);
    std::size_t last = 0;
    options.on_progress = [&](QueueProgress const& progress) {
        last = std::max(last, progress.finished);
        if (progress.finished == 1) cancelled->cancel_all();
    };
    Gate gate;
    JobQueue queue(reader, scorer_of(gate.client()), options);
    cancelled = &queue;
    for (int i = 0; i < 5; ++i) queue.submit(resume("x"));
    gate.opener.set_value();
    auto const outcomes = *queue.wait_all();
    CHECK(outcomes.front().scorecard() != nullptr);
    CHECK(code_of(outcomes.back()) == ErrorCode::cancelled);
    CHECK(last == 5);
}

TEST_CASE("whoever asks is told of the outcome once, before or after it is there") {
    Gate gate;
    JobQueue queue(reader, scorer_of(gate.client()), workers(1));
    auto const id = queue.submit(resume("x"));
    std::promise<std::string> early;
    queue.on_finished(id, [&](Outcome const& outcome) { early.set_value(outcome.name); });
    gate.opener.set_value();
    CHECK(early.get_future().get() == "x");
    std::string late;
    queue.on_finished(id, [&](Outcome const& outcome) { late = outcome.name; });
    CHECK(late == "x");
    CHECK_THROWS_AS(queue.on_finished(7, [](Outcome const&) {}), QueueError);
}

TEST_CASE("a forgotten job is unknown, an unfinished one cannot be forgotten") {
    Gate gate;
    JobQueue queue(reader, scorer_of(gate.client()), workers(1));
    auto const id = queue.submit(resume("x"));
    CHECK_FALSE(queue.forget(id));
    gate.opener.set_value();
    queue.wait(id);
    CHECK(queue.forget(id));
    CHECK_THROWS_AS(queue.wait(id), QueueError);
    CHECK(queue.wait_all()->empty());
}

TEST_CASE("options out of range are refused") {
    auto scorer = scorer_of(std::make_shared<ScriptedClient>());
    CHECK_THROWS_AS(JobQueue(reader, scorer, workers(-1)), CallerError);
    CHECK_THROWS_AS(JobQueue(reader, scorer, workers(4097)), CallerError);
    CHECK_THROWS_AS(JobQueue(reader, scorer, workers(1, 0)), CallerError);
    CHECK_THROWS_AS(JobQueue(nullptr, scorer), CallerError);
}

TEST_CASE("a forked child is told that its workers are gone, and may destroy the queue") {
    Gate gate;
    auto queue = std::make_unique<JobQueue>(reader, scorer_of(gate.client()), workers(1));
    queue->submit(resume("running"));
    gate.wait_started(1);  // A worker that waits holds no lock of the allocator while the child is made.
    auto const child = fork();
    if (child == 0) {
        try {
            queue->submit(resume("x"));
        } catch (CallerError const& error) {
            queue.reset();
            _exit(error.code() == ErrorCode::caller_forked ? 0 : 1);
        }
        _exit(2);
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(status == 0);
}

TEST_CASE("on_outcome has the document and the outcome of every job, once, before anybody else") {
    std::mutex mutex;
    std::map<JobId, std::pair<std::string, bool>> told;  // The text that was read, and if it was scored.
    std::atomic<std::size_t> count = 0;
    std::atomic<bool> first = true;
    auto options = workers(4);
    options.on_outcome = [&](JobId id, Document const* document, Outcome const& outcome) {
        std::lock_guard lock(mutex);
        told[id] = {document ? document->text : "", outcome.scorecard() != nullptr};
        ++count;
    };
    options.on_progress = [&](QueueProgress const& progress) { first = first && progress.finished <= count; };
    JobQueue queue(reader, scorer_of(std::make_shared<ScriptedClient>()), options);
    for (int i = 0; i < 20; ++i) queue.submit(resume(std::to_string(i)));
    queue.submit(DocumentSource::from_bytes("empty.txt", ""));
    queue.wait_all();
    CHECK(count == 21);
    CHECK(first);
    CHECK(told.at(1) == std::pair<std::string, bool>("Resume of 0\n", true));
    CHECK(told.at(21) == std::pair<std::string, bool>("", false));
}

TEST_CASE("on_outcome is told of cancelled jobs") {
    Gate gate;
    std::atomic<int> cancelled = 0;
    auto options = workers(1);
    options.on_outcome = [&](JobId, Document const*, Outcome const& outcome) {
        cancelled += code_of(outcome) == ErrorCode::cancelled;
    };
    JobQueue queue(reader, scorer_of(gate.client()), options);
    for (int i = 0; i < 3; ++i) queue.submit(resume(std::to_string(i)));
    gate.wait_started(1);
    queue.cancel_all();
    queue.wait_all();
    CHECK(cancelled == 3);
}

TEST_CASE("an outcome that could not be kept has failed, and the rest is neither sent nor handed over") {
    auto client = std::make_shared<ScriptedClient>();
    std::atomic<int> handed_over = 0;
    auto options = workers(1);
    options.on_outcome = [&](JobId, Document const*, Outcome const&) {
        if (++handed_over == 2) throw CallerError(ErrorCode::record_failed, "the disk is full");
    };
    JobQueue queue(reader, scorer_of(client), options);
    for (int i = 0; i < 5; ++i) queue.submit(resume(std::to_string(i)));
    auto const outcomes = *queue.wait_all();
    CHECK(outcomes[0].scorecard() != nullptr);
    CHECK(code_of(outcomes[1]) == ErrorCode::record_failed);
    CHECK(outcomes[1].failure()->message == "the disk is full");
    CHECK(code_of(outcomes[4]) == ErrorCode::run_aborted);
    CHECK(client->calls() == 2);
    CHECK(handed_over == 2);
}

TEST_CASE("a queue that keeps no outcomes tells each to its callbacks and forgets it") {
    Gate gate;
    auto options = workers(2, 4);
    options.keep_outcomes = false;
    std::atomic<int> told = 0;
    options.on_outcome = [&](JobId, Document const*, Outcome const&) { ++told; };
    JobQueue queue(reader, scorer_of(gate.client()), options);
    auto const id = queue.submit(resume("a"));
    std::promise<std::string> name;
    queue.on_finished(id, [&](Outcome const& outcome) { name.set_value(outcome.name); });
    gate.opener.set_value();
    CHECK(name.get_future().get() == "a");
    for (int i = 0; i < 20; ++i) queue.submit(resume(std::to_string(i)));
    CHECK(queue.wait_all()->empty());
    CHECK(told == 21);
    CHECK(queue.progress().finished == 21);
    CHECK_THROWS_AS(queue.status(id), QueueError);
}

TEST_CASE("what has not ended when the time is up fails as deadline_exceeded, and what has ended is kept") {
    Gate gate;
    auto options = workers(1);
    options.time_limit = 200ms;
    auto const client = std::make_shared<ScriptedClient>(
        [&, scripted = gate.client()](LlmRequest const& request, CallContext const& context) {
            if (gate.started++ == 0) return LlmReply{testing::valid_reply(request), "gate", {}, {}, {}, {}};
            return scripted->complete(request, context);
        });
    JobQueue queue(reader, scorer_of(client), options);
    for (auto const* const name : {"done", "under way", "waiting"}) queue.submit(resume(name));
    auto const outcomes = *queue.wait_all();
    CHECK(outcomes[0].scorecard() != nullptr);
    CHECK(code_of(outcomes[1]) == ErrorCode::deadline_exceeded);
    CHECK(code_of(outcomes[2]) == ErrorCode::deadline_exceeded);
    options.time_limit = 0ms;
    CHECK_THROWS_AS(JobQueue(reader, scorer_of(client), options), CallerError);
}
