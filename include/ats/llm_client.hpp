#pragma once

/// @file
/// The one interface between this library and whatever answers its questions: implement it to plug
/// in a model of your own. docs/engines.md shows every request and the answer that is expected.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <ats/context.hpp>
#include <ats/export.hpp>
#include <ats/usage.hpp>

namespace ats {

/// A labelled part of a request.
struct LlmSection {
    std::string label;       ///< Such as "job_description", "criteria", "resume".
    std::string text;        ///< UTF-8.
    bool untrusted = false;  ///< Written by a stranger: data, never instructions.
};

/// An answer that was refused, and why; sent along when the question is asked again.
struct LlmCorrection {
    std::string reply;   ///< The refused answer.
    std::string errors;  ///< What is wrong with it, a line for each fault.
    /// False where the answer had the right form, but said what does not hold.
    bool broke_schema = true;
};

/// One question. It is structured, so that an engine may render it as messages or read its sections.
struct LlmRequest {
    std::string task;                        ///< "extract_criteria" or "score_resume".
    std::string instructions;                ///< What to do, in words.
    std::vector<LlmSection> sections;        ///< Those shared by most requests of a run come first.
    std::string schema;                      ///< JSON Schema of the answer.
    std::vector<LlmCorrection> corrections;  ///< Empty but for a question that is asked again.
    /// How many times the usual room the answer may take; 2 where an answer was cut off.
    int room = 1;
    /// Document::digest of what is asked about: for the record, never sent to a model.
    std::string document{};
    /// Document::name of what is asked about: for the record, never sent to a model.
    std::string document_name{};
    /// Which of several answers to the same question this asks for, from 0: a client that keeps answers must
    /// not give one for the other. Never sent to a model.
    int sample = 0;
    /// Which wording of the question this is, such as "score_resume 2": for the record and for reports. Never
    /// sent to a model.
    std::string prompt{};
};

/// Why an answer ended.
enum class FinishReason { stop, length, content_filter, refusal, other };

/// What the server said of its limits (the headers `x-ratelimit-*`).
struct RateLimit {
    std::optional<std::int64_t> limit_requests;               ///< Requests allowed in a period.
    std::optional<std::int64_t> remaining_requests;           ///< Of them left.
    std::optional<std::chrono::milliseconds> reset_requests;  ///< Until all are allowed again.
    std::optional<std::int64_t> limit_tokens;                 ///< Tokens allowed in a period.
    std::optional<std::int64_t> remaining_tokens;             ///< Of them left.
    std::optional<std::chrono::milliseconds> reset_tokens;    ///< Until all are allowed again.
};

/// One answer.
struct LlmReply {
    std::string text;   ///< The JSON object that was asked for.
    std::string model;  ///< Who answered, as the server reports it; "offline" for the offline engine.
    FinishReason finish_reason = FinishReason::stop;  ///< Why it ended.
    Usage usage;                                      ///< What it cost.
    RateLimit rate_limit;                             ///< What the server said of its limits.
    std::string request_id;                           ///< For the provider's support; may be empty.
};

/// Answers requests. Policies (validation, retry, limits, record) are clients that wrap clients; the
/// innermost makes exactly one attempt.
class ATS_EXPORT LlmClient {
public:
    LlmClient() = default;
    virtual ~LlmClient();
    LlmClient(LlmClient const&) = delete;
    LlmClient& operator=(LlmClient const&) = delete;

    /// Answers one request. Blocks; called from many threads at once. An implementation should
    /// return soon after `context.cancel` is raised or its deadline has passed, by throwing what
    /// `context.check()` throws.
    /// @throws ModelServiceError, ModelAnswerError or CallerError. Anything else that is thrown
    /// fails the resume as `internal`.
    virtual LlmReply complete(LlmRequest const& request, CallContext const& context) = 0;

    /// Told that the answer to `request` turned out to be of no use although it fits the schema. A client
    /// that keeps answers drops it, so that the question can be asked again; others do nothing.
    virtual void refuse(LlmRequest const& request);
};

}  // namespace ats
