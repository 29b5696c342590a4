#include "record/schema.hpp"

#include <array>
#include <thread>

#include <ats/error.hpp>

namespace ats::record {
namespace {

// "ATSR": tells a record from the databases of other programs.
constexpr std::int64_t application = 0x41545352;

// Entry n brings a file from version n to n + 1; an entry that was released is never changed.
// Texts are kept once, since all requests of a run share most of theirs. Without FOREIGN KEY: rows are
// deleted in an order of our own, and SQLite does not enforce them unless each connection asks for it.
constexpr std::array<char const*, 2> migrations = {
    R"sql(
CREATE TABLE texts (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, text TEXT NOT NULL);
CREATE TABLE replies (
    key TEXT PRIMARY KEY, identity TEXT NOT NULL, request TEXT NOT NULL, document TEXT,
    reply TEXT NOT NULL, model TEXT NOT NULL, request_id TEXT NOT NULL, finish_reason TEXT NOT NULL,
    usage TEXT NOT NULL, latency_ms INTEGER NOT NULL, time TEXT NOT NULL);
CREATE INDEX replies_by_document ON replies (document);
CREATE TABLE reply_texts (key TEXT NOT NULL, text INTEGER NOT NULL, PRIMARY KEY (key, text)) WITHOUT ROWID;
CREATE INDEX reply_texts_by_text ON reply_texts (text);
CREATE TABLE documents (digest TEXT PRIMARY KEY, text INTEGER NOT NULL, findings TEXT NOT NULL);
CREATE INDEX documents_by_text ON documents (text);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL, finished TEXT, version TEXT NOT NULL,
    fingerprint TEXT NOT NULL, criteria TEXT NOT NULL, job_name TEXT, job_digest TEXT, job_text INTEGER,
    as_of TEXT NOT NULL, options TEXT NOT NULL, engine TEXT NOT NULL);
CREATE TABLE run_outcomes (
    run INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, document TEXT, scorecard TEXT,
    failure TEXT, message TEXT, findings TEXT, time TEXT, forgotten TEXT,
    PRIMARY KEY (run, position)) WITHOUT ROWID;
CREATE INDEX run_outcomes_by_document ON run_outcomes (document);
)sql",
    // An answer may outlive the outcome that would tell whose it is.
    "ALTER TABLE replies ADD COLUMN name TEXT"};

constexpr auto newest = static_cast<std::int64_t>(migrations.size());

std::int64_t pragma(Database& database, char const* sql) {
    Statement statement(database, sql);
    statement.next();
    return statement.number(0);
}

[[noreturn]] void refuse(Database const& database, std::string const& why) {
    throw CallerError(ErrorCode::record_failed, database.path() + ": " + why);
}

bool is_empty(Database& database) { return pragma(database, "SELECT count(*) FROM sqlite_schema") == 0; }

// @returns the version of the file.
std::int64_t check(Database& database) {
    auto const version = pragma(database, "PRAGMA user_version");
    if (pragma(database, "PRAGMA application_id") != application && !(version == 0 && is_empty(database)))
        refuse(database, "this is the database of another program");
    if (version > newest) {
        refuse(database, "the record was written by a newer version of atschecker: use that one (form " +
                             std::to_string(version) + ", this one knows " + std::to_string(newest) + ")");
    }
    if (version < 0) refuse(database, "the record is damaged");
    return version;
}

void migrate(Database& database) {
    Transaction transaction(database);
    // Again, under the lock: another process may have done it meanwhile.
    auto version = check(database);
    for (; version < newest; ++version) database.execute(migrations.at(static_cast<std::size_t>(version)));
    database.execute(("PRAGMA application_id = " + std::to_string(application)).c_str());
    database.execute(("PRAGMA user_version = " + std::to_string(newest)).c_str());
    transaction.commit();
}

// Two that make the first connection at once would deadlock here, so SQLite refuses one without waiting.
void use_log(Database& database) {
    constexpr int attempts = 100;
    for (int attempt = 1;; ++attempt) {
        try {
            return database.execute("PRAGMA journal_mode = WAL");
        } catch (Error const&) {
            if (attempt == attempts) throw;
            std::this_thread::sleep_for(std::chrono::milliseconds{attempt});
        }
    }
}

}  // namespace

void prepare_record(Database& database) {
    database.execute("PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL");
    bool const old = check(database) < newest;
    use_log(database);
    if (old) migrate(database);
}

}  // namespace ats::record
