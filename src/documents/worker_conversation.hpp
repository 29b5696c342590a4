#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>

#include "documents/worker_protocol.hpp"

namespace ats::documents {

/// How a conversation ended.
enum class WorkerEnding {
    replied,
    died_idle,       ///< The worker was gone before it began to work on the document.
    died,            ///< The worker was gone before its reply was complete.
    broke_protocol,  ///< The worker said what it must not say.
    unprotected,     ///< It lacks a protection that the request requires.
    timed_out,       ///< The deadline passed.
    woken            ///< The wake descriptor became readable.
};

struct WorkerOutcome {
    WorkerEnding ending = WorkerEnding::died;
    std::uint32_t protections = 0;  ///< As it said when it began, if it did.
};

/// Reads a final reply, believing nothing of it. @returns false if it does not obey the protocol.
using ReplyReader = std::function<bool(worker::Reply const& header, std::string_view payload)>;

/// Sends one request to a worker and takes its reply, never waiting beyond the deadline, however the
/// worker behaves.
/// @param socket connected to the worker. @param wake a descriptor that, once readable, ends the
/// conversation; -1 for none. @param read is asked once, when a final reply is complete.
WorkerOutcome converse(int socket, int wake, worker::Request const& request, std::string_view document,
                       std::chrono::steady_clock::time_point deadline, ReplyReader const& read);

/// @returns true if the worker waits in silence, as it must before a request is sent.
bool is_idle(int socket) noexcept;

}  // namespace ats::documents
