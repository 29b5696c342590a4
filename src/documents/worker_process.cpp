#include "documents/worker_process.hpp"

#include <cerrno>
#include <csignal>
#include <ctime>
#include <system_error>

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ats/error.hpp>

#include "documents/worker_protocol.hpp"

namespace ats::documents {
namespace {

[[noreturn]] void throw_system(std::string const& what, int error) {
    throw CallerError(ErrorCode::internal,
                      "a worker process: " + what + ": " + std::generic_category().message(error));
}

void check(int error, char const* what) {
    if (error != 0) throw_system(what, error);
}

/// What happens in the child between its creation and the new program.
class SpawnActions {
public:
    SpawnActions() { check(::posix_spawn_file_actions_init(&actions_), "file actions"); }
    ~SpawnActions() { ::posix_spawn_file_actions_destroy(&actions_); }
    SpawnActions(SpawnActions const&) = delete;
    SpawnActions& operator=(SpawnActions const&) = delete;

    // The socket goes first: in a host that closed its standard streams it may be one of 0 to 2.
    void keep_only(int socket) {
        check(::posix_spawn_file_actions_adddup2(&actions_, socket, worker::worker_socket), "dup2");
        for (int const stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) silence(stream);
        check(::posix_spawn_file_actions_addclosefrom_np(&actions_, worker::worker_socket + 1), "closefrom");
    }
    posix_spawn_file_actions_t const* get() const { return &actions_; }

private:
    void silence(int stream) {
#ifdef ATS_SANITIZED
        if (stream == STDERR_FILENO) return;  // Where the sanitizers of the worker report.
#endif
        check(::posix_spawn_file_actions_addopen(&actions_, stream, "/dev/null", O_RDWR, 0), "open");
    }

    posix_spawn_file_actions_t actions_;
};

/// The host's blocked and ignored signals are not passed on.
class SpawnAttributes {
public:
    SpawnAttributes() {
        check(::posix_spawnattr_init(&attributes_), "attributes");
        sigset_t none;
        sigset_t all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes_); }
    SpawnAttributes(SpawnAttributes const&) = delete;
    SpawnAttributes& operator=(SpawnAttributes const&) = delete;
    posix_spawnattr_t const* get() const { return &attributes_; }

private:
    posix_spawnattr_t attributes_;
};

// <sys/pidfd.h> of glibc 2.36 cannot be used from C++: its functions lack C linkage.
int open_process(pid_t id) { return static_cast<int>(::syscall(SYS_pidfd_open, id, 0)); }
void kill_process(int handle) { ::syscall(SYS_pidfd_send_signal, handle, SIGKILL, nullptr, 0); }

ProcessEnd end_of(siginfo_t const& info) {
    if (info.si_code == CLD_EXITED) return {0, info.si_status, true};
    return {info.si_status, 0, true};
}

}  // namespace

std::string describe(ProcessEnd const& end) {
    if (!end.known) return "cause unknown";
    return end.signal != 0 ? "signal " + std::to_string(end.signal)
                           : "exit code " + std::to_string(end.exit_code);
}

WorkerProcess::WorkerProcess(std::string const& program, ProcessLimits const& limits) : owner_(::getpid()) {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw_system("socketpair", errno);
    socket_ = FileDescriptor(ends[0]);
    spawn(program, limits, FileDescriptor(ends[1]));
    handle_ = FileDescriptor(open_process(id_));
}

void WorkerProcess::spawn(std::string const& program, ProcessLimits const& limits,
                          FileDescriptor const& child_end) {
    SpawnActions actions;
    actions.keep_only(child_end.get());
    SpawnAttributes const attributes;
    std::string name = program;
    std::string serve = worker::serve_argument;
    std::string memory = std::to_string(limits.memory);
    std::string seconds = std::to_string(limits.cpu_time.count());
    char* const arguments[] = {name.data(), serve.data(), memory.data(), seconds.data(), nullptr};
    // Nothing of the host's environment, which may hold secrets.
    std::string locale = "LC_ALL=C.UTF-8";
    char* const environment[] = {locale.data(), nullptr};
    int const error =
        ::posix_spawn(&id_, program.c_str(), actions.get(), attributes.get(), arguments, environment);
    if (error == 0) return;
    id_ = -1;
    if (error != ENOENT && error != EACCES && error != ENOEXEC) throw_system("cannot be started", error);
    throw CallerError(ErrorCode::worker_not_found, "the program " + program + " cannot be started: " +
                                                       std::generic_category().message(error));
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : documents(other.documents),
      idle_since(other.idle_since),
      owner_(other.owner_),
      id_(std::exchange(other.id_, -1)),
      handle_(std::move(other.handle_)),
      socket_(std::move(other.socket_)) {}

WorkerProcess::~WorkerProcess() {
    if (::getpid() == owner_) kill();
}

std::chrono::nanoseconds WorkerProcess::cpu_time() const noexcept {
    clockid_t clock{};
    timespec used{};
    // The process has not been waited for, so that its id means no other.
    if (::clock_getcpuclockid(id_, &clock) != 0 || ::clock_gettime(clock, &used) != 0) return {};
    return std::chrono::seconds{used.tv_sec} + std::chrono::nanoseconds{used.tv_nsec};
}

ProcessEnd WorkerProcess::kill() noexcept {
    socket_.reset();
    auto const id = std::exchange(id_, -1);
    if (id < 0) return {};
    siginfo_t info{};
    int waited = 0;
    if (handle_) {
        kill_process(handle_.get());
    } else {
        ::kill(id, SIGKILL);
    }
    do {
        waited = handle_ ? ::waitid(P_PIDFD, static_cast<id_t>(handle_.get()), &info, WEXITED)
                         : ::waitid(P_PID, static_cast<id_t>(id), &info, WEXITED);
    } while (waited != 0 && errno == EINTR);
    handle_.reset();
    return waited == 0 ? end_of(info) : ProcessEnd{};
}

}  // namespace ats::documents
