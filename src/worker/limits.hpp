#pragma once

#include <cstddef>
#include <cstdint>

namespace ats::worker {

/// Limits the address space of this process and forbids it to write files. From here on a failed
/// allocation and a used-up CPU limit are answered in place of the reply, and end the process.
void set_process_limits(std::size_t address_space);

/// Limits the CPU time from now on, for one document.
void start_cpu_limit(std::uint32_t milliseconds);

/// Ends the limit of one document: its reply must not be interrupted.
void stop_cpu_limit();

}  // namespace ats::worker
