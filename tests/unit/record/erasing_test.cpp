#include <doctest/doctest.h>
#include <sqlite3.h>

#include "record/made.hpp"

using namespace ats;
using namespace ats::test;

namespace {

constexpr char const* secret = "Wilhelmina Zebrowski";

bool holds(TemporaryFolder const& folder, std::string const& text) {
    return folder.all_bytes().find(text) != std::string::npos;
}

/// A run over a person who will be forgotten, and others before and after, so that rows move about.
void fill(std::shared_ptr<Record> const& record) {
    std::vector<std::string> names;
    for (int i = 0; i < 40; ++i) names.push_back("cv-" + std::to_string(i) + ".txt");
    names[20] = std::string(secret) + ".txt";
    RunLog log(record, description(names));
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto const name = i == 20 ? std::string(secret) : "Person " + std::to_string(i);
        auto const digest = "digest-" + std::to_string(i);
        record->keep(answer(name + "\nPython\n", R"({"quote": ")" + name + R"("})", digest));
        auto const resume = document(names[i], name + "\nPython\n", digest);
        log.write(i, &resume, scored(names[i], 3, name));
    }
    log.finish();
}

}  // namespace

TEST_CASE("forget: every byte of a document goes from the file and its log, and nothing else") {
    TemporaryFolder const folder;
    auto const record = record_at(folder, moment());
    fill(record);
    REQUIRE(holds(folder, secret));
    auto const erased = record->forget("digest-20");
    CHECK(erased.documents == 1);
    CHECK(erased.replies == 1);
    CHECK(erased.outcomes == 1);
    CHECK(erased.runs == 0);
    CHECK_FALSE(holds(folder, secret));
    CHECK_FALSE(holds(folder, "digest-20"));
    CHECK(holds(folder, "Person 19"));
    CHECK(holds(folder, "Person 21"));
    CHECK(record->replies("digest-19").size() == 1);
    CHECK(record->replies("digest-20").empty());
    CHECK_FALSE(record->document_text("digest-20"));
}

TEST_CASE("forget: the copies that rows leave behind when they move go, too") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    constexpr std::size_t count = 100;
    RunDescription run;
    run.criteria = criteria_from_texts({"A"});
    for (std::size_t i = 0; i < count; ++i) run.inputs.push_back("cv-" + std::to_string(i));
    RunLog log(record, run);
    auto const person = [](std::size_t i) { return "SECRET" + std::to_string(i) + "Z"; };
    // In no order and of many sizes, so that the pages of the file are split and filled anew.
    for (std::size_t n = 0; n < count; ++n) {
        auto const i = n * 7919 % count;
        auto const resume = document(run.inputs[i], person(i) + std::string(100 + i * 37 % 3000, 't'),
                                     "dig" + std::to_string(i));
        Scorecard card;
        card.engine = person(i) + std::string(50 + i * 91 % 2000, 'e');
        card.scores = {{"c1", 1, person(i), {}}};
        log.write(i, &resume, {resume.name, card, {}});
        RecordedReply reply;
        reply.key = "k" + std::to_string(i);
        reply.request.document = resume.digest;
        reply.request.sections = {{"r", resume.text, true}};
        reply.reply.text = person(i) + std::string(20 + i * 13 % 900, 'r');
        record->keep(reply);
    }
    for (std::size_t i = 0; i < count; i += 5) {
        record->forget("dig" + std::to_string(i));
        auto const bytes = folder.all_bytes();
        for (std::size_t gone = 0; gone <= i; gone += 5) {
            CAPTURE(gone);
            CHECK(bytes.find(person(gone)) == std::string::npos);
        }
        CHECK(bytes.find(person(i + 1)) != std::string::npos);
    }
}

