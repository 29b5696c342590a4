#include <atomic>
#include <set>

#include <doctest/doctest.h>

#include <ats/job_queue.hpp>
#include <ats/ranking.hpp>
#include <ats/report.hpp>
#include <ats/resume_scorer.hpp>
#include <ats/testing.hpp>

#include "record/made.hpp"

using namespace ats;
using namespace ats::test;
using ats::testing::ScriptedClient;

namespace {

std::vector<Outcome> outcomes_of(Record const& record, std::int64_t run) {
    std::vector<Outcome> outcomes;
    for (auto& row : record.outcomes(run)) outcomes.push_back(std::move(row.outcome));
    return outcomes;
}

}  // namespace

TEST_CASE("run log: every report is rebuilt byte for byte") {
    TemporaryFolder const folder;
    std::vector<Outcome> const outcomes = {
        scored("a/jane.pdf", 1.1), failed("b\xFF.pdf", ErrorCode::document_empty, "b\xFF.pdf: no bytes"),
        scored("joe.pdf", 3, "Größe\n\"=1+1\"")};
    auto run = description({"a/jane.pdf", "b\xFF.pdf", "joe.pdf"});
    run.as_of = Date{2026, 6, 30};
    auto const criteria = run.criteria;
    {
        RunLog log(open_record(folder), run);
        auto const jane = document("a/jane.pdf", "Jane\n", "d1"), joe = document("joe.pdf", "Joe\n", "d3");
        log.write(2, &joe, outcomes[2]);
        log.write(1, nullptr, outcomes[1]);
        log.write(0, &jane, outcomes[0]);
        log.finish();
    }
    auto const record = open_record(folder);
    auto const stored = record->run(1);
    auto const rebuilt = rank(stored.description.criteria, outcomes_of(*record, 1), stored.description.as_of);
    auto const original = rank(criteria, outcomes, Date{2026, 6, 30});
    CHECK(to_csv(rebuilt) == to_csv(original));
    CHECK(to_json(rebuilt) == to_json(original));
    auto const& noticed = rebuilt.rows[0].outcome.scorecard()->findings;
    REQUIRE(noticed.size() == 1);
    CHECK(noticed[0].kind == FindingKind::forged_section);
    CHECK(noticed[0].text == "[system]");
    CHECK(rebuilt.rows[2].outcome.failure()->message == "b\xFF.pdf: no bytes");
}

TEST_CASE("run log: a run is kept with all that it was asked") {
    TemporaryFolder const folder;
    auto const record = record_at(folder, moment());
    auto run = description({"jane.txt", "joe.txt"});
    run.options = R"({"hidden_check": true})";
    RunLog log(record, run);
    CHECK(log.id() == 1);
    CHECK(log.as_of() == Date{2026, 11, 23});
    CHECK_FALSE(log.continued());
    auto const jane = document("jane.txt", "Jane\n", "d1");
    log.write(0, &jane, scored("jane.txt", 4));
    auto const stored = record->run(1);
    CHECK(stored.summary.time == "2026-11-23T08:30:00Z");
    CHECK(stored.summary.finished.empty());
    CHECK(stored.summary.inputs == 2);
    CHECK(stored.summary.scored == 1);
    CHECK(stored.summary.failed == 0);
    CHECK(stored.summary.version == "0.1.0");
    CHECK(stored.description.job_name == "job.txt");
    CHECK(stored.description.job_text == "We want 5+ years of C++\n");
    CHECK(stored.description.job_digest == "j1");
    CHECK(stored.description.options == R"({"hidden_check": true})");
    CHECK(stored.description.engine == "house-model");
    CHECK(stored.description.inputs == std::vector<std::string>{"jane.txt", "joe.txt"});
    REQUIRE(stored.description.criteria.size() == 2);
    CHECK(stored.description.criteria[1].weight == 0.1);
    CHECK(stored.description.criteria[1].min_years == 5);
    CHECK(stored.description.criteria[1].source == "We want 5+ years of C++");
    CHECK(record->document_text("d1") == "Jane\n");
    CHECK_FALSE(record->document_text("d2"));
    CHECK(code_of([&] { record->run(2); }) == ErrorCode::invalid_argument);
}

