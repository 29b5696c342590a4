#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include <unistd.h>

#include <ats/error.hpp>
#include <ats/job_queue.hpp>

namespace ats {
namespace {

// Threads cost memory and the system's patience; more than this is a typing error.
constexpr int max_workers = 4096;

struct Job {
    DocumentSource source;
    CancelToken cancel;
    JobState state = JobState::queued;
    std::optional<Outcome> outcome;
    std::vector<std::function<void(Outcome const&)>> callbacks;
};

bool is_finished(Job const& job) { return job.outcome.has_value(); }

JobState end_state(Outcome const& outcome) {
    auto const* failure = outcome.failure();
    if (!failure) return JobState::succeeded;
    return failure->code == ErrorCode::cancelled ? JobState::cancelled : JobState::failed;
}

Outcome failed(std::string name, ErrorCode code, std::string message) {
    return {std::move(name), Failure{code, std::move(message)}, {}};
}

JobQueueOptions checked(JobQueueOptions options) {
    auto const require = [](bool fine, char const* message) {
        if (!fine) throw CallerError(ErrorCode::invalid_argument, message);
    };
    require(options.workers >= 0 && options.workers <= max_workers, "workers must be between 0 and 4096");
    require(!options.time_limit || options.time_limit->count() > 0, "time_limit must be more than 0");
    require(options.capacity >= 1, "the capacity of a queue must be at least 1");
    if (options.workers == 0)
        options.workers = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    return options;
}

}  // namespace

std::string_view to_string(JobState state) noexcept {
    switch (state) {
        case JobState::queued:
            return "queued";
        case JobState::running:
            return "running";
        case JobState::succeeded:
            return "succeeded";
        case JobState::failed:
            return "failed";
        case JobState::cancelled:
            return "cancelled";
    }
    return "failed";
}

struct JobQueue::Impl {
    Impl(std::shared_ptr<DocumentReader const> r, std::shared_ptr<ResumeScorer const> s, JobQueueOptions o)
        : reader(std::move(r)), scorer(std::move(s)), options(checked(std::move(o))) {
        if (!reader || !scorer)
            throw CallerError(ErrorCode::invalid_argument, "the queue needs a reader and a scorer");
    }

    std::shared_ptr<DocumentReader const> const reader;
    std::shared_ptr<ResumeScorer const> const scorer;
    JobQueueOptions const options;
    // Never ends where it would lie beyond the end of the clock.
    std::optional<Clock::time_point> const deadline =
        options.time_limit ? CallContext::with_timeout(*options.time_limit).deadline : std::nullopt;
    pid_t const owner = getpid();

    mutable std::mutex mutex;                 // Guards what follows; never held while foreign code runs.
    mutable std::condition_variable changed;  // A job finished, a place is free, or a waiter was cancelled.
    std::condition_variable arrived;          // For the workers: a job waits, or the queue is closed.
    std::map<JobId, Job> jobs;                // In the order of submission.
    std::deque<JobId> waiting;
    std::set<JobId> unfinished;
    JobId last_id = 0;
    std::size_t failures = 0;
    std::size_t finished_count = 0;
    bool closed = false;
    std::optional<ErrorCode> fatal;
    std::atomic<bool> outcome_lost = false;  // on_outcome failed.

    // One progress callback at a time, in order; recursive, because a callback may cancel jobs.
    std::recursive_mutex progress_mutex;
    QueueProgress reported;

    std::mutex join_mutex;
    std::vector<std::thread> workers;

    void check_owner() const {
        if (getpid() != owner) {
            throw CallerError(ErrorCode::caller_forked,
                              "the queue was created before fork(); create one in the child");
        }
    }

    // Waits on `changed`; the caller holds no lock.
    template <class Done>
    bool wait_until(CallContext const& context, Done done) const {
        auto const wake = context.cancel.on_cancel([this] {
            std::lock_guard lock(mutex);
            changed.notify_all();
        });
        std::unique_lock lock(mutex);
        auto const over = [&] { return done() || context.cancel.cancelled(); };
        if (context.deadline) {
            changed.wait_until(lock, *context.deadline, over);
        } else {
            changed.wait(lock, over);
        }
        return done();
    }

    Job& find(JobId id) {
        auto const job = jobs.find(id);
        if (job == jobs.end())
            throw QueueError(ErrorCode::unknown_job, "there is no job " + std::to_string(id));
        return job->second;
    }

    void report_progress(bool failure) {
        if (!options.on_progress) return;
        std::lock_guard one_at_a_time(progress_mutex);
        {
            std::lock_guard lock(mutex);
            reported.submitted = last_id;
        }
        ++reported.finished;
        reported.failed += failure;
        options.on_progress(reported);
    }

