#include <atomic>
#include <mutex>

#include <unistd.h>

#include "values.hpp"

namespace ats::bindings {
namespace {

/// The queues that Python holds. Leaving Python closes them, because their workers may need the interpreter.
class OpenQueues {
public:
    void add(std::shared_ptr<JobQueue> const& queue) {
        std::lock_guard lock(mutex_);
        std::erase_if(queues_, [](auto const& known) { return known.expired(); });
        queues_.push_back(queue);
    }

    std::vector<std::shared_ptr<JobQueue>> all() {
        std::lock_guard lock(mutex_);
        std::vector<std::shared_ptr<JobQueue>> alive;
        for (auto const& queue : queues_) {
            if (auto shared = queue.lock()) alive.push_back(std::move(shared));
        }
        return alive;
    }

    /// Set when workers would not end: they are left behind with their queues.
    std::atomic<bool> abandoned = false;

private:
    std::mutex mutex_;
    std::vector<std::weak_ptr<JobQueue>> queues_;
};

// Never destroyed: objects that Python drops last, during finalisation, still come here.
OpenQueues& open_queues() {
    static auto* queues = new OpenQueues;
    return *queues;
}

/// How a queue that Python drops goes away.
struct DropQueue {
    pid_t owner = getpid();

    void operator()(JobQueue* queue) const {
        // The workers of a parent process do not exist in its forked child: nothing can be waited for.
        if (getpid() != owner || open_queues().abandoned) return;
        // Garbage collection may run on one of the workers, which cannot wait for itself.
        if (inside_python_callback()) {
            std::thread([queue] { delete queue; }).detach();
        } else {
            DeleteWithoutGil{}(queue);
        }
    }
};

// What a Python client gets to heed its cancellation when Python ends. A client that does not must not keep
// the process from ending.
constexpr std::chrono::seconds exit_patience{10};

void close_all_at_exit() {
    auto queues = open_queues().all();
    if (queues.empty()) return;
    std::packaged_task<void()> task([queues = std::move(queues)] {
        for (auto const& queue : queues) queue->cancel_all();
        for (auto const& queue : queues) queue->close(JobQueue::Close::drop);
    });
    auto closed = task.get_future();
    ReleaseGil release;
    std::thread closing(std::move(task));
    if (closed.wait_for(exit_patience) == std::future_status::ready) {
        closing.join();
    } else {
        open_queues().abandoned = true;
        closing.detach();
    }
}

std::shared_ptr<JobQueue> make_queue(std::shared_ptr<DocumentReader> reader,
                                     std::shared_ptr<ResumeScorer> scorer, JobQueueOptions const* options,
                                     py::kwargs const& fields) {
    auto own = options_of(options, fields);
    std::shared_ptr<JobQueue> queue(new JobQueue(std::move(reader), std::move(scorer), std::move(own)),
                                    DropQueue{});
    open_queues().add(queue);
    return queue;
}

JobId submit(JobQueue& queue, DocumentSource resume, CallContext const* context) {
    return without_gil(context, [&](CallContext const& own) { return queue.submit(std::move(resume), own); });
}

std::optional<Outcome> wait(JobQueue const& queue, JobId id, CallContext const* context) {
    return without_gil(context, [&](CallContext const& own) { return queue.wait(id, own); });
}

std::optional<std::vector<Outcome>> wait_all(JobQueue const& queue, CallContext const* context) {
    return without_gil(context, [&](CallContext const& own) { return queue.wait_all(own); });
}

void close(JobQueue& queue, JobQueue::Close how) {
    interruptible([&queue, how] { queue.close(how); }, [&queue] { queue.cancel_all(); });
}

void on_finished(JobQueue& queue, JobId id, py::object callback) {
    auto function = to_callback<void, Outcome const&>(std::move(callback));
    ReleaseGil release;
    queue.on_finished(id, std::move(function));
}

using OutcomeCallback = decltype(JobQueueOptions::on_outcome);

/// A Python function that is told of outcomes. Unlike other callbacks it may raise: what was not kept must
/// not pass for done.
class TellPython {
public:
    explicit TellPython(py::object function)
        : function_(new py::object(std::move(function)), DecrefWithGil{}) {}

    void operator()(JobId id, Document const* document, Outcome const& outcome) const {
        call_python([&] {
            py::object read = py::none();
            if (document != nullptr) read = py::cast(*document);
            invoke(*function_, py::make_tuple(id, read, outcome));
        });
    }

    py::object function() const { return *function_; }

private:
    std::shared_ptr<py::object> function_;
};

/// A RunLog writes without Python.
struct TellLog {
    std::shared_ptr<RunLog> log;
    OutcomeCallback write;

