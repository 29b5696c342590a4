#include <set>

#include <ats/error.hpp>

#include "record/record_json.hpp"
#include "record/stored.hpp"

namespace ats::record {
namespace {

/// What goes with a document: everything of the same text, whatever file it came in.
struct Doomed {
    std::set<std::string> digests;
    std::set<std::int64_t> texts;
};

constexpr char const* tombstone_sql =
    "UPDATE run_outcomes SET name = 'forgotten', document = NULL, scorecard = NULL, failure = NULL,"
    " message = NULL, findings = NULL, time = NULL, forgotten = ? ";

template <class Value>
std::set<std::int64_t> numbers(Database& database, char const* sql, Value const& value) {
    std::set<std::int64_t> found;
    Statement row(database, sql);
    row.bind(value);
    while (row.next()) found.insert(row.number(0));
    return found;
}

template <class Value>
std::set<std::string> names(Database& database, char const* sql, Value const& value) {
    std::set<std::string> found;
    Statement row(database, sql);
    row.bind(value);
    while (row.next()) found.insert(row.text(0));
    return found;
}

template <class Value>
std::size_t change(Database& database, char const* sql, Value const& value) {
    Statement(database, sql).bind(value).run();
    return database.changes();
}

Doomed doomed_with(Database& database, std::string const& digest) {
    Doomed doomed{{digest}, numbers(database, "SELECT text FROM documents WHERE digest = ?", digest)};
    doomed.texts.merge(
        numbers(database, "SELECT job_text FROM runs WHERE job_digest = ? AND job_text IS NOT NULL", digest));
    for (auto const text : doomed.texts) {
        doomed.digests.merge(names(database, "SELECT digest FROM documents WHERE text = ?", text));
        doomed.digests.merge(names(
            database, "SELECT job_digest FROM runs WHERE job_text = ? AND job_digest IS NOT NULL", text));
    }
    return doomed;
}

std::size_t erase_replies(Database& database, Doomed const& doomed) {
    std::set<std::string> keys;
    for (auto const& digest : doomed.digests)
        keys.merge(names(database, "SELECT key FROM replies WHERE document = ?", digest));
    for (auto const text : doomed.texts)
        keys.merge(names(database, "SELECT key FROM reply_texts WHERE text = ?", text));
    for (auto const& key : keys) drop_reply(database, key);
    return keys.size();
}

std::size_t bury(Database& database, char const* where, std::string const& value, Time now) {
    Statement((database), (std::string(tombstone_sql) + where).c_str())
        .bind(utc_text(now).substr(0, 10))
        .bind(value)
        .run();
    return database.changes();
}

std::size_t bury_unread(Database& database, std::string const& name, Time now) {
    return bury(database, "WHERE name = ? AND document IS NULL AND forgotten IS NULL", name, now);
}

// The rows of the document, and those of the same name that say nothing but the name.
std::size_t bury_outcomes(Database& database, std::string const& digest, Time now) {
    auto const called = names(database, "SELECT name FROM run_outcomes WHERE document = ?", digest);
    auto count = bury(database, "WHERE document = ?", digest, now);
    for (auto const& name : called) count += bury_unread(database, name, now);
    return count;
}

// The criteria of a job description stay, since scores mean nothing without them; its lines go.
void erase_job(Database& database, std::string const& digest) {
    for (auto const run : numbers(database, "SELECT id FROM runs WHERE job_digest = ?", digest)) {
        auto description = load_run(database, run).description;
        for (auto& criterion : description.criteria) criterion.source.clear();
        Statement(database,
                  "UPDATE runs SET job_name = 'forgotten', job_digest = NULL, job_text = NULL, criteria = ?"
                  " WHERE id = ?")
            .bind(criteria_text(description.criteria))
            .bind(run)
            .run();
    }
}

}  // namespace

Erased erase_document(Database& database, std::string const& digest, Time now) {
    Erased erased;
    auto const doomed = doomed_with(database, digest);
    erased.replies = erase_replies(database, doomed);
    for (auto const& each : doomed.digests) {
        erased.documents += change(database, "DELETE FROM documents WHERE digest = ?", each);
        erased.outcomes += bury_outcomes(database, each, now);
        erase_job(database, each);
    }
    drop_unused_texts(database);
    return erased;
}

Erased erase_unread(Database& database, std::string const& name, Time now) {
    Erased erased;
    erased.outcomes = bury_unread(database, name, now);
    return erased;
}

Erased erase_before(Database& database, Time time) {
    auto const limit = utc_text(time);
    Erased erased;
    change(database, "DELETE FROM run_outcomes WHERE run IN (SELECT id FROM runs WHERE time < ?)", limit);
    erased.runs = change(database, "DELETE FROM runs WHERE time < ?", limit);
    change(database, "DELETE FROM reply_texts WHERE key IN (SELECT key FROM replies WHERE time < ?)", limit);
    erased.replies = change(database, "DELETE FROM replies WHERE time < ?", limit);
    database.execute(
        "DELETE FROM documents WHERE NOT EXISTS (SELECT 1 FROM run_outcomes WHERE document = digest)"
        " AND NOT EXISTS (SELECT 1 FROM replies WHERE replies.document = documents.digest)");
    erased.documents = database.changes();
    drop_unused_texts(database);
    return erased;
}

void sweep(Database& database) {
    // SQLite overwrites what it deletes, but rows that it moved earlier have left copies behind.
    database.execute("VACUUM");
    Statement checkpoint(database, "PRAGMA wal_checkpoint(TRUNCATE)");
    if (checkpoint.next() && checkpoint.number(0) != 0) {
        throw CallerError(ErrorCode::record_failed,
                          database.path() +
                              ": it was erased from the record, but traces may be left in its log while "
                              "another process reads it; run the same command again");
    }
}

}  // namespace ats::record