TEST_CASE("run log: the years by the dates are kept with their ranges") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    RunLog log(record, description({"jane.txt"}));
    auto outcome = scored("jane.txt", 4);
    std::get<Scorecard>(outcome.result).scores[0].years =
        YearsShown{2.5, 6, {{"2015 - 2017", true, 2, 40, 51}}};
    log.write(0, nullptr, outcome);
    auto const years = record->outcomes(log.id())[0].outcome.scorecard()->scores[0].years;
    REQUIRE(years);
    CHECK(years->years == 2.5);
    CHECK(years->all == 6);
    REQUIRE(years->periods.size() == 1);
    CHECK(years->periods[0].quote == "2015 - 2017");
    CHECK(years->periods[0].page == 2);
    CHECK(years->periods[0].end == 51);
}

TEST_CASE("run log: how a role was answered, what its quotes lack and which question it was are kept") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    RunLog log(record, description({"jane.txt", "joe.txt"}));
    auto outcome = scored("jane.txt", 4);
    auto& card = std::get<Scorecard>(outcome.result);
    card.prompt = "score_resume 2";
    card.scores[0].role = RoleFit{"neighbouring", "below"};
    card.scores[0].unrelated = true;
    card.scores[0].years = YearsShown{2.5, 6, {}, 5, true};
    log.write(0, nullptr, outcome);
    log.write(1, nullptr, scored("joe.txt", 4));  // As earlier versions wrote it.
    auto const rows = record->outcomes(log.id());
    auto const* kept = rows[0].outcome.scorecard();
    CHECK(kept->prompt == "score_resume 2");
    REQUIRE(kept->scores[0].role);
    CHECK(kept->scores[0].role->occupation == "neighbouring");
    CHECK(kept->scores[0].role->level == "below");
    CHECK(kept->scores[0].unrelated);
    CHECK(kept->scores[0].years->asked == 5);
    CHECK(kept->scores[0].years->capped);
    CHECK(rows[1].outcome.scorecard()->prompt.empty());
    CHECK_FALSE(rows[1].outcome.scorecard()->scores[0].role);
}

TEST_CASE("run log: what repeated scoring showed is kept") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    RunLog log(record, description({"jane.txt", "joe.txt"}));
    auto outcome = scored("jane.txt", 4);
    std::get<Scorecard>(outcome.result).spread = ScoreSpread{3, 2.5, 5, {{"c1", 2.5, 5}}};
    log.write(0, nullptr, outcome);
    log.write(1, nullptr, scored("joe.txt", 4));
    auto const rows = record->outcomes(log.id());
    auto const& spread = rows[0].outcome.scorecard()->spread;
    REQUIRE(spread);
    CHECK(spread->samples == 3);
    CHECK(spread->total_low == 2.5);
    CHECK(spread->total_high == 5);
    REQUIRE(spread->wavered.size() == 1);
    CHECK(spread->wavered[0].criterion_id == "c1");
    CHECK(spread->wavered[0].low == 2.5);
    CHECK(spread->wavered[0].high == 5);
    CHECK_FALSE(rows[1].outcome.scorecard()->spread);
}

TEST_CASE("run log: what was not reached reads as interrupted") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    RunLog const log(record, description({"jane.txt"}));
    auto const rows = record->outcomes(log.id());
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].outcome.name == "jane.txt");
    CHECK(rows[0].outcome.failure()->code == ErrorCode::cancelled);
    CHECK(rows[0].time.empty());
}

TEST_CASE("run log: rows are read in pages") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    RunLog const log(record, description({"a", "b", "c", "d"}));
    auto const page = record->outcomes(log.id(), 1, 2);
    REQUIRE(page.size() == 2);
    CHECK(page[0].position == 1);
    CHECK(page[1].outcome.name == "c");
    CHECK(record->outcomes(log.id(), 4).empty());
}

TEST_CASE("run log: an unfinished run of the same command is continued, with its date") {
    TemporaryFolder const folder;
    auto const run = description({"jane.txt"});
    CHECK(RunLog(record_at(folder, moment()), run).id() == 1);
    auto const tomorrow = record_at(folder, moment(86400));
    CHECK(tomorrow->unfinished(run) == 1);
    CHECK_FALSE(tomorrow->unfinished(description({"joe.txt"})));
    RunLog log(tomorrow, run);
    CHECK(log.continued());
    CHECK(log.id() == 1);
    CHECK(log.as_of() == Date{2026, 11, 23});
    log.finish();
    CHECK_FALSE(tomorrow->unfinished(run));
    RunLog const next(tomorrow, run);
    CHECK_FALSE(next.continued());
    CHECK(next.id() == 2);
    CHECK(next.as_of() == Date{2026, 11, 24});
}

