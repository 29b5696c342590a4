#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "documents/pdf_protocol.hpp"
#include "documents/pdf_reply.hpp"

namespace ats::documents {

/// How a conversation ended.
enum class PdfEnding {
    replied,
    died_idle,       ///< The worker was gone before it began to work on the document.
    died,            ///< The worker was gone before its reply was complete.
    broke_protocol,  ///< The worker said what it must not say.
    timed_out,       ///< The deadline passed.
    woken            ///< The wake descriptor became readable.
};

struct PdfOutcome {
    PdfEnding ending = PdfEnding::died;
    PdfReply reply;  ///< If it replied.
};

/// Sends one request to a worker and takes its reply, never waiting beyond the deadline, however the
/// worker behaves.
/// @param socket connected to the worker. @param wake a descriptor that, once readable, ends the
/// conversation; -1 for none.
PdfOutcome converse(int socket, int wake, pdf::Request const& request, std::string_view document,
                    std::chrono::steady_clock::time_point deadline);

/// @returns true if the worker waits in silence, as it must before a request is sent.
bool is_idle(int socket) noexcept;

}  // namespace ats::documents