TEST_CASE("forget: the row stays and says when it was forgotten") {
    TemporaryFolder const folder;
    auto const record = record_at(folder, moment());
    fill(record);
    record->forget("digest-20");
    auto const rows = record->outcomes(1);
    REQUIRE(rows.size() == 40);
    CHECK(rows[20].outcome.name == "forgotten");
    REQUIRE(rows[20].outcome.failure());
    CHECK(rows[20].outcome.failure()->code == ErrorCode::document_forgotten);
    CHECK(rows[20].outcome.failure()->message == "forgotten on 2026-11-23");
    CHECK(rows[20].outcome.findings.empty());
    CHECK(rows[20].document_digest.empty());
    CHECK(rows[19].outcome.scorecard());
    auto const summary = record->run(1).summary;
    CHECK(summary.scored == 39);
    CHECK(summary.forgotten == 1);
}

TEST_CASE("forget: the same text in another file is the same person") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    RunLog log(record, description({"a.pdf", "b.docx"}));
    std::string const text = std::string(secret) + "\n";
    auto const a = document("a.pdf", text, "da"), b = document("b.docx", text, "db");
    record->keep(answer(text, "{}", "da"));  // What b.docx was answered from, too.
    log.write(0, &a, scored("a.pdf", 3, secret));
    log.write(1, &b, scored("b.docx", 3, secret));
    CHECK(record->forget("db").outcomes == 2);
    CHECK_FALSE(holds(folder, secret));
    CHECK_FALSE(record->find(answer(text, "").key));
}

TEST_CASE("forget: a row of the same name that was never reached loses its name, too") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    auto const name = std::string(secret) + ".pdf";
    RunLog log(record, description({name, "joe.pdf"}));
    auto run = description({name});
    run.engine = "another";
    RunLog const unreached(record, run);
    auto const resume = document(name, "Her text\n", "d");
    log.write(0, &resume, scored(name, 3));
    CHECK(record->forget("d").outcomes == 2);
    CHECK_FALSE(holds(folder, secret));
    CHECK(record->outcomes(1)[1].outcome.name == "joe.pdf");
}

TEST_CASE("forget: a document that could not be read goes by its name") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    auto const name = "x/" + std::string(secret) + ".pdf";
    RunLog log(record, description({name, "joe.pdf"}));
    log.write(0, nullptr, failed(name, ErrorCode::document_damaged, name + ": broken"));
    log.write(1, nullptr, failed("joe.pdf", ErrorCode::document_damaged, "joe.pdf: broken"));
    CHECK(record->forget_unread(name).outcomes == 1);
    CHECK_FALSE(holds(folder, secret));
    CHECK(record->outcomes(1)[1].outcome.failure()->message == "joe.pdf: broken");
}

TEST_CASE("forget: an answer whose outcome was never written is found by the name of its document") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    auto const name = "cv/" + std::string(secret) + ".pdf";
    RunLog const killed(record, description({name, "joe.pdf"}));
    auto orphan = answer(std::string(secret) + "\n", "{}", "d7");
    orphan.request.document_name = name;
    record->keep(orphan);
    auto const found = record->documents_named(std::string(secret) + ".pdf");
    REQUIRE(found.size() == 2);
    CHECK(found[0].digest.empty());  // The row that was not reached.
    CHECK(found[1].digest == "d7");
    CHECK(record->replies("d7").at(0).request.document_name == name);
    CHECK(record->forget("d7").replies == 1);
    CHECK(record->forget_unread(name).outcomes == 1);
    CHECK_FALSE(holds(folder, secret));
}

TEST_CASE("forget: an earlier version of a file that was changed between two attempts is found, too") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    RunLog log(record, description({"jane.txt"}));
    for (auto const* version : {"old", "new"}) {
        auto const text = std::string(secret) + " " + version + "\n";
        auto const resume = document("jane.txt", text, version);
        auto kept = answer(text, "{}", version);
        kept.request.document_name = "jane.txt";
        record->keep(kept);
        log.write(0, &resume, scored("jane.txt", 3, secret));
    }
    for (auto const& found : record->documents_named("jane.txt")) record->forget(found.digest);
    CHECK_FALSE(holds(folder, secret));
}

