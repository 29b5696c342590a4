#include <ats/error.hpp>
#include <ats/version.hpp>

#include "record/record_json.hpp"
#include "record/stored.hpp"

namespace ats::record {
namespace {

constexpr char const* summary_sql =
    "SELECT id, time, finished, version, job_name, engine,"
    " (SELECT count(*) FROM run_outcomes WHERE run = id),"
    " (SELECT count(scorecard) FROM run_outcomes WHERE run = id),"
    " (SELECT count(failure) FROM run_outcomes WHERE run = id),"
    " (SELECT count(forgotten) FROM run_outcomes WHERE run = id),"
    " criteria, job_digest, job_text, as_of, options FROM runs";

std::optional<StartedRun> unfinished(Database& database, RunDescription const& run,
                                     std::string const& print) {
    Statement find(database,
                   "SELECT id, as_of FROM runs WHERE fingerprint = ? AND finished IS NULL ORDER BY id DESC");
    find.bind(print);
    while (find.next()) {
        auto const as_of = Date::parse(find.text(1));
        if (!run.as_of || *run.as_of == as_of) return StartedRun{find.number(0), as_of, true};
    }
    return std::nullopt;
}

std::int64_t insert(Database& database, RunDescription const& run, Date as_of, std::string const& print,
                    Time now) {
    std::optional<std::int64_t> job_text;
    if (!run.job_text.empty()) job_text = keep_text(database, run.job_text);
    Statement(database,
              "INSERT INTO runs (time, version, fingerprint, criteria, job_name, job_digest, job_text, as_of,"
              " options, engine) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(utc_text(now))
        .bind(version())
        .bind(print)
        .bind(criteria_text(run.criteria))
        .bind_or_null(run.job_name)
        .bind_or_null(run.job_digest)
        .bind(job_text)
        .bind(as_of.to_string())
        .bind(run.options)
        .bind(run.engine)
        .run();
    return database.last_id();
}

RunSummary read_summary(Statement const& row) {
    RunSummary summary;
    summary.id = row.number(0);
    summary.time = row.text(1);
    summary.finished = row.text(2);
    summary.version = row.text(3);
    summary.job_name = row.text(4);
    summary.engine = row.text(5);
    summary.inputs = static_cast<std::size_t>(row.number(6));
    summary.scored = static_cast<std::size_t>(row.number(7));
    summary.failed = static_cast<std::size_t>(row.number(8));
    summary.forgotten = static_cast<std::size_t>(row.number(9));
    return summary;
}

std::vector<std::string> input_names(Database& database, std::int64_t run) {
    std::vector<std::string> names;
    Statement row(database, "SELECT name FROM run_outcomes WHERE run = ? ORDER BY position");
    row.bind(run);
    while (row.next()) names.push_back(row.text(0));
    return names;
}

}  // namespace

std::optional<std::int64_t> unfinished_run(Database& database, RunDescription const& run) {
    auto const found = unfinished(database, run, fingerprint(run));
    return found ? std::optional(found->id) : std::nullopt;
}

StartedRun start_run(Database& database, RunDescription const& run, Time now) {
    auto const print = fingerprint(run);
    if (auto const found = unfinished(database, run, print)) return *found;
    auto const as_of = run.as_of ? *run.as_of : Date::parse(utc_text(now).substr(0, 10));
    auto const id = insert(database, run, as_of, print, now);
    for (std::size_t i = 0; i < run.inputs.size(); ++i) {
        Statement(database, "INSERT INTO run_outcomes (run, position, name) VALUES (?, ?, ?)")
            .bind(id)
            .bind(static_cast<std::int64_t>(i))
            .bind(run.inputs[i])
            .run();
    }
    return {id, as_of, false};
}

void finish_run(Database& database, std::int64_t id, Time now) {
    Statement(database, "UPDATE runs SET finished = ? WHERE id = ?").bind(utc_text(now)).bind(id).run();
}

std::vector<RunSummary> list_runs(Database& database) {
    std::vector<RunSummary> runs;
    Statement row(database, (std::string(summary_sql) + " ORDER BY id").c_str());
    while (row.next()) runs.push_back(read_summary(row));
    return runs;
}

RecordedRun load_run(Database& database, std::int64_t id) {
    Statement row(database, (std::string(summary_sql) + " WHERE id = ?").c_str());
    if (!row.bind(id).next())
        throw CallerError(ErrorCode::invalid_argument, "the record has no run " + std::to_string(id));
    RecordedRun run;
    run.summary = read_summary(row);
    auto& description = run.description;
    description.criteria = criteria_of(row.text(10));
    description.job_name = run.summary.job_name;
    description.job_digest = row.text(11);
    if (!row.is_null(12)) description.job_text = text_of(database, row.number(12));
    description.as_of = Date::parse(row.text(13));
    description.options = row.text(14);
    description.engine = run.summary.engine;
    description.inputs = input_names(database, id);
    return run;
}

}  // namespace ats::record
