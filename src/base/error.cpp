#include <array>

#include <ats/error.hpp>

namespace ats {
namespace {

struct Entry {
    ErrorCode code;
    std::string_view name;
    ErrorGroup group;
    std::string_view meaning;
    std::string_view remedy;
};

using enum ErrorCode;
constexpr auto doc = ErrorGroup::document;
constexpr auto service = ErrorGroup::model_service;
constexpr auto answer = ErrorGroup::model_answer;
constexpr auto caller = ErrorGroup::caller;
constexpr auto queue = ErrorGroup::queue;

// In the order of the enum. docs/errors.md is made from this table.
constexpr Entry entries[] = {
    {document_not_found, "document_not_found", doc, "The file does not exist or cannot be opened.",
     "Check the path and the permissions."},
    {document_empty, "document_empty", doc, "The file has no bytes, or no text and no pages.",
     "Ask for the file again: it was probably not sent whole."},
    {document_unsupported, "document_unsupported", doc, "The file is of a kind that is not read.",
     "Save it as PDF, DOCX or plain text."},
    {document_encrypted, "document_encrypted", doc, "The file needs a password.",
     "Ask for a copy without a password."},
    {document_damaged, "document_damaged", doc, "The file is broken and gives no text.",
     "Open it in its own program, save it again, or ask for a new copy."},
    {document_no_text, "document_no_text", doc, "The pages hold images only: there is no text layer.",
     "Run text recognition (OCR) on it, or ask for the original document."},
    {document_not_a_resume, "document_not_a_resume", doc,
     "The text is an error page, a log-in page, data or an encoded file.",
     "Open the file: a download or an export failed. Ask for the resume again."},
    {document_too_large, "document_too_large", doc,
     "The file exceeds a limit of bytes, pages or unpacked size.",
     "Send a smaller file, or raise the limit that the message names."},
    {document_timeout, "document_timeout", doc, "Reading took longer than its CPU or wall-clock limit.",
     "Treat the file with care; save it again as PDF or DOCX, or raise the limit."},
    {document_crashed, "document_crashed", doc,
     "The process that read the file died; the file may be hostile.",
     "Treat the file with care; ask for it in another format."},
    {document_too_long, "document_too_long", doc,
     "The text does not fit into the model's context; it is never cut.",
     "Use a model with a larger context, or a shorter document."},
    {document_forgotten, "document_forgotten", doc,
     "The document was erased from the record; its row stays as a mark.", "Nothing: this was asked for."},
    {redaction_failed, "redaction_failed", doc,
     "What identifies the person could not be taken out; nothing was sent.",
     "Score it with the offline engine, or switch redaction off for it if it may be sent as it is."},
    {model_unreachable, "model_unreachable", service,
     "The server could not be reached or the connection broke.",
     "Check the base URL, the network and whether the server runs."},
    {model_timeout, "model_timeout", service, "The server did not answer in time.",
     "Try again, raise the timeout, or use a faster model."},
    {model_rate_limited, "model_rate_limited", service, "The server asked for fewer requests (HTTP 429).",
     "Use fewer workers, or try again later."},
    {model_server_error, "model_server_error", service, "The server failed or is overloaded (HTTP 5xx).",
     "Try again later."},
    {model_unauthorized, "model_unauthorized", service, "The key was refused (HTTP 401 or 403).",
     "Check the key, and what it may be used for."},
    {model_quota_exhausted, "model_quota_exhausted", service, "The account has no credit or quota left.",
     "Add credit at the provider, or use another key."},
    {model_not_found, "model_not_found", service,
     "The model name or the path is unknown to the server (HTTP 404).",
     "Check the model name and the base URL."},
    {model_request_rejected, "model_request_rejected", service,
     "The server refused the request for another reason (HTTP 4xx).",
     "Read the server's message; an option may not suit the model."},
    {model_context_exceeded, "model_context_exceeded", service,
     "The request is longer than the model's context.", "Use a model with a larger context."},
    {model_protocol_error, "model_protocol_error", service,
     "The answer is no chat completion, such as an HTML page of a proxy.",
     "Check that the base URL is that of an OpenAI-compatible server."},
    {model_reply_invalid, "model_reply_invalid", answer, "The answer broke the schema, twice.",
     "Try again, or use a model that follows schemas."},
    {model_reply_empty, "model_reply_empty", answer,
     "The model sent no answer, or its thinking alone, twice.",
     "Try again; raise the output token limit, or let the model think less."},
    {model_reply_truncated, "model_reply_truncated", answer, "The answer was cut by the output token limit.",
     "Raise the output token limit."},
    {model_refused, "model_refused", answer, "The model refused to answer.",
     "Look at the document; use another model."},
    {model_content_filtered, "model_content_filtered", answer,
     "The provider's content filter stopped the request or the answer.",
     "Look at the document; use another provider or filter setting."},
    {invalid_argument, "invalid_argument", caller, "An argument or option is out of its documented range.",
     "Correct what the message names."},
    {worker_not_found, "worker_not_found", caller, "The program ats-pdf or ats-office was not found.",
     "Install it beside the library, or set the option that the message names to its path."},
    {caller_forked, "caller_forked", caller, "The object was created before fork() and used in the child.",
     "Create a new one in the child."},
    {cancelled, "cancelled", caller, "The caller cancelled.", "Nothing: this was asked for."},
    {deadline_exceeded, "deadline_exceeded", caller, "The caller's own deadline passed.", "Allow more time."},
    {budget_exhausted, "budget_exhausted", caller, "The caller's own limit of tokens or cost is reached.",
     "Raise the limit; with a record, nothing is paid for twice."},
    {internal, "internal", caller, "A defect of this library: please report it.",
     "Report it with the message and the version."},
    {record_failed, "record_failed", caller, "The record could not be opened, read or written.",
     "Mend what the message names and run the same command again: what the record holds is not paid again."},
    {sandbox_unavailable, "sandbox_unavailable", caller,
     "The system cannot lock in the process that reads documents, as was required.",
     "Use a kernel with Landlock and seccomp, allow both in the container, or do without require_sandbox."},
    {queue_closed, "queue_closed", queue, "The queue takes no more jobs.", "Create a new queue."},
    {unknown_job, "unknown_job", queue, "No job of this queue has that id.",
     "Use an id that submit() returned and that was not forgotten."},
    {run_aborted, "run_aborted", queue,
     "The job was not sent, because an earlier error would have failed it too.",
     "Mend the earlier error, then run the rest again."},
};

constexpr bool in_enum_order() {
    for (std::size_t i = 0; i < std::size(entries); ++i) {
        if (static_cast<std::size_t>(entries[i].code) != i) return false;
    }
    return std::size(entries) == static_cast<std::size_t>(run_aborted) + 1;
}
static_assert(in_enum_order());

// A value cast from an integer outside the enum reads as `internal` instead of past the table.
Entry const& entry(ErrorCode code) noexcept {
    auto index = static_cast<std::size_t>(code);
    return entries[index < std::size(entries) ? index : static_cast<std::size_t>(internal)];
}

bool status_may_pass(int status) noexcept {
    return status == 408 || status == 409 || status == 429 || (status >= 500 && status != 501);
}

}  // namespace

std::string_view to_string(ErrorCode code) noexcept { return entry(code).name; }
std::string_view meaning(ErrorCode code) noexcept { return entry(code).meaning; }
std::string_view remedy(ErrorCode code) noexcept { return entry(code).remedy; }
ErrorGroup group(ErrorCode code) noexcept { return entry(code).group; }

std::string_view to_string(ErrorGroup group) noexcept {
    constexpr std::array<std::string_view, 5> names = {"document", "model_service", "model_answer", "caller",
                                                       "queue"};
    return names.at(static_cast<std::size_t>(group));
}

bool aborts_run(ErrorCode code) noexcept {
    // Without its record a run would pay for answers that it then loses.
    return code == model_unauthorized || code == model_quota_exhausted || code == model_not_found ||
           code == budget_exhausted || code == record_failed;
}

std::vector<ErrorCode> const& all_error_codes() {
    static std::vector<ErrorCode> const codes = [] {
        std::vector<ErrorCode> all;
        for (auto const& e : entries) all.push_back(e.code);
        return all;
    }();
    return codes;
}

Error::Error(ErrorCode code, std::string const& message) : std::runtime_error(message), code_(code) {}
Error::~Error() = default;

DocumentError::DocumentError(ErrorCode code, std::string document, std::string const& message)
    : Error(code, document + ": " + message), document_(std::move(document)) {}
DocumentError::~DocumentError() = default;

ModelServiceError::ModelServiceError(ErrorCode code, std::string const& message, ModelServiceDetails details)
    : Error(code, message), details_(std::move(details)) {}
ModelServiceError::~ModelServiceError() = default;

bool ModelServiceError::retryable() const noexcept {
    if (aborts_run(code())) return false;
    if (details_.should_retry) return *details_.should_retry;
    if (details_.http_status == 0 || details_.http_status == 200) {
        // No answer came, or a 200 carried an error: the code tells.
        return code() == model_unreachable || code() == model_timeout || code() == model_rate_limited ||
               code() == model_server_error;
    }
    return status_may_pass(details_.http_status);
}

ModelAnswerError::ModelAnswerError(ErrorCode code, std::string const& message, Usage const& usage)
    : Error(code, message), usage_(usage) {}
ModelAnswerError::~ModelAnswerError() = default;
CallerError::CallerError(ErrorCode code, std::string const& message) : Error(code, message) {}
CallerError::~CallerError() = default;
QueueError::QueueError(ErrorCode code, std::string const& message) : Error(code, message) {}
QueueError::~QueueError() = default;

}  // namespace ats
