#include "documents/worker_pool.hpp"

#include <algorithm>
#include <csignal>
#include <limits>
#include <thread>
#include <utility>

#include <sys/eventfd.h>

#include <ats/error.hpp>

namespace ats::documents {
namespace {

int pool_size(int option) {
    if (option > 0) return option;
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

/// A descriptor that becomes readable when the caller cancels.
class CancelEvent {
public:
    explicit CancelEvent(CancelToken const& token) : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (!event_) throw CallerError(ErrorCode::internal, "no file descriptor is left");
        registration_ = token.on_cancel([descriptor = event_.get()] { ::eventfd_write(descriptor, 1); });
    }
    int descriptor() const noexcept { return event_.get(); }

private:
    FileDescriptor event_;
    CancelToken::Registration registration_;  // Ends before the descriptor that its callback writes to.
};

Clock::time_point earlier_deadline(std::chrono::milliseconds limit, CallContext const& context) {
    auto const own = Clock::now() + limit;
    return context.deadline ? std::min(own, *context.deadline) : own;
}

std::chrono::milliseconds part_of(std::chrono::milliseconds limit, double share) {
    constexpr std::chrono::milliseconds least{1};  // 0 is no limit.
    std::chrono::duration<double, std::milli> const part =
        share * std::chrono::duration<double, std::milli>(limit);
    return share < 1 ? std::max(least, std::chrono::duration_cast<std::chrono::milliseconds>(part)) : limit;
}

// What the loader and a shell exit with where a program lacks a library or is none.
constexpr int cannot_run_exit_code = 127;

/// A worker that never began is a broken installation, and no applicant's fault.
void check_installation(WorkerEnding ending, ProcessEnd const& end, std::string const& program) {
    bool const cannot_run = end.known && end.signal == 0 && end.exit_code == cannot_run_exit_code;
    if (ending != WorkerEnding::died_idle || !cannot_run) return;
    throw CallerError(ErrorCode::worker_not_found,
                      "the program " + program + " cannot run (" + describe(end) +
                          "); a library that it needs is missing: `ldd` names it, install its package");
}

// What a worker may do after its reply: give memory back. A large document takes some milliseconds.
constexpr auto most_idle_cpu_time = std::chrono::milliseconds{200};

// For starting, and for what each document needs beside its reading.
constexpr auto cpu_time_to_start = std::chrono::seconds{10};
constexpr auto cpu_time_beside = std::chrono::seconds{2};

/// The kernel's own limit for all documents of a worker, which cannot be raised; the worker watches that of
/// each document itself.
ProcessLimits limits_of(DocumentReaderOptions const& options) {
    constexpr std::chrono::seconds most{std::numeric_limits<std::int32_t>::max()};
    auto const each =
        std::min(std::chrono::ceil<std::chrono::seconds>(options.pdf_cpu_limit), most) + cpu_time_beside;
    // Two factors below 2^32 do not exceed 64 bits.
    return {options.pdf_memory_limit,
            cpu_time_to_start + each * std::int64_t{options.pdf_documents_per_worker}};
}

std::string names_of(std::uint32_t protections) {
    struct Named {
        std::uint32_t protection;
        char const* name;
    };
    constexpr Named all[] = {{worker::files_protected, "Landlock"},
                             {worker::calls_protected, "seccomp"},
                             {worker::resources_limited, "limits of memory and time"}};
    std::string names;
    for (auto const& each : all) {
        if ((protections & each.protection) != 0) names.append(names.empty() ? "" : ", ").append(each.name);
    }
    return names;
}

[[noreturn]] void throw_unprotected(WorkerProgram const& program, std::uint32_t protections) {
    throw CallerError(ErrorCode::sandbox_unavailable,
                      std::string("the program ") + program.name + " runs without " +
                          names_of(worker::all_protections & ~protections) +
                          ", which require_sandbox asks for: use a kernel that has it, or allow it in this "
                          "container");
}

[[noreturn]] void throw_failure(WorkerProgram const& program, WorkerEnding ending, ProcessEnd const& end,
                                std::string const& name, CallContext const& context) {
    auto const document = std::string(program.document);
    if (ending == WorkerEnding::woken || ending == WorkerEnding::timed_out) context.check();
    if (ending == WorkerEnding::timed_out || end.signal == SIGXCPU) {
        throw DocumentError(ErrorCode::document_timeout, name,
                            "reading the " + document + " took too long; it may be damaged or hostile");
    }
    auto const what = ending == WorkerEnding::broke_protocol ? std::string("answered nonsense")
                                                             : "died (" + describe(end) + ")";
    throw DocumentError(
        ErrorCode::document_crashed, name,
        "the process that read the " + document + " " + what + "; the file may be damaged or hostile");
}

}  // namespace

/// The right to use one worker; there may be none yet.
class WorkerPool::Slot {
public:
    Slot(WorkerPool& pool, CallContext const& context) : pool_(pool), worker_(pool.acquire(context)) {}
    ~Slot() { pool_.release(std::move(worker_)); }
    Slot(Slot const&) = delete;
    Slot& operator=(Slot const&) = delete;

    /// A worker that waits for a request: one that died or talks while it should be idle is replaced.
    WorkerProcess& ready_worker() {
        if (worker_ && !is_idle(worker_->socket())) discard();
        if (!worker_) worker_.emplace(pool_.start());
        return *worker_;
    }

