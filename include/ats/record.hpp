#pragma once

/// @file
/// The durable store of answers and runs: cache, crash recovery, audit trail and replay in one file.
/// docs/record.md tells what is kept and how it is erased.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ats/context.hpp>
#include <ats/criteria.hpp>
#include <ats/document.hpp>
#include <ats/export.hpp>
#include <ats/llm_client.hpp>
#include <ats/reply_store.hpp>
#include <ats/scorecard.hpp>

namespace ats {

/// How to open a record.
struct RecordOptions {
    bool must_exist = false;  ///< A missing file is an error instead of a new record.
    /// How long a call waits while another process writes, before it fails.
    std::chrono::milliseconds patience = std::chrono::seconds{30};
    /// The time that is written down; for tests. Empty: the system's clock.
    std::function<std::chrono::system_clock::time_point()> now;
};

/// What a run is asked to do.
struct RunDescription {
    std::vector<Criterion> criteria;  ///< What resumes are scored against.
    std::string job_name;             ///< Name of the job description; empty if there is none.
    std::string job_text;             ///< Its text; may be empty.
    std::string job_digest;           ///< Its Document::digest; may be empty.
    std::optional<Date> as_of;        ///< Empty: that of the run to be continued, else today.
    std::string options = "{}";       ///< What else was set, as a JSON object. It must hold no secret.
    std::string engine;               ///< RecordedReply::identity of the client.
    std::vector<std::string> inputs;  ///< Names of the resumes in their order.
};

/// A run, in short.
struct RunSummary {
    std::int64_t id = 0;        ///< Never used again within a record.
    std::string time;           ///< When it began, in UTC.
    std::string finished;       ///< When it was finished; empty if it was not.
    std::string version;        ///< Of the library that began it.
    std::string job_name;       ///< Name of the job description.
    std::string engine;         ///< RunDescription::engine.
    std::size_t inputs = 0;     ///< Resumes that went in.
    std::size_t scored = 0;     ///< Of them scored.
    std::size_t failed = 0;     ///< Of them failed.
    std::size_t forgotten = 0;  ///< Of them erased since.
};

/// One row of a run.
struct RecordedOutcome {
    std::size_t position = 0;     ///< Among the inputs, from 0.
    Outcome outcome;              ///< For a row that was not reached: a failure `cancelled`.
    std::string document_digest;  ///< Empty if the document could not be read.
    std::string time;             ///< When it was stored; empty if it was not reached.
};

/// A document as a run or an answer had it.
struct NamedDocument {
    std::string name;    ///< Its whole name.
    std::string digest;  ///< Empty if it could not be read, or was not reached.
};

/// A whole run but for its outcomes.
struct RecordedRun {
    RunSummary summary;          ///< In short.
    RunDescription description;  ///< As it was begun; `as_of` is always set.
};

/// How much was erased.
struct Erased {
    std::size_t runs = 0;       ///< Whole runs.
    std::size_t outcomes = 0;   ///< Rows of runs that stay.
    std::size_t replies = 0;    ///< Answers, with their questions.
    std::size_t documents = 0;  ///< Texts of documents.
};

/// One SQLite file. All members may be called from many threads; several processes may use the same
/// file. Whatever is written is on disk when the call returns. The file is made for its owner's eyes
/// only. Text that was erased is overwritten, in the file and in its log.
///
/// All members throw CallerError record_failed if the file cannot be opened, read or written (the disk
/// is full, another process holds it too long, it is damaged, a newer version made it, or it is a link,
/// another user's or open to others), and
/// caller_forked in a child that fork() made: it opens the record anew.
class ATS_EXPORT Record final : public ReplyStore {
public:
    /// Opens the file, creates it, or brings it to this version's form.
    /// @param path of the file, in the encoding of the file system. @param options how.
    explicit Record(std::string path, RecordOptions options = {});
    ~Record() override;

    /// @returns the path as it was given.
    std::string const& path() const noexcept;

    /// @returns the answer stored under the key, if there is one.
    std::optional<LlmReply> find(std::string const& key) const override;
    /// Stores an answer; the first one under a key stays. `time` is set here.
    /// @returns the answer that is stored now.
    LlmReply keep(RecordedReply const& reply) override;
    /// Drops an answer that turned out to be of no use, if it is there.
    void drop(std::string const& key) override;
    /// @returns the answers about a document, oldest first.
    std::vector<RecordedReply> replies(std::string const& document_digest) const;

    /// @returns the number of the run that a RunLog of this description would continue, if there is one.
    std::optional<std::int64_t> unfinished(RunDescription const& description) const;
    /// @returns every run, oldest first.
    std::vector<RunSummary> runs() const;
    /// @throws CallerError invalid_argument, if there is no such run.
    RecordedRun run(std::int64_t id) const;
    /// @returns the rows [first, first + count) of a run, in the order of its inputs.
    std::vector<RecordedOutcome> outcomes(std::int64_t id, std::size_t first = 0,
                                          std::size_t count = SIZE_MAX) const;
    /// @returns the text of a document that was read, if it is kept.
    std::optional<std::string> document_text(std::string const& digest) const;
    /// @returns the documents and job descriptions that runs and answers had under this name, be it the
    /// whole name or the last part of a path; each once.
    std::vector<NamedDocument> documents_named(std::string const& name) const;

    /// Erases all of a document, and of every document with the same text: its answers, its text, and
    /// its name and outcome in every run; the rows stay, as failures `document_forgotten`. A job
    /// description takes all answers with it that were made with its text.
    Erased forget(std::string const& document_digest);
    /// Erases the rows of documents of this whole name that could not be read or were not reached.
    Erased forget_unread(std::string const& name);
    /// Erases runs and answers that are older, and documents that nothing needs any more.
    Erased purge(std::chrono::seconds older_than);

    struct Impl;

private:
    friend class RunLog;
    std::unique_ptr<Impl> impl_;
};

/// @returns the key of a request: a digest of everything that can change the answer. Equal for equal
/// questions to the same `identity`; LlmRequest::document does not matter.
ATS_EXPORT std::string reply_key(LlmRequest const& request, std::string const& identity);

/// Writes one run into a record. All members may be called from many threads.
class ATS_EXPORT RunLog {
public:
    /// Continues the latest unfinished run of the same description, or begins one. A description
    /// without a date fits a run of any date and takes its date over.
    RunLog(std::shared_ptr<Record> record, RunDescription description);
    ~RunLog();

    /// @returns the number of the run.
    std::int64_t id() const noexcept { return id_; }
    /// @returns the date that the run judges years against.
    Date as_of() const noexcept { return as_of_; }
    /// @returns true if the run had been begun before.
    bool continued() const noexcept { return continued_; }

    /// Stores what became of one input. On disk when it returns. A scorecard is not replaced by an
    /// outcome that says no more than that a run was stopped (`cancelled`, `run_aborted`,
    /// `deadline_exceeded`, `budget_exhausted`).
    /// @param position of the input, from 0. @param document what was read; null if it could not be
    /// read. @param outcome of it.
    void write(std::size_t position, Document const* document, Outcome const& outcome);
    /// A callback for JobQueueOptions::on_outcome of a queue that takes this run's inputs, all of them,
    /// in their order and nothing else. It keeps the record alive, not this object.
    std::function<void(std::uint64_t, Document const*, Outcome const&)> on_outcome() const;
    /// Marks the run as finished: the same command then begins a new one.
    void finish();

private:
    std::shared_ptr<Record> record_;
    std::int64_t id_ = 0;
    Date as_of_;
    bool continued_ = false;
};

}  // namespace ats