    // Whatever `work` throws becomes the failure of `outcome`.
    template <class Work>
    static void guard(Outcome& outcome, Work work) {
        try {
            work();
        } catch (std::exception const& error) {
            outcome.result = to_failure(error);
        } catch (...) {
            outcome.result = Failure{ErrorCode::internal, "something that is no std::exception was thrown"};
        }
    }

    // An outcome that could not be kept has failed. What was aborted for that very reason is not tried
    // again: each attempt may take as long as the first.
    void hand_over(JobId id, Document const* document, Outcome& outcome) {
        bool const aborted = outcome.failure() && outcome.failure()->code == ErrorCode::run_aborted;
        if (!options.on_outcome || (aborted && outcome_lost)) return;
        auto const told = outcome;
        guard(outcome, [&] {
            try {
                options.on_outcome(id, document, told);
            } catch (...) {
                outcome_lost = true;
                throw;
            }
        });
        note_fatal(outcome);
    }

    // The last thing that happens to a job. Progress comes first, so that whoever waits for the job has
    // seen it reported.
    void finish(JobId id, Document const* document, Outcome outcome) {
        hand_over(id, document, outcome);
        bool const failure = outcome.failure() != nullptr;
        report_progress(failure);
        std::vector<std::function<void(Outcome const&)>> callbacks;
        Outcome told;
        {
            std::lock_guard lock(mutex);
            auto& job = jobs.at(id);
            job.state = end_state(outcome);
            job.source = {};
            callbacks = std::move(job.callbacks);
            if (!callbacks.empty()) told = outcome;
            job.outcome = std::move(outcome);
            if (!options.keep_outcomes) jobs.erase(id);
            unfinished.erase(id);
            ++finished_count;
            failures += failure;
        }
        changed.notify_all();
        for (auto const& callback : callbacks) callback(told);
    }

    // What became of one resume, and what was read of it.
    struct Processed {
        std::optional<Document> document;
        Outcome outcome;
    };

    Processed process(DocumentSource const& source, CancelToken const& cancel) const {
        Processed done;
        done.outcome.name = source.name;
        CallContext context;
        context.cancel = cancel;
        context.deadline = deadline;
        guard(done.outcome, [&] {
            context.check();
            done.document = reader->read(source, context);
            done.outcome.findings = done.document->findings;
            for (auto& noticed : scorer->findings(*done.document))
                done.outcome.findings.push_back(std::move(noticed));
            done.outcome.result = scorer->score(*done.document, context);
        });
        return done;
    }

    std::optional<JobId> next() {
        std::unique_lock lock(mutex);
        arrived.wait(lock, [this] { return !waiting.empty() || closed; });
        if (waiting.empty()) return std::nullopt;
        auto const id = waiting.front();
        waiting.pop_front();
        jobs.at(id).state = JobState::running;
        return id;
    }

    void work() {
        while (auto const id = next()) {
            DocumentSource source;
            CancelToken cancel;
            std::optional<ErrorCode> earlier;
            {
                std::lock_guard lock(mutex);
                auto& job = jobs.at(*id);
                source = std::move(job.source);
                cancel = job.cancel;
                earlier = fatal;
            }
            changed.notify_all();  // A place in the queue is free.
            if (earlier) {
                finish(*id, nullptr,
                       failed(source.name, ErrorCode::run_aborted,
                              "not sent, because an earlier request failed with " +
                                  std::string(to_string(*earlier))));
                continue;
            }
            auto done = process(source, cancel);
            note_fatal(done.outcome);
            finish(*id, done.document ? &*done.document : nullptr, std::move(done.outcome));
        }
    }

    void note_fatal(Outcome const& outcome) {
        auto const* failure = outcome.failure();
        if (!failure || !options.stop_after_fatal_error || !aborts_run(failure->code)) return;
        std::lock_guard lock(mutex);
        if (!fatal) fatal = failure->code;
    }

    void start_workers() {
        for (int i = 0; i < options.workers; ++i) workers.emplace_back([this] { work(); });
    }

    void finish_cancelled(JobId id, std::string name) {
        finish(id, nullptr, failed(std::move(name), ErrorCode::cancelled, "cancelled before it was read"));
    }

    void cancel_all() {
        std::vector<std::pair<JobId, std::string>> dropped;
        std::vector<CancelToken> running;
        {
            std::lock_guard lock(mutex);
            for (JobId const id : waiting) dropped.emplace_back(id, jobs.at(id).source.name);
            waiting.clear();
            for (JobId const id : unfinished) running.push_back(jobs.at(id).cancel);
        }
        for (auto const& token : running) token.cancel();
        for (auto& [id, name] : dropped) finish_cancelled(id, std::move(name));
    }