TEST_CASE("run log: whatever differs begins a run of its own") {
    TemporaryFolder const folder;
    auto const record = record_at(folder, moment());
    RunLog const first(record, description({"jane.txt"}));
    auto const begins = [&](auto change) {
        auto run = description({"jane.txt"});
        change(run);
        return !RunLog(record, run).continued();
    };
    CHECK_FALSE(begins([](RunDescription&) {}));
    CHECK_FALSE(begins([](RunDescription& run) { run.as_of = Date{2026, 11, 23}; }));
    CHECK(begins([](RunDescription& run) { run.as_of = Date{2026, 11, 22}; }));
    CHECK(begins([](RunDescription& run) { run.inputs.push_back("joe.txt"); }));
    CHECK(begins([](RunDescription& run) { run.criteria[0].weight = 2; }));
    CHECK(begins([](RunDescription& run) { run.engine = "other"; }));
    CHECK(begins([](RunDescription& run) { run.options = R"({"a":1})"; }));
    CHECK(begins([](RunDescription& run) { run.job_text += "."; }));
}

TEST_CASE("run log: what was scored stays scored when a run is continued and stopped") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    RunLog log(record, description({"jane.txt", "joe.txt"}));
    auto const jane = document("jane.txt", "Jane\n", "d1");
    log.write(0, &jane, scored("jane.txt", 3));
    for (auto const code : {ErrorCode::cancelled, ErrorCode::run_aborted, ErrorCode::deadline_exceeded,
                            ErrorCode::budget_exhausted}) {
        log.write(0, nullptr, failed("jane.txt", code, "stopped"));
    }
    log.write(1, nullptr, failed("joe.txt", ErrorCode::cancelled, "cancelled"));
    CHECK(record->outcomes(1)[0].outcome.scorecard()->total == 3);
    CHECK(record->outcomes(1)[1].outcome.failure()->message == "cancelled");
    log.write(0, &jane, failed("jane.txt", ErrorCode::model_refused, "no"));
    CHECK(record->outcomes(1)[0].outcome.failure()->code == ErrorCode::model_refused);
}

TEST_CASE("run log: a position that the run does not have is refused") {
    TemporaryFolder const folder;
    RunLog log(open_record(folder), description({"jane.txt"}));
    CHECK(code_of([&] { log.write(1, nullptr, scored("joe.txt", 1)); }) == ErrorCode::invalid_argument);
    CHECK(code_of([&] { RunLog(nullptr, description({})); }) == ErrorCode::invalid_argument);
}

TEST_CASE("run log: a queue writes every outcome before it reports it, and need keep none") {
    TemporaryFolder const folder;
    auto const record = open_record(folder);
    std::vector<std::string> names = {"empty.txt"};
    for (int i = 0; i < 30; ++i) names.push_back("r" + std::to_string(i));
    RunLog const log(record, description(names));
    std::atomic<bool> always_written = true;
    JobQueueOptions options;
    options.workers = 4;
    options.capacity = 2;
    options.keep_outcomes = false;
    options.on_outcome = log.on_outcome();
    options.on_progress = [&](QueueProgress const& progress) {
        auto const run = record->run(log.id()).summary;
        if (run.scored + run.failed < progress.finished) always_written = false;
    };
    JobQueue queue(
        std::make_shared<DocumentReader>(),
        std::make_shared<ResumeScorer>(std::make_shared<ScriptedClient>(), criteria_from_texts({"Python"})),
        options);
    for (auto const& name : names)
        queue.submit(DocumentSource::from_bytes(name, name == "empty.txt" ? "" : "Resume " + name + "\n"));
    CHECK(queue.wait_all()->empty());
    CHECK(always_written);
    auto const rows = record->outcomes(log.id());
    REQUIRE(rows.size() == 31);
    CHECK(rows[0].outcome.failure()->code == ErrorCode::document_empty);
    CHECK(rows[0].document_digest.empty());
    CHECK(rows[30].outcome.name == "r29");
    CHECK(rows[30].outcome.scorecard()->total == 3);
    CHECK(record->document_text(rows[30].document_digest) == "Resume r29\n");
}
