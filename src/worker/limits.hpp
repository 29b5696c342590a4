#pragma once

#include <cstddef>
#include <cstdint>

namespace ats::worker {

/// Limits the address space and the CPU time of this process, which nothing can raise again once it is in
/// its sandbox, and forbids it to write files. From here on a failed
/// allocation and a used-up CPU limit are answered in place of the reply, and end the process.
/// @returns false if a limit is not in force.
bool set_process_limits(std::size_t address_space, std::uint64_t cpu_seconds);

/// Limits the CPU time from now on, for one document. A process that was taken over may get around it: the
/// host watches the clock.
void start_cpu_limit(std::uint32_t milliseconds);

/// Ends the limit of one document: its reply must not be interrupted.
void stop_cpu_limit();

}  // namespace ats::worker
