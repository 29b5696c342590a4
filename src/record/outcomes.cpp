#include <algorithm>
#include <array>
#include <limits>

#include <ats/error.hpp>

#include "base/sha256.hpp"
#include "record/record_json.hpp"
#include "record/stored.hpp"

namespace ats::record {
namespace {

std::string keep_document(Database& database, Document const* document) {
    if (document == nullptr) return {};
    auto const digest = document->digest.empty() ? sha256(document->text) : document->digest;
    Statement(database,
              "INSERT INTO documents (digest, text, findings) VALUES (?, ?, ?)"
              " ON CONFLICT (digest) DO UPDATE SET text = excluded.text, findings = excluded.findings")
        .bind(digest)
        .bind(keep_text(database, document->text))
        .bind(findings_text(document->findings))
        .run();
    return digest;
}

void update(Database& database, std::int64_t run, std::size_t position, std::string const& digest,
            Outcome const& outcome, Time now) {
    Statement row(database,
                  "UPDATE run_outcomes SET name = ?, document = ?, scorecard = ?, failure = ?, message = ?,"
                  " findings = ?, time = ?, forgotten = NULL WHERE run = ? AND position = ?");
    row.bind(outcome.name).bind_or_null(digest);
    if (auto const* failure = outcome.failure()) {
        row.bind_null().bind(failure_text(*failure)).bind(failure->message);
    } else {
        row.bind(scorecard_text(*outcome.scorecard())).bind_null().bind_null();
    }
    row.bind(findings_text(outcome.findings)).bind(utc_text(now));
    row.bind(run).bind(static_cast<std::int64_t>(position)).run();
    if (database.changes() == 0) {
        throw CallerError(ErrorCode::invalid_argument,
                          "run " + std::to_string(run) + " has no input " + std::to_string(position));
    }
}

// What was scored before a run was stopped stays scored when it is continued and stopped again.
bool says_nothing(Outcome const& outcome) {
    constexpr std::array stops = {ErrorCode::cancelled, ErrorCode::run_aborted, ErrorCode::deadline_exceeded,
                                  ErrorCode::budget_exhausted};
    auto const* failure = outcome.failure();
    return failure && std::find(stops.begin(), stops.end(), failure->code) != stops.end();
}

bool is_scored(Database& database, std::int64_t run, std::size_t position) {
    Statement find(database, "SELECT scorecard IS NOT NULL FROM run_outcomes WHERE run = ? AND position = ?");
    return find.bind(run).bind(static_cast<std::int64_t>(position)).next() && find.number(0) != 0;
}

// In the order of outcome_sql.
enum Column { position, name, document, scorecard, failure, message, findings, time, forgotten };
constexpr char const* outcome_sql =
    "SELECT position, name, document, scorecard, failure, message, findings, time, forgotten"
    " FROM run_outcomes WHERE run = ? AND position >= ? ORDER BY position LIMIT ?";

std::variant<Failure, Scorecard> read_result(Statement const& row) {
    if (!row.is_null(forgotten))
        return Failure{ErrorCode::document_forgotten, "forgotten on " + row.text(forgotten)};
    if (!row.is_null(scorecard)) return scorecard_of(row.text(scorecard));
    if (!row.is_null(failure)) return failure_of(row.text(failure), row.text(message));
    return Failure{ErrorCode::cancelled, "interrupted before it was read"};
}

RecordedOutcome read_row(Statement const& row) {
    RecordedOutcome recorded;
    recorded.position = static_cast<std::size_t>(row.number(position));
    recorded.outcome.name = row.text(name);
    recorded.outcome.result = read_result(row);
    if (!row.is_null(findings)) recorded.outcome.findings = findings_of(row.text(findings));
    recorded.document_digest = row.text(document);
    recorded.time = row.text(time);
    return recorded;
}

bool is_called(std::string const& whole, std::string const& name) {
    return whole == name || whole.substr(whole.find_last_of('/') + 1) == name;
}

std::int64_t limit(std::size_t count) {
    return static_cast<std::int64_t>(std::min<std::size_t>(count, std::numeric_limits<std::int64_t>::max()));
}

}  // namespace

void keep_outcome(Database& database, std::int64_t run, std::size_t position, Document const* document,
                  Outcome const& outcome, Time now) {
    if (says_nothing(outcome) && is_scored(database, run, position)) return;
    update(database, run, position, keep_document(database, document), outcome, now);
}

std::vector<RecordedOutcome> load_outcomes(Database& database, std::int64_t run, std::size_t first,
                                           std::size_t count) {
    std::vector<RecordedOutcome> outcomes;
    Statement row(database, outcome_sql);
    row.bind(run).bind(limit(first)).bind(limit(count));
    while (row.next()) outcomes.push_back(read_row(row));
    return outcomes;
}

std::optional<std::string> document_text(Database& database, std::string const& digest) {
    Statement find(database, "SELECT text FROM documents WHERE digest = ?");
    if (!find.bind(digest).next()) return std::nullopt;
    return text_of(database, find.number(0));
}

std::vector<NamedDocument> documents_named(Database& database, std::string const& name) {
    std::vector<NamedDocument> found;
    Statement row(database,
                  "SELECT name, document FROM run_outcomes WHERE forgotten IS NULL"
                  " UNION SELECT job_name, job_digest FROM runs WHERE job_digest IS NOT NULL"
                  " UNION SELECT name, document FROM replies"
                  " WHERE name IS NOT NULL AND document IS NOT NULL");
    while (row.next()) {
        if (is_called(row.text(0), name)) found.push_back({row.text(0), row.text(1)});
    }
    return found;
}

}  // namespace ats::record