    void close(Close how) {
        {
            std::lock_guard lock(mutex);
            closed = true;
        }
        arrived.notify_all();
        changed.notify_all();
        if (how == Close::drop) cancel_all();
        std::lock_guard one_joins(join_mutex);
        for (auto& worker : workers) worker.join();
        workers.clear();
    }
};

JobQueue::JobQueue(std::shared_ptr<DocumentReader const> reader, std::shared_ptr<ResumeScorer const> scorer,
                   JobQueueOptions options)
    : impl_(std::make_unique<Impl>(std::move(reader), std::move(scorer), std::move(options))) {
    try {
        impl_->start_workers();
    } catch (...) {  // The system gave fewer threads than asked for.
        impl_->close(Close::drop);
        throw CallerError(ErrorCode::invalid_argument, "the system refused to start that many workers");
    }
}

JobQueue::~JobQueue() {
    if (getpid() != impl_->owner) {
        // The threads do not exist in a forked child, and a lock may be held for ever.
        static_cast<void>(impl_.release());
        return;
    }
    impl_->close(Close::drop);
}

JobId JobQueue::submit(DocumentSource resume, CallContext const& context) {
    impl_->check_owner();
    for (;;) {
        impl_->wait_until(
            context, [this] { return impl_->closed || impl_->waiting.size() < impl_->options.capacity; });
        std::lock_guard lock(impl_->mutex);
        if (impl_->closed)
            throw QueueError(ErrorCode::queue_closed, "the queue is closed and takes no more jobs");
        if (impl_->waiting.size() >= impl_->options.capacity) {
            context.check();  // Either this was why the wait ended, or another thread took the place.
            continue;
        }
        auto const id = ++impl_->last_id;
        impl_->jobs[id].source = std::move(resume);
        impl_->unfinished.insert(id);
        impl_->waiting.push_back(id);
        impl_->arrived.notify_one();
        return id;
    }
}

JobState JobQueue::status(JobId id) const {
    impl_->check_owner();
    std::lock_guard lock(impl_->mutex);
    return impl_->find(id).state;
}

std::optional<Outcome> JobQueue::wait(JobId id, CallContext const& context) const {
    impl_->check_owner();
    impl_->wait_until(context, [&] { return is_finished(impl_->find(id)); });
    std::lock_guard lock(impl_->mutex);
    return impl_->find(id).outcome;
}

std::optional<std::vector<Outcome>> JobQueue::wait_all(CallContext const& context) const {
    impl_->check_owner();
    JobId last = 0;
    {
        std::lock_guard lock(impl_->mutex);
        last = impl_->last_id;
    }
    auto const& unfinished = impl_->unfinished;
    if (!impl_->wait_until(context, [&] { return unfinished.empty() || *unfinished.begin() > last; })) {
        return std::nullopt;
    }
    std::lock_guard lock(impl_->mutex);
    std::vector<Outcome> outcomes;
    for (auto const& [id, job] : impl_->jobs) {
        if (id <= last) outcomes.push_back(*job.outcome);
    }
    return outcomes;
}

void JobQueue::on_finished(JobId id, std::function<void(Outcome const&)> callback) {
    impl_->check_owner();
    Outcome outcome;
    {
        std::lock_guard lock(impl_->mutex);
        auto& job = impl_->find(id);
        if (!is_finished(job)) {
            job.callbacks.push_back(std::move(callback));
            return;
        }
        outcome = *job.outcome;
    }
    callback(outcome);
}

bool JobQueue::cancel(JobId id) {
    impl_->check_owner();
    std::optional<std::string> dropped;
    CancelToken token;
    {
        std::lock_guard lock(impl_->mutex);
        auto& job = impl_->find(id);
        if (is_finished(job)) return false;
        token = job.cancel;
        if (std::erase(impl_->waiting, id) > 0) dropped = job.source.name;
    }
    token.cancel();
    if (dropped) impl_->finish_cancelled(id, std::move(*dropped));
    return true;
}

void JobQueue::cancel_all() {
    impl_->check_owner();
    impl_->cancel_all();
}

bool JobQueue::forget(JobId id) {
    impl_->check_owner();
    std::lock_guard lock(impl_->mutex);
    if (!is_finished(impl_->find(id))) return false;
    impl_->jobs.erase(id);
    return true;
}

void JobQueue::close(Close how) {
    impl_->check_owner();
    impl_->close(how);
}

QueueProgress JobQueue::progress() const {
    impl_->check_owner();
    std::lock_guard lock(impl_->mutex);
    return {static_cast<std::size_t>(impl_->last_id), impl_->finished_count, impl_->failures};
}

}  // namespace ats
