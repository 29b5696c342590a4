#include "record/database.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <system_error>

#include <sqlite3.h>
#include <sys/stat.h>

#include <ats/error.hpp>

namespace ats::record {
namespace {

// What SQLite's own limit of a gigabyte for one value would let a hostile file allocate.
constexpr int max_value_bytes = 256 << 20;

[[noreturn]] void fail_with(std::string const& path, std::string const& problem) {
    throw CallerError(ErrorCode::record_failed, path + ": " + problem);
}

std::string system_message(int error) { return std::generic_category().message(error); }

// Sentences for what people can mend; the rest as SQLite says it.
std::string problem(int code, sqlite3* connection) {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return "the record is locked by another process that does not let go";
        case SQLITE_FULL:
            return "the record could not be written: the disk is full";
        case SQLITE_NOTADB:
            return "this is no record of atschecker";
        case SQLITE_CORRUPT:
            return "the record is damaged; keep a copy of it and name another file";
        case SQLITE_READONLY:
            return "the record may not be written, or its folder may not, and reading needs both: use a copy "
                   "where you may";
        case SQLITE_CANTOPEN:
            return "the record cannot be opened: it is no file, or its folder may not be written";
        case SQLITE_IOERR: {
            auto const error = connection == nullptr ? 0 : sqlite3_system_errno(connection);
            return "the record could not be read or written" +
                   (error == 0 ? std::string() : ": " + system_message(error));
        }
        default:
            return std::string("the record failed: ") +
                   (connection == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(connection));
    }
}

// Without this a record called ":memory:" would be none.
std::string as_file_name(std::string const& path) { return path.front() == '/' ? path : "./" + path; }

// A file from elsewhere may be hostile: it runs no functions of its own and is checked as it is read.
void distrust(sqlite3* connection) {
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, max_value_bytes);
}

}  // namespace

void CloseDatabase::operator()(sqlite3* database) const noexcept { sqlite3_close(database); }
void FinalizeStatement::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

Database::Database(std::string path, std::chrono::milliseconds patience) : path_(std::move(path)) {
    sqlite3* connection = nullptr;
    int const code = sqlite3_open_v2(as_file_name(path_).c_str(), &connection,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    connection_.reset(connection);
    if (code != SQLITE_OK) fail(code);
    distrust(connection);
    auto const wait =
        std::min<std::chrono::milliseconds::rep>(patience.count(), std::numeric_limits<int>::max());
    sqlite3_busy_timeout(connection, static_cast<int>(wait));
}

void Database::fail(int code) const { fail_with(path_, problem(code, connection_.get())); }

void Database::execute(char const* sql) {
    int const code = sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
}

std::size_t Database::changes() const { return static_cast<std::size_t>(sqlite3_changes(connection_.get())); }
std::int64_t Database::last_id() const { return sqlite3_last_insert_rowid(connection_.get()); }

Statement::Statement(Database& database, char const* sql) : database_(database) {
    sqlite3_stmt* statement = nullptr;
    int const code = sqlite3_prepare_v2(database.connection_.get(), sql, -1, &statement, nullptr);
    statement_.reset(statement);
    if (code != SQLITE_OK) database.fail(code);
}

Statement& Statement::bind(std::string_view text) {
    // A null pointer would be stored as NULL.
    auto const* bytes = text.data() == nullptr ? "" : text.data();
    int const code =
        sqlite3_bind_text64(statement_.get(), ++bound_, bytes, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    if (code != SQLITE_OK) database_.fail(code);
    return *this;
}

Statement& Statement::bind(std::int64_t number) {
    int const code = sqlite3_bind_int64(statement_.get(), ++bound_, number);
    if (code != SQLITE_OK) database_.fail(code);
    return *this;
}

Statement& Statement::bind(std::optional<std::int64_t> number) {
    return number ? bind(*number) : bind_null();
}

Statement& Statement::bind_null() {
    int const code = sqlite3_bind_null(statement_.get(), ++bound_);
    if (code != SQLITE_OK) database_.fail(code);
    return *this;
}

Statement& Statement::bind_or_null(std::string_view text) { return text.empty() ? bind_null() : bind(text); }

bool Statement::next() {
    int const code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) database_.fail(code);
    return false;
}

void Statement::run() {
    while (next()) continue;
}

std::string Statement::text(int column) const {
    auto const* bytes = sqlite3_column_text(statement_.get(), column);
    if (bytes == nullptr) return {};
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return {reinterpret_cast<char const*>(bytes), size};
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

// IMMEDIATE takes the lock now, where waiting for it is allowed, and not in the middle.
Transaction::Transaction(Database& database) : database_(database) { database_.execute("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
    if (!open_) return;
    try {
        database_.execute("ROLLBACK");
    } catch (Error const&) {  // A full disk has rolled it back already.
        open_ = false;
    }
}

void Transaction::commit() {
    database_.execute("COMMIT");
    open_ = false;
}

void create_file(std::string const& path, bool must_exist) {
    if (path.empty() || path.find('\0') != std::string::npos)
        throw CallerError(ErrorCode::invalid_argument, "the path of a record is empty or holds a zero byte");
    // Not open(): closing a descriptor would drop the locks that this process has on the same file.
    if (!must_exist && ::mknod(path.c_str(), S_IFREG | S_IRUSR | S_IWUSR, 0) != 0 && errno != EEXIST)
        fail_with(path, "the record cannot be created: " + system_message(errno));
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0)
        fail_with(path, "the record cannot be opened: " + system_message(errno));
    if (S_ISLNK(found.st_mode))
        fail_with(path, "a record must be a regular file and no link: name the file itself");
    if (!S_ISREG(found.st_mode)) fail_with(path, "a record must be a regular file");
    // Whoever made the file before, in a folder that many may write to, could read resumes in it.
    if (found.st_uid != ::geteuid()) fail_with(path, "the record belongs to another user");
    if (found.st_size == 0 && ::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0)
        fail_with(path, "the record cannot be kept from others: " + system_message(errno));
}

void require_private(std::string const& path) {
    constexpr mode_t others = S_IRWXG | S_IRWXO;
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0 || (found.st_mode & others) != 0)
        fail_with(path, "others than its owner have a right to the record: `chmod 600` it");
}

}  // namespace ats::record