    ProcessEnd discard() {
        auto const id = worker_->id();
        auto const end = worker_->kill();
        worker_.reset();
        pool_.log(LogLevel::warning,
                  pool_.program_.label + (" " + std::to_string(id)) + " ended: " + describe(end));
        return end;
    }

private:
    WorkerPool& pool_;
    std::optional<WorkerProcess> worker_;
};

WorkerPool::WorkerPool(WorkerProgram const& program, std::string const& path,
                       DocumentReaderOptions const& options)
    : program_(program),
      options_(options),
      places_(path.empty() ? worker_program_places(program) : std::vector<std::string>{path}),
      size_(pool_size(options.pdf_workers)) {
    idle_.reserve(static_cast<std::size_t>(size_));  // So that release() cannot fail.
}

void WorkerPool::read(std::string_view bytes, WorkerTask const& task, std::string const& name,
                      CallContext const& context, ReplyReader const& read) {
    Slot slot(*this, context);
    CancelEvent const cancelled(context.cancel);
    auto const deadline = earlier_deadline(part_of(options_.pdf_deadline, task.share), context);
    // A worker that was killed while it was idle says nothing about the document: one more try.
    for (bool first_attempt = true;; first_attempt = false) {
        auto& worker = slot.ready_worker();
        ++worker.documents;
        auto const [ending, protections] = converse(worker.socket(), cancelled.descriptor(),
                                                    request_for(bytes, task), bytes, deadline, read);
        if (ending == WorkerEnding::replied) return warn_of_missing(protections);
        auto const end = slot.discard();
        if (ending == WorkerEnding::unprotected) throw_unprotected(program_, protections);
        if (ending == WorkerEnding::died_idle && first_attempt) continue;
        check_installation(ending, end, find_worker_program(program_, places_));
        throw_failure(program_, ending, end, name, context);
    }
}

worker::Request WorkerPool::request_for(std::string_view bytes, WorkerTask const& task) const {
    auto const limited = [](auto value) {
        using Value = decltype(value);
        return static_cast<std::uint32_t>(std::min(value, Value{std::numeric_limits<std::int32_t>::max()}));
    };
    return {worker::request_magic,
            limited(std::int64_t{part_of(options_.pdf_cpu_limit, task.share).count()}),
            static_cast<std::uint32_t>(options_.max_pages),
            limited(options_.max_words),
            task.flags,
            options_.require_sandbox ? worker::all_protections : 0,
            task.page,
            task.image_side,
            bytes.size()};
}

/// A worker that works while nobody asked it to was taken over.
std::vector<WorkerProcess> WorkerPool::take_busy_idlers() {
    std::vector<WorkerProcess> busy;
    std::vector<WorkerProcess> rest;
    std::lock_guard const lock(mutex_);
    rest.reserve(idle_.capacity());
    for (auto& worker : idle_) {
        bool const is_busy = worker.cpu_time() > worker.idle_since + most_idle_cpu_time;
        (is_busy ? busy : rest).push_back(std::move(worker));
    }
    idle_ = std::move(rest);
    return busy;
}

void WorkerPool::end_busy_idlers() {
    for (auto& worker : take_busy_idlers()) {
        auto const id = worker.id();
        worker.kill();
        log(LogLevel::warning,
            program_.label + (" " + std::to_string(id)) + " ended: it used CPU time while it was idle");
    }
}

void WorkerPool::warn_of_missing(std::uint32_t protections) {
    auto const missing = names_of(worker::all_protections & ~protections);
    if (missing.empty()) return;
    {
        std::lock_guard const lock(mutex_);
        if (std::exchange(has_warned_, true)) return;
    }
    log(LogLevel::warning, std::string(program_.name) + " runs without " + missing +
                               ": a hostile document could do more harm; require_sandbox refuses this");
}

std::optional<WorkerProcess> WorkerPool::acquire(CallContext const& context) {
    end_busy_idlers();
    // Taken before the lock, and dropped after it: the callback takes the lock itself.
    auto const wake = context.cancel.on_cancel([this] {
        std::lock_guard const lock(mutex_);
        freed_.notify_all();
    });
    std::unique_lock lock(mutex_);
    auto const may_go_on = [&] { return busy_ < size_ || context.cancel.cancelled(); };
    if (context.deadline) {
        freed_.wait_until(lock, *context.deadline, may_go_on);
    } else {
        freed_.wait(lock, may_go_on);
    }
    pass_on_if_ended(context);
    ++busy_;
    if (idle_.empty()) return std::nullopt;
    std::optional<WorkerProcess> worker(std::move(idle_.back()));
    idle_.pop_back();
    return worker;
}

/// One who leaves without a worker may have been woken in the place of another.
void WorkerPool::pass_on_if_ended(CallContext const& context) try {
    context.check();
} catch (CallerError const&) {
    freed_.notify_one();
    throw;
}

void WorkerPool::release(std::optional<WorkerProcess> worker) noexcept {
    if (worker && worker->documents >= options_.pdf_documents_per_worker) worker.reset();
    if (worker) worker->idle_since = worker->cpu_time();
    std::lock_guard const lock(mutex_);
    --busy_;
    if (worker) idle_.push_back(std::move(*worker));
    freed_.notify_one();
}

WorkerProcess WorkerPool::start() {
    WorkerProcess worker(find_worker_program(program_, places_), limits_of(options_));
    log(LogLevel::debug, program_.label + (" " + std::to_string(worker.id())) + " started");
    return worker;
}

void WorkerPool::log(LogLevel level, std::string const& line) const {
    if (options_.log) options_.log(level, line);
}

}  // namespace ats::documents
