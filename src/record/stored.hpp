#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <ats/record.hpp>

#include "record/database.hpp"

// The statements of each table. Whoever writes has begun a transaction.

namespace ats::record {

using Time = std::chrono::system_clock::time_point;

/// @returns "2026-11-23T08:30:00Z".
std::string utc_text(Time time);

// texts.cpp
/// @returns the id of the text, which is stored once.
std::int64_t keep_text(Database& database, std::string_view text);
std::string text_of(Database& database, std::int64_t id);
/// Deletes the texts that no row refers to.
void drop_unused_texts(Database& database);

// replies.cpp
std::optional<LlmReply> find_reply(Database& database, std::string const& key);
/// @returns what is stored under the key now.
LlmReply keep_reply(Database& database, RecordedReply const& reply, Time now);
void drop_reply(Database& database, std::string const& key);
std::vector<RecordedReply> replies_about(Database& database, std::string const& digest);

// runs.cpp
struct StartedRun {
    std::int64_t id = 0;
    Date as_of;
    bool continued = false;
};
std::optional<std::int64_t> unfinished_run(Database& database, RunDescription const& run);
StartedRun start_run(Database& database, RunDescription const& run, Time now);
void finish_run(Database& database, std::int64_t id, Time now);
std::vector<RunSummary> list_runs(Database& database);
RecordedRun load_run(Database& database, std::int64_t id);

// outcomes.cpp
void keep_outcome(Database& database, std::int64_t run, std::size_t position, Document const* document,
                  Outcome const& outcome, Time now);
std::vector<RecordedOutcome> load_outcomes(Database& database, std::int64_t run, std::size_t first,
                                           std::size_t count);
std::optional<std::string> document_text(Database& database, std::string const& digest);
std::vector<NamedDocument> documents_named(Database& database, std::string const& name);

// erasing.cpp
Erased erase_document(Database& database, std::string const& digest, Time now);
Erased erase_unread(Database& database, std::string const& name, Time now);
Erased erase_before(Database& database, Time time);
/// Overwrites what was erased: in the file, and in its log. Outside of a transaction.
void sweep(Database& database);

}  // namespace ats::record
