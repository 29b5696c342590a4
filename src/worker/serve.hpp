#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "documents/worker_protocol.hpp"

namespace ats::worker {

/// A final reply.
struct Answer {
    Status status = Status::damaged;
    std::uint32_t flags = 0;
    std::uint32_t pages = 0;
    std::string payload{};  ///< Sent if the status is `text`.
};

/// What makes one worker program differ from another.
struct Program {
    char const* purpose;                            ///< What it says to who runs it by hand: one line.
    std::span<char const* const> readable_folders;  ///< Nothing else can be opened once it serves.
    /// Called once, with the limits in force and before the sandbox is entered.
    std::function<void()> prepare;
    /// Reads one document, whose bytes it may change.
    std::function<Answer(Request const&, std::string& document)> read;
};

/// The whole of a worker program: enters the sandbox, then reads documents until the library has no more.
/// @returns the exit code.
int serve(int count, char** arguments, Program const& program);

}  // namespace ats::worker