    void operator()(JobId id, Document const* document, Outcome const& outcome) const {
        write(id, document, outcome);
    }
};

void set_outcome_callback(JobQueueOptions& options, py::object function) {
    if (function.is_none()) {
        options.on_outcome = nullptr;
    } else if (py::isinstance<RunLog>(function)) {
        auto log = py::cast<std::shared_ptr<RunLog>>(function);
        options.on_outcome = TellLog{log, log->on_outcome()};
    } else if (PyCallable_Check(function.ptr()) != 0) {
        options.on_outcome = TellPython(std::move(function));
    } else {
        throw py::type_error("on_outcome must be callable, a RunLog or None");
    }
}

py::object outcome_callback_of(JobQueueOptions const& options) {
    if (auto const* told = options.on_outcome.target<TellPython>()) return told->function();
    if (auto const* log = options.on_outcome.target<TellLog>()) return py::cast(log->log);
    return py::none();
}

void bind_values(py::module_& m) {
    py::native_enum<JobState>(m, "JobState", "enum.Enum", "Where a job stands.")
        .value("queued", JobState::queued)
        .value("running", JobState::running)
        .value("succeeded", JobState::succeeded)
        .value("failed", JobState::failed)
        .value("cancelled", JobState::cancelled)
        .finalize();
    m.def(
        "to_string", [](JobState state) { return to_string(state); }, "value"_a);
    Value<QueueProgress>(m, "QueueProgress", "How far a queue is.")
        .field("submitted", &QueueProgress::submitted, "Jobs taken so far.")
        .field("finished", &QueueProgress::finished, "Of them finished in any way.")
        .field("failed", &QueueProgress::failed, "Of the finished, failed or cancelled.");
    using Options = JobQueueOptions;
    Value<Options>(m, "JobQueueOptions", "Sizes and callbacks of a queue.")
        .field(
            "workers", &Options::workers,
            "Threads that read and then score; 0: one for each processor. A remote model allows many more.")
        .field("capacity", &Options::capacity, "Jobs that may wait; submit() blocks when so many do.")
        .field("stop_after_fatal_error", &Options::stop_after_fatal_error,
               "After a refused key, an exhausted quota or an unknown model the remaining jobs fail unsent.")
        .field("time_limit", &Options::time_limit, "For all jobs together; what is left then fails.")
        .field("keep_outcomes", &Options::keep_outcomes,
               "Keep outcomes in memory until forget(). If not, each is dropped once the callbacks have had "
               "it.")
        .field("on_outcome", &outcome_callback_of, &set_outcome_callback,
               "Called as (id, document, outcome) as each job finishes, on a worker thread, `document` being "
               "None if it was not read; or a RunLog, which writes them down. What it raises fails the job.")
        .field("on_progress", &Options::on_progress,
               "Called with a QueueProgress after each finished job, on a worker thread; must not call the "
               "queue.");
}

}  // namespace

void bind_queue(py::module_& m) {
    using release = py::call_guard<ReleaseGil>;
    bind_values(m);
    py::classh<JobQueue> queue(
        m, "JobQueue",
        "An in-memory queue of resumes to be scored. Whatever happens to a job is its "
        "Outcome. Options are given as an object, as keywords, or both. Dropping the queue "
        "closes it, cancelling what is unfinished; so does leaving Python.");
    py::native_enum<JobQueue::Close>(queue, "Close", "enum.Enum", "What becomes of unfinished jobs.")
        .value("finish", JobQueue::Close::finish, "They are done first.")
        .value("drop", JobQueue::Close::drop, "They are cancelled.")
        .finalize();
    queue
        .def(py::init(&make_queue), py::arg("reader").none(false), py::arg("scorer").none(false),
             "options"_a = py::none())
        .def("submit", &submit, "resume"_a, "context"_a = py::none(),
             "Takes one resume (a DocumentSource) and returns the id of its job; blocks while the queue is "
             "full. "
             "Releases the GIL; Ctrl-C ends it.")
        .def("status", &JobQueue::status, "id"_a, release(), "Where the job stands.")
        .def("wait", &wait, "id"_a, "context"_a = py::none(),
             "Waits for one job: its outcome, or None if the context ended first. Releases the GIL; Ctrl-C "
             "ends "
             "it.")
        .def("wait_all", &wait_all, "context"_a = py::none(),
             "Waits for every job taken so far: the outcomes in the order of submission, or None if the "
             "context "
             "ended first. Releases the GIL; Ctrl-C ends it.")
        .def("on_finished", &on_finished, "id"_a, "callback"_a,
             "Calls `callback(outcome)` once: on a worker thread when the job finishes, or at once if it "
             "has. It "
             "must not call the queue.")
        .def("cancel", &JobQueue::cancel, "id"_a, release(),
             "Cancels one job. False if it had finished already.")
        .def("cancel_all", &JobQueue::cancel_all, release(), "Cancels every job that has not finished.")
        .def("forget", &JobQueue::forget, "id"_a, release(),
             "Drops a finished job's outcome from memory. False if it has not finished.")
        .def("close", &close, "how"_a,
             "Takes no more jobs, ends the workers and waits for them. Outcomes stay readable. Releases the "
             "GIL; "
             "Ctrl-C cancels the unfinished jobs.")
        .def("progress", &JobQueue::progress, release(), "How far the queue is.");
    py::module_::import("atexit").attr("register")(py::cpp_function(&close_all_at_exit));
}

}  // namespace ats::bindings
