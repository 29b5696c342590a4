#pragma once

/// @file
/// Scores many resumes with background workers.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <ats/context.hpp>
#include <ats/document.hpp>
#include <ats/document_reader.hpp>
#include <ats/export.hpp>
#include <ats/resume_scorer.hpp>
#include <ats/scorecard.hpp>

namespace ats {

/// A job is one resume to be scored. Unique within its queue and never used again.
using JobId = std::uint64_t;

/// Where a job stands.
enum class JobState { queued, running, succeeded, failed, cancelled };

/// @returns "queued", "running", "succeeded", "failed" or "cancelled".
ATS_EXPORT std::string_view to_string(JobState state) noexcept;

/// How far the queue is; handed to the progress callback.
struct QueueProgress {
    std::size_t submitted = 0;  ///< Jobs taken so far.
    std::size_t finished = 0;   ///< Of them finished in any way.
    std::size_t failed = 0;     ///< Of the finished, failed or cancelled.
};

/// Sizes and callbacks of a queue.
struct JobQueueOptions {
    /// Threads that read and then score, one resume each at a time; at least 1. Scoring by a remote
    /// model is waiting, so many more than processors make sense there; 0: one for each processor. At
    /// most 4096.
    int workers = 0;
    /// Jobs that may wait; submit() blocks when so many do. At least 1.
    std::size_t capacity = 1024;
    /// After an error that would fail every later request too (a refused key, an exhausted quota, an
    /// unknown model) the remaining jobs fail unsent, as run_aborted.
    bool stop_after_fatal_error = true;
    /// Time for all jobs together, from the making of the queue; more than 0. A job that has not ended
    /// by then fails as deadline_exceeded. Unset: no end.
    std::optional<std::chrono::milliseconds> time_limit{};
    /// Called with each job's outcome before on_progress counts it and wait() sees it: on the worker's
    /// thread, or on the thread that cancelled it; several at once. `document` is null if it was not
    /// read. Must not call the queue. What it throws becomes the outcome, so that nothing that could
    /// not be kept passes for done; a code that aborts_run() then stops the rest.
    std::function<void(JobId, Document const* document, Outcome const& outcome)> on_outcome;
    /// Keep outcomes in memory until forget(). If not, each is dropped once the callbacks have had it:
    /// its id is then unknown, and wait_all() returns no outcomes. For more resumes than fit in memory.
    bool keep_outcomes = true;
    /// Called as each job finishes, before wait() sees it: on the worker's thread, or on the thread
    /// that cancelled it; one call at a time. Must not throw; of the queue it may call cancel() and
    /// cancel_all(), which report in turn, and nothing that waits.
    std::function<void(QueueProgress const&)> on_progress;
};

/// An in-memory queue of resumes to be scored. All members may be called from many threads.
///
/// A job never throws into the queue: whatever happens to it is its Outcome. Outcomes are kept until
/// the queue is destroyed or forget() is called, unless the options say otherwise. After fork() the child has
/// no workers: every call throws CallerError caller_forked there.
class ATS_EXPORT JobQueue {
public:
    /// Starts the workers.
    /// @throws CallerError invalid_argument, if an option is out of its range or a pointer is null.
    JobQueue(std::shared_ptr<DocumentReader const> reader, std::shared_ptr<ResumeScorer const> scorer,
             JobQueueOptions options = {});
    /// close(Close::drop).
    ~JobQueue();
    JobQueue(JobQueue const&) = delete;
    JobQueue& operator=(JobQueue const&) = delete;

    /// Takes one resume; blocks while the queue is full.
    /// @throws QueueError queue_closed; CallerError cancelled or deadline_exceeded of `context`,
    /// which governs the submitting only.
    JobId submit(DocumentSource resume, CallContext const& context = {});

    /// @throws QueueError unknown_job.
    JobState status(JobId id) const;

    /// Waits for one job.
    /// @returns its outcome, or nullopt if `context` ended first.
    /// @throws QueueError unknown_job.
    std::optional<Outcome> wait(JobId id, CallContext const& context = {}) const;

    /// Waits until every job taken so far has finished.
    /// @returns the outcomes in the order of submission, forgotten ones left out; nullopt if
    /// `context` ended first.
    std::optional<std::vector<Outcome>> wait_all(CallContext const& context = {}) const;

    /// Calls `callback` once with the outcome of the job: when it finishes, on the worker's thread or
    /// on the thread that cancelled it; at once if it has. Must not throw and must not call the queue.
    /// @throws QueueError unknown_job.
    void on_finished(JobId id, std::function<void(Outcome const&)> callback);

    /// Cancels one job: it does not start, or its call is asked to stop.
    /// @returns false if it had finished already. @throws QueueError unknown_job.
    bool cancel(JobId id);
    /// Cancels every job that has not finished.
    void cancel_all();

    /// Drops a finished job's outcome from memory. @returns false if it has not finished.
    /// @throws QueueError unknown_job.
    bool forget(JobId id);

    /// What becomes of unfinished jobs.
    enum class Close {
        finish,  ///< They are done first.
        drop     ///< They are cancelled.
    };
    /// Takes no more jobs, ends the workers and waits for them. Outcomes stay readable. May be
    /// called again.
    void close(Close how);

    /// @returns how far the queue is now.
    QueueProgress progress() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace ats
