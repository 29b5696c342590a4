#pragma once

/// @file
/// What can go wrong, grouped by who must act. Single calls throw a child of ats::Error; batches
/// (the job queue) never throw because of one item: they return the same code and message as an
/// ats::Failure inside an ats::Outcome.

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <ats/export.hpp>
#include <ats/usage.hpp>

namespace ats {

/// Why something failed. Each value is one sentence; docs/errors.md is made from them.
enum class ErrorCode {
    // Document: the person who owns the file must act.
    document_not_found,     ///< The file does not exist or cannot be opened.
    document_empty,         ///< The file has no bytes, or no text and no pages.
    document_unsupported,   ///< The file is of a kind that is not read.
    document_encrypted,     ///< The file needs a password.
    document_damaged,       ///< The file is broken and gives no text.
    document_no_text,       ///< The pages hold images only: there is no text layer.
    document_not_a_resume,  ///< The text is an error page, a log-in page, data or an encoded file.
    document_too_large,     ///< The file exceeds a limit of bytes, pages or unpacked size.
    document_timeout,       ///< Reading took longer than its CPU or wall-clock limit.
    document_crashed,       ///< The process that read the file died; the file may be hostile.
    document_too_long,      ///< The text does not fit into the model's context; it is never cut.
    document_forgotten,     ///< The document was erased from the record; its row stays as a mark.
    redaction_failed,       ///< What identifies the person could not be taken out; nothing was sent.

    // Model service: whoever runs or pays for the model server must act.
    model_unreachable,       ///< The server could not be reached or the connection broke.
    model_timeout,           ///< The server did not answer in time.
    model_rate_limited,      ///< The server asked for fewer requests (HTTP 429).
    model_server_error,      ///< The server failed or is overloaded (HTTP 5xx).
    model_unauthorized,      ///< The key was refused (HTTP 401 or 403).
    model_quota_exhausted,   ///< The account has no credit or quota left.
    model_not_found,         ///< The model name or the path is unknown to the server (HTTP 404).
    model_request_rejected,  ///< The server refused the request for another reason (HTTP 4xx).
    model_context_exceeded,  ///< The request is longer than the model's context.
    model_protocol_error,    ///< The answer is no chat completion, such as an HTML page of a proxy.

    // Model answer: the model answered, but not with what was asked for.
    model_reply_invalid,     ///< The answer broke the schema, twice.
    model_reply_empty,       ///< The model sent no answer, or its thinking alone, twice.
    model_reply_truncated,   ///< The answer was cut by the output token limit.
    model_refused,           ///< The model refused to answer.
    model_content_filtered,  ///< The provider's content filter stopped the request or the answer.

    // Caller: the programmer must act.
    invalid_argument,     ///< An argument or option is out of its documented range.
    worker_not_found,     ///< The program ats-pdf or ats-office was not found.
    caller_forked,        ///< The object was created before fork() and used in the child.
    cancelled,            ///< The caller cancelled.
    deadline_exceeded,    ///< The caller's own deadline passed.
    budget_exhausted,     ///< The caller's own limit of tokens or cost is reached.
    internal,             ///< A defect of this library: please report it.
    record_failed,        ///< The record could not be opened, read or written.
    sandbox_unavailable,  ///< The system cannot lock in the process that reads documents, as was required.

    // Queue.
    queue_closed,  ///< The queue takes no more jobs.
    unknown_job,   ///< No job of this queue has that id.
    run_aborted,   ///< The job was not sent, because an earlier error would have failed it too.
};

/// Who must act on an error.
enum class ErrorGroup { document, model_service, model_answer, caller, queue };

/// @returns the name of the code as it stands in reports, such as "document_encrypted".
ATS_EXPORT std::string_view to_string(ErrorCode code) noexcept;
/// @returns the name of the group, such as "model_service".
ATS_EXPORT std::string_view to_string(ErrorGroup group) noexcept;
/// @returns what the code means, in one sentence.
ATS_EXPORT std::string_view meaning(ErrorCode code) noexcept;
/// @returns what to do about it, in one sentence.
ATS_EXPORT std::string_view remedy(ErrorCode code) noexcept;
/// @returns who must act.
ATS_EXPORT ErrorGroup group(ErrorCode code) noexcept;
/// @returns true if every later request of the same run would fail in the same way (a refused key,
/// an exhausted quota, an unknown model, a spent budget, a record that cannot be written), so that
/// nothing more should be sent.
ATS_EXPORT bool aborts_run(ErrorCode code) noexcept;
/// @returns every code, in the order of the enum.
ATS_EXPORT std::vector<ErrorCode> const& all_error_codes();

/// The base of everything this library throws on purpose. `what()` is a sentence for people: it
/// names the file or the server and what to do, and never holds a key or text of a resume.
class ATS_EXPORT Error : public std::runtime_error {
public:
    /// @param code why. @param message a sentence for people.
    Error(ErrorCode code, std::string const& message);
    ~Error() override;
    /// @returns why.
    ErrorCode code() const noexcept { return code_; }

private:
    ErrorCode code_;
};

/// A document could not be read. The message begins with the document's name.
class ATS_EXPORT DocumentError : public Error {
public:
    /// @param code why. @param document the name of the document; it is put in front of the message.
    /// @param message what is wrong, in a sentence for people.
    DocumentError(ErrorCode code, std::string document, std::string const& message);
    ~DocumentError() override;
    /// The name of the document as it was given.
    std::string const& document() const noexcept { return document_; }

private:
    std::string document_;
};

/// What a model server said beside its error.
struct ModelServiceDetails {
    int http_status = 0;                                   ///< 0 if no answer came.
    std::optional<std::chrono::milliseconds> retry_after;  ///< The wait the server asked for.
    std::optional<bool> should_retry;                      ///< The header `x-should-retry`, if sent.
    std::string request_id;                                ///< For the provider's support; may be empty.
};

/// The model server could not be reached or refused.
class ATS_EXPORT ModelServiceError : public Error {
public:
    /// @param code why. @param message a sentence for people. @param details what the server said.
    ModelServiceError(ErrorCode code, std::string const& message, ModelServiceDetails details = {});
    ~ModelServiceError() override;
    /// @returns what the server said beside its error.
    ModelServiceDetails const& details() const noexcept { return details_; }
    /// @returns true if the same request may succeed later: transport errors, 408, 409, 429 for
    /// rate, and 5xx other than 501; the server's `x-should-retry` wins.
    bool retryable() const noexcept;

private:
    ModelServiceDetails details_;
};

/// The model answered, but not with what was asked for.
class ATS_EXPORT ModelAnswerError : public Error {
public:
    /// @param code why. @param message a sentence for people. @param usage what the answer cost.
    ModelAnswerError(ErrorCode code, std::string const& message, Usage const& usage = {});
    ~ModelAnswerError() override;
    /// @returns what the answers cost that were of no use.
    Usage const& usage() const noexcept { return usage_; }

private:
    Usage usage_;
};

/// The caller must change something: an argument, an option, the installation; or the caller
/// cancelled.
class ATS_EXPORT CallerError : public Error {
public:
    /// @param code why. @param message a sentence for people.
    CallerError(ErrorCode code, std::string const& message);
    ~CallerError() override;
};

/// The job queue could not do what was asked.
class ATS_EXPORT QueueError : public Error {
public:
    /// @param code why. @param message a sentence for people.
    QueueError(ErrorCode code, std::string const& message);
    ~QueueError() override;
};

}  // namespace ats
