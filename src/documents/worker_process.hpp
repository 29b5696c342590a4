#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include <sys/types.h>

#include "documents/file_descriptor.hpp"

namespace ats::documents {

/// How a process ended.
struct ProcessEnd {
    int signal = 0;      ///< The signal that killed it; 0 if none did.
    int exit_code = 0;   ///< If it exited.
    bool known = false;  ///< False if the host reaps children itself, or ignores SIGCHLD.
};

/// What a process may use, whatever it does.
struct ProcessLimits {
    std::size_t memory = 0;           ///< Bytes of address space.
    std::chrono::seconds cpu_time{};  ///< For all its documents.
};

/// @returns such as "signal 9" or "exit code 1".
std::string describe(ProcessEnd const& end);

/// One running process of a worker program. Destroying it kills the process, but for a forked copy
/// of the host, to which the process does not belong.
class WorkerProcess {
public:
    /// @throws CallerError worker_not_found or internal.
    WorkerProcess(std::string const& program, ProcessLimits const& limits);
    WorkerProcess(WorkerProcess&&) noexcept;
    WorkerProcess& operator=(WorkerProcess&&) = delete;
    ~WorkerProcess();

    int socket() const noexcept { return socket_.get(); }
    pid_t id() const noexcept { return id_; }

    /// How many documents it has read: counted by its owner.
    int documents = 0;

    /// The CPU time that it has used; zero if the system does not say.
    std::chrono::nanoseconds cpu_time() const noexcept;

    /// What cpu_time() was when it was last left idle: noted by its owner.
    std::chrono::nanoseconds idle_since{};

    /// Kills the process, if it still runs, and waits for its end.
    ProcessEnd kill() noexcept;

private:
    void spawn(std::string const& program, ProcessLimits const& limits, FileDescriptor const& child_end);

    pid_t owner_;
    pid_t id_ = -1;
    FileDescriptor handle_;  // A pidfd: unlike the id it never comes to mean another process.
    FileDescriptor socket_;
};

}  // namespace ats::documents
