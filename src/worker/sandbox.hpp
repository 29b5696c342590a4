#pragma once

#include <cstdint>
#include <span>

namespace ats::worker {

/// Takes from this process all that reading a document does not need: new programs and processes, the
/// network, writing, and files other than those below `readable_folders`; opening any, if there are none.
/// Does as much of it as the kernel offers.
/// @returns which protections are in force: bits of worker_protocol.hpp.
std::uint32_t enter_sandbox(std::span<char const* const> readable_folders);

}  // namespace ats::worker