TEST_CASE("forget: a job description goes with the answers that were made with it") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    auto run = description({"jane.txt"});
    run.job_text = std::string("Ask ") + secret + " about 5+ years of C++\n";
    run.criteria[1].source = run.job_text;
    RunLog log(record, run);
    auto with_job = answer("Jane\n", "{}", "d");
    with_job.request.sections.insert(with_job.request.sections.begin(),
                                     {"job_description", run.job_text, true});
    record->keep(with_job);
    CHECK(record->forget("j1").replies == 1);
    CHECK_FALSE(holds(folder, secret));
    auto const stored = record->run(1).description;
    CHECK(stored.job_name == "forgotten");
    CHECK(stored.criteria[1].text == "5+ years of C++");
    CHECK(stored.criteria[1].source.empty());
}

TEST_CASE("forget: what the record does not have changes nothing") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    fill(record);
    auto const erased = record->forget("no such digest");
    CHECK(erased.documents + erased.replies + erased.outcomes + erased.runs == 0);
    CHECK(record->run(1).summary.scored == 40);
    CHECK(record->forget("").outcomes == 0);
}

TEST_CASE("forget: a reader that keeps the log busy is told of, and a second call finishes") {
    TemporaryFolder const folder;
    RecordOptions options;
    options.patience = std::chrono::milliseconds{20};
    auto const record = std::make_shared<Record>(folder.file("r.db"), options);
    fill(record);
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(folder.file("r.db").c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "BEGIN; SELECT count(*) FROM replies", nullptr, nullptr, nullptr) ==
            SQLITE_OK);
    CHECK(code_of([&] { record->forget("digest-20"); }) == ErrorCode::record_failed);
    CHECK(holds(folder, secret));  // The log still has it: this is what the error is about.
    sqlite3_close(other);
    record->forget("digest-20");
    CHECK_FALSE(holds(folder, secret));
}

TEST_CASE("documents_named: by the whole name or the last part of a path") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    RunLog log(record, description({"a/jane.pdf", "b/jane.pdf", "joe.pdf"}));
    auto const jane = document("a/jane.pdf", "Jane\n", "d1");
    log.write(0, &jane, scored("a/jane.pdf", 3));
    auto const whole = record->documents_named("a/jane.pdf");
    REQUIRE(whole.size() == 1);
    CHECK(whole[0].digest == "d1");
    auto const both = record->documents_named("jane.pdf");
    REQUIRE(both.size() == 2);
    CHECK(both[1].name == "b/jane.pdf");
    CHECK(both[1].digest.empty());
    CHECK(record->documents_named("job.txt").at(0).digest == "j1");
    CHECK(record->documents_named("ane.pdf").empty());
}

TEST_CASE("purge: what is older goes, byte for byte; what is younger stays") {
    TemporaryFolder const folder;
    fill(record_at(folder, moment()));
    {
        auto const record = record_at(folder, moment(100));
        auto run = description({"young.txt"});
        run.engine = "another";
        RunLog log(record, run);
        auto const young = document("young.txt", "Young\n", "dy");
        log.write(0, &young, scored("young.txt", 3));
        record->keep(answer("Young\n", "{}", "dy"));
    }
    auto const record = record_at(folder, moment(150));
    CHECK(record->purge(std::chrono::seconds{151}).runs == 0);
    auto const erased = record->purge(std::chrono::seconds{100});
    CHECK(erased.runs == 1);
    CHECK(erased.replies == 40);
    CHECK(erased.documents == 40);
    CHECK_FALSE(holds(folder, secret));
    CHECK_FALSE(holds(folder, "Person 3"));
    REQUIRE(record->runs().size() == 1);
    CHECK(record->runs()[0].id == 2);
    CHECK(record->document_text("dy") == "Young\n");
    CHECK(record->replies("dy").size() == 1);
    CHECK(record->run(2).description.job_text == "We want 5+ years of C++\n");
    CHECK(code_of([&] { record->purge(std::chrono::seconds{-1}); }) == ErrorCode::invalid_argument);
}
