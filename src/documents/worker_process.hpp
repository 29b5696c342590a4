#pragma once

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

/// @returns such as "signal 9" or "exit code 1".
std::string describe(ProcessEnd const& end);

/// One running process of a worker program. Destroying it kills the process, but for a forked copy
/// of the host, to which the process does not belong.
class WorkerProcess {
public:
    /// @throws CallerError worker_not_found or internal.
    WorkerProcess(std::string const& program, std::size_t memory_limit);
    WorkerProcess(WorkerProcess&&) noexcept;
    WorkerProcess& operator=(WorkerProcess&&) = delete;
    ~WorkerProcess();

    int socket() const noexcept { return socket_.get(); }
    pid_t id() const noexcept { return id_; }

    /// How many documents it has read: counted by its owner.
    int documents = 0;

    /// Kills the process, if it still runs, and waits for its end.
    ProcessEnd kill() noexcept;

private:
    void spawn(std::string const& program, std::size_t memory_limit, FileDescriptor const& child_end);

    pid_t owner_;
    pid_t id_ = -1;
    FileDescriptor handle_;  // A pidfd: unlike the id it never comes to mean another process.
    FileDescriptor socket_;
};

}  // namespace ats::documents
