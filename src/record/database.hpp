#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace ats::record {

struct CloseDatabase {
    void operator()(sqlite3* database) const noexcept;
};

struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const noexcept;
};

/// One connection to the file; used by one thread at a time. Everything throws CallerError record_failed.
class Database {
public:
    /// Opens what must exist. @param patience how long a statement waits for other processes.
    Database(std::string path, std::chrono::milliseconds patience);

    /// Runs statements without results.
    void execute(char const* sql);
    /// How many rows the last statement changed.
    std::size_t changes() const;
    std::int64_t last_id() const;
    std::string const& path() const noexcept { return path_; }
    /// Gives the connection up without closing it: in a child of fork() it belongs to the parent.
    void abandon() noexcept { static_cast<void>(connection_.release()); }

private:
    friend class Statement;
    [[noreturn]] void fail(int code) const;

    std::string path_;
    std::unique_ptr<sqlite3, CloseDatabase> connection_;
};

/// One SQL statement with its values and its rows.
class Statement {
public:
    Statement(Database& database, char const* sql);

    /// The next `?`.
    Statement& bind(std::string_view text);
    Statement& bind(std::int64_t number);
    Statement& bind(std::optional<std::int64_t> number);
    Statement& bind_null();
    /// An empty text is stored as NULL.
    Statement& bind_or_null(std::string_view text);

    /// Steps. @returns true if there is a row.
    bool next();
    /// Runs to the end.
    void run();

    /// Columns from 0; NULL reads as "" and 0.
    std::string text(int column) const;
    std::int64_t number(int column) const;
    bool is_null(int column) const;

private:
    Database& database_;
    std::unique_ptr<sqlite3_stmt, FinalizeStatement> statement_;
    int bound_ = 0;
};

/// A transaction that writes; rolled back unless commit() was called.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(Transaction const&) = delete;
    Transaction& operator=(Transaction const&) = delete;
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

/// Creates the file, for its owner alone, unless it is there.
/// @throws CallerError record_failed, also if it is missing and `must_exist`, is a link or belongs to
/// another.
void create_file(std::string const& path, bool must_exist);

/// @throws CallerError record_failed if others than its owner may read or write the file.
void require_private(std::string const& path);

}  // namespace ats::record
