#include <csignal>
#include <thread>

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/sha256.hpp"
#include "record/made.hpp"

using namespace ats;
using namespace ats::test;

namespace {

// What another program does to the file.
void run_sql(std::string const& path, char const* sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    CHECK(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
}

// Holds the lock of the writer until it goes.
class Lock {
public:
    explicit Lock(std::string const& path) {
        REQUIRE(sqlite3_open(path.c_str(), &database_) == SQLITE_OK);
        REQUIRE(sqlite3_exec(database_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    ~Lock() { sqlite3_close(database_); }
    Lock(Lock const&) = delete;
    Lock& operator=(Lock const&) = delete;

private:
    sqlite3* database_ = nullptr;
};

std::string problem_with(std::string const& path, RecordOptions options = {}) {
    return message_of([&] { Record(path, options); });
}

// @returns how the child ended: 0 if `work` ran to its end.
template <class Work>
int in_child(Work work) {
    auto const child = fork();
    if (child == 0) {
        try {
            work();
            _exit(0);
        } catch (...) {
            _exit(1);
        }
    }
    int status = -1;
    waitpid(child, &status, 0);
    return status;
}

}  // namespace

TEST_CASE("SHA-256 is that of the standard") {
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("record: an answer is found again, as it was, by the next process") {
    TemporaryFolder const folder;
    auto const given = answer("Jane\n", R"({"scores": {}})");
    open_record(folder)->keep(given);
    auto const record = open_record(folder);
    auto const found = record->find(given.key);
    REQUIRE(found);
    CHECK(found->text == R"({"scores": {}})");
    CHECK(found->model == "house-model-2");
    CHECK(found->request_id == "req_7");
    CHECK(found->finish_reason == FinishReason::stop);
    CHECK(found->usage.prompt_tokens == 200);
    CHECK(found->usage.cached_tokens == 100);
    CHECK(found->usage.reasoning_tokens == 5);
    CHECK_FALSE(record->find("another key"));
}

TEST_CASE("record: the whole question stands beside its answer") {
    TemporaryFolder const folder;
    auto const record = record_at(folder, moment());
    auto given = answer("Jane\n", "{}");
    given.request.corrections = {{"[]", "no object"}};
    record->keep(given);
    auto const replies = record->replies("d1");
    REQUIRE(replies.size() == 1);
    auto const& request = replies[0].request;
    CHECK(request.task == "score_resume");
    CHECK(request.instructions == "Score it.");
    REQUIRE(request.sections.size() == 2);
    CHECK(request.sections[1].label == "resume");
    CHECK(request.sections[1].text == "Jane\n");
    CHECK(request.sections[1].untrusted);
    CHECK_FALSE(request.sections[0].untrusted);
    CHECK(request.schema == R"({"type": "object"})");
    REQUIRE(request.corrections.size() == 1);
    CHECK(request.corrections[0].errors == "no object");
    CHECK(request.document == "d1");
    CHECK(replies[0].identity == "house-model");
    CHECK(replies[0].latency.count() == 123);
    CHECK(replies[0].time == "2026-11-23T08:30:00Z");
}

TEST_CASE("record: the first answer under a key stays") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    CHECK(record->keep(answer("Jane\n", "first")).text == "first");
    CHECK(record->keep(answer("Jane\n", "second")).text == "first");
    CHECK(record->find(answer("Jane\n", "").key)->text == "first");
}

TEST_CASE("record: a text that many requests share is stored once") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    std::string const shared(50000, 'x');
    for (int i = 0; i < 20; ++i) {
        auto reply = answer("Resume " + std::to_string(i), "{}", "d" + std::to_string(i));
        reply.request.instructions = shared;
        reply.key = reply_key(reply.request, reply.identity);
        record->keep(reply);
    }
    record->purge(std::chrono::hours{24});  // Nothing is that old: it only packs the file.
    CHECK(folder.all_bytes().size() < 3 * shared.size() + 100000);
    CHECK(record->replies("d7").at(0).request.instructions == shared);
}

TEST_CASE("reply_key: everything that can change the answer changes it, and nothing else") {
    auto const request = question("Jane\n");
    auto const key = reply_key(request, "m");
    CHECK(key.size() == 64);
    CHECK(reply_key(request, "n") != key);
    auto other = request;
    other.document = "another file with the same text";
    CHECK(reply_key(other, "m") == key);
    auto const differs = [&](auto change) {
        auto changed = request;
        change(changed);
        return reply_key(changed, "m") != key;
    };
    CHECK(differs([](LlmRequest& r) { r.task = "x"; }));
    CHECK(differs([](LlmRequest& r) { r.instructions += " "; }));
    CHECK(differs([](LlmRequest& r) { r.sections[1].text += " "; }));
    CHECK(differs([](LlmRequest& r) { r.sections[0].label = "x"; }));
    CHECK(differs([](LlmRequest& r) { r.sections[0].untrusted = true; }));
    CHECK(differs([](LlmRequest& r) { std::swap(r.sections[0], r.sections[1]); }));
    CHECK(differs([](LlmRequest& r) { r.schema = "{}"; }));
    CHECK(differs([](LlmRequest& r) { r.corrections.push_back({"a", "b"}); }));
    CHECK(differs([](LlmRequest& r) { r.sample = 1; }));
    CHECK(differs([](LlmRequest& r) { r.prompt = "score_resume 2"; }));
    CHECK_FALSE(differs([](LlmRequest& r) { r.prompt = ""; }));  // As earlier versions asked.
}

TEST_CASE("record: the file is for its owner's eyes only, whatever it is called") {
    TemporaryFolder const folder;
    Record const record(folder.file("r.db"));
    for (auto const* name : {"r.db", "r.db-wal", "r.db-shm"}) {
        CAPTURE(name);
        struct stat found {};
        REQUIRE(stat(folder.file(name).c_str(), &found) == 0);
        CHECK((found.st_mode & 0777U) == 0600U);
    }
    CHECK(code_of([] { Record(""); }) == ErrorCode::invalid_argument);
}

TEST_CASE("record: what cannot be opened is said in a sentence") {
    TemporaryFolder const folder;
    RecordOptions existing;
    existing.must_exist = true;
    auto const path = folder.file("r.db");
    CHECK(problem_with(path, existing) == path + ": the record cannot be opened: No such file or directory");
    CHECK(problem_with(folder.file("")) == folder.file("") + ": a record must be a regular file");
    std::ofstream(path) << "Jane Roe\nSenior engineer, and far longer than the header of a database is. "
                           "One hundred bytes are enough for that, so here they are.\n";
    CHECK(problem_with(path) == path + ": this is no record of atschecker");
    CHECK(folder.all_bytes().starts_with("Jane Roe\n"));
}

TEST_CASE("record: the database of another program is left alone") {
    TemporaryFolder const folder;
    auto const path = folder.file("r.db");
    run_sql(path, "CREATE TABLE theirs (a)");
    CHECK(problem_with(path) == path + ": this is the database of another program");
}

TEST_CASE("record: a newer form is refused, and named") {
    TemporaryFolder const folder;
    auto const path = folder.file("r.db");
    open_record(folder);
    run_sql(path, "PRAGMA user_version = 99");
    CHECK(problem_with(path) ==
          path +
              ": the record was written by a newer version of atschecker: use that one (form 99, this one "
              "knows 2)");
}

TEST_CASE("record: a damaged file is an error and no crash") {
    TemporaryFolder const folder;
    auto const given = answer("Jane\n", "{}");
    open_record(folder)->keep(given);
    run_sql(folder.file("r.db"), "UPDATE replies SET usage = '[1'");
    auto const record = open_record(folder);
    CHECK(code_of([&] { record->find(given.key); }) == ErrorCode::record_failed);
}

TEST_CASE("record: a lock that is not let go of is an error, after the patience") {
    TemporaryFolder const folder;
    open_record(folder);
    RecordOptions options;
    options.patience = std::chrono::milliseconds{20};
    Record record(folder.file("r.db"), options);
    {
        Lock const lock(folder.file("r.db"));
        CHECK(message_of([&] { record.keep(answer("Jane\n", "{}")); }) ==
              record.path() + ": the record is locked by another process that does not let go");
        CHECK_FALSE(record.find("k"));  // Readers do not wait for writers.
    }
    CHECK(record.keep(answer("Jane\n", "{}")).text == "{}");
}

TEST_CASE("record: a full disk is an error that says so") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    record->keep(answer("Jane\n", "kept"));
    // A file that may not grow is what a full disk is to a program; SIGXFSZ would end it.
    CHECK(in_child([&] {
              signal(SIGXFSZ, SIG_IGN);
              rlimit const limit{300000, 300000};
              setrlimit(RLIMIT_FSIZE, &limit);
              Record mine(folder.file("r.db"));
              auto const message = message_of([&] { mine.keep(answer("Joe\n", std::string(500000, 'x'))); });
              if (message.find("could not be ") == std::string::npos) throw 1;
              if (mine.find(answer("Jane\n", "").key)->text != "kept") throw 2;
              if (mine.keep(answer("Jill\n", "short")).text != "short") throw 3;
          }) == 0);
    CHECK(record->find(answer("Jill\n", "").key)->text == "short");
}

TEST_CASE("record: a file of the first form keeps its answers and gets names for new ones") {
    TemporaryFolder const folder;
    open_record(folder)->keep(answer("Jane\n", "kept"));
    run_sql(folder.file("r.db"), "ALTER TABLE replies DROP COLUMN name; PRAGMA user_version = 1");
    auto const record = open_record(folder);
    CHECK(record->find(answer("Jane\n", "").key)->text == "kept");
    CHECK(record->replies("d1").at(0).request.document_name.empty());
    auto named = answer("Joe\n", "{}", "d2");
    named.request.document_name = "joe.pdf";
    record->keep(named);
    CHECK(record->documents_named("joe.pdf").at(0).digest == "d2");
}

TEST_CASE("record: an empty file that was there becomes a record for its owner alone") {
    TemporaryFolder const folder;
    std::ofstream(folder.file("r.db")).close();
    REQUIRE(chmod(folder.file("r.db").c_str(), 0644) == 0);
    open_record(folder);
    struct stat found {};
    REQUIRE(stat(folder.file("r.db").c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
}

TEST_CASE("record: a file that is a link or open to others is refused") {
    TemporaryFolder const folder;
    open_record(folder);
    REQUIRE(symlink(folder.file("r.db").c_str(), folder.file("link.db").c_str()) == 0);
    CHECK(problem_with(folder.file("link.db")).find("a record must be a regular file") != std::string::npos);
    REQUIRE(chmod(folder.file("r.db").c_str(), 0640) == 0);
    CHECK(problem_with(folder.file("r.db")).find("`chmod 600` it") != std::string::npos);
    REQUIRE(chmod(folder.file("r.db").c_str(), 0600) == 0);
    open_record(folder);
}

TEST_CASE("record: many threads write at once and lose nothing") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 25; ++i) {
                auto const name = std::to_string(t) + "/" + std::to_string(i);
                record->keep(answer(name, name));
            }
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(record->replies("d1").size() == 200);
}

TEST_CASE("record: several processes create and write one file at once") {
    TemporaryFolder const folder;
    std::vector<pid_t> children;
    for (int p = 0; p < 4; ++p) {
        auto const child = fork();
        if (child == 0) {
            try {
                auto const record = open_record(folder);
                for (int i = 0; i < 20; ++i) {
                    auto const name = std::to_string(p) + "/" + std::to_string(i);
                    record->keep(answer(name, name));
                }
                _exit(0);
            } catch (...) {
                _exit(1);
            }
        }
        children.push_back(child);
    }
    for (auto const child : children) {
        int status = -1;
        waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    CHECK(open_record(folder)->replies("d1").size() == 80);
}

TEST_CASE("record: a forked child is refused, and harms nothing") {
    TemporaryFolder const folder;
    auto record = open_record(folder);
    record->keep(answer("Jane\n", "{}"));
    CHECK(in_child([&] {
              if (code_of([&] { record->find("k"); }) != ErrorCode::caller_forked) throw 1;
              if (code_of([&] { record->keep(answer("Joe\n", "{}")); }) != ErrorCode::caller_forked) throw 2;
              record.reset();
          }) == 0);
    CHECK(record->keep(answer("Joe\n", "{}")).text == "{}");
    CHECK(record->replies("d1").size() == 2);
}
