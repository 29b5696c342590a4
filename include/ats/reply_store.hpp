#pragma once

/// @file
/// Where answers that were paid for are kept: what a host implements that has a database of its own.

#include <chrono>
#include <optional>
#include <string>

#include <ats/export.hpp>
#include <ats/llm_client.hpp>

namespace ats {

/// One answer that was paid for, with its question.
struct RecordedReply {
    std::string key;                      ///< reply_key() of the request.
    std::string identity;                 ///< Endpoint, model, options: what else decides the answer.
    LlmRequest request;                   ///< Whole, with the document's digest.
    LlmReply reply;                       ///< Without the server's limits, which have passed.
    std::chrono::milliseconds latency{};  ///< From the question to the valid answer.
    std::string time;                     ///< When it was stored, such as "2026-11-23T08:30:00Z".
};

/// Keeps answers by their key. RecordingClient calls the members from many threads. Record is one in a
/// SQLite file.
///
/// An answer must be safe when keep() returns: it is used only then. Members should throw CallerError
/// record_failed where they cannot do what is asked; it ends the run, since going on would pay for answers
/// that are lost. LlmRequest::document names the document that an answer is about, for whoever erases one.
class ATS_EXPORT ReplyStore {
public:
    ReplyStore() = default;
    virtual ~ReplyStore() = default;
    ReplyStore(ReplyStore const&) = delete;
    ReplyStore& operator=(ReplyStore const&) = delete;

    /// @param key of a request. @returns the answer stored under it, if there is one.
    virtual std::optional<LlmReply> find(std::string const& key) const = 0;
    /// Stores an answer; the first one under a key stays.
    /// @param reply the answer with its question; `time` is set here.
    /// @returns the answer that is stored now.
    virtual LlmReply keep(RecordedReply const& reply) = 0;
    /// Drops an answer that turned out to be of no use, if it is there.
    /// @param key that it is stored under.
    virtual void drop(std::string const& key) = 0;
};

}  // namespace ats
