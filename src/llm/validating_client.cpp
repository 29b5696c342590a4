#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ats/error.hpp>
#include <ats/validating_client.hpp>

#include "llm/json_extract.hpp"
#include "llm/schema.hpp"
#include "text/utf8.hpp"

namespace ats {
namespace {

/// A refused answer is sent back so that the model can mend it. A valid one is far shorter; the rest
/// of a longer one would only use up the context.
constexpr std::size_t max_correction_bytes = std::size_t{16} << 10;
/// In an error message; the model is told of all faults.
constexpr std::size_t max_faults_for_people = 3;

struct Checked {
    std::optional<Json> object;
    std::vector<llm::Fault> faults;
};

std::vector<std::string_view> shown_by(LlmRequest const& request) {
    std::vector<std::string_view> texts{request.instructions};
    for (auto const& section : request.sections) texts.emplace_back(section.text);
    return texts;
}

Checked check(std::string const& text, llm::Schema const& schema, LlmRequest const& request) {
    auto extracted = llm::extract_object(text, schema, shown_by(request));
    if (!extracted.object) return {std::nullopt, {extracted.fault}};
    auto faults = schema.faults(*extracted.object);
    if (!faults.empty()) return {std::nullopt, std::move(faults)};
    return {std::move(extracted.object), {}};
}

LlmCorrection correction(std::string const& reply, std::vector<llm::Fault> const& faults) {
    std::string errors;
    for (auto const& fault : faults) errors += llm::line_for_model(fault) + '\n';
    auto const sent_back = text::repair_utf8(std::string_view(reply).substr(0, max_correction_bytes));
    return {sent_back, std::move(errors)};
}

[[noreturn]] void fail(std::vector<llm::Fault> const& faults, int attempts, Usage const& usage) {
    auto message = "the model's answer was not valid in " + std::to_string(attempts) +
                   (attempts == 1 ? " attempt: " : " attempts: ");
    for (std::size_t i = 0; i < faults.size() && i < max_faults_for_people; ++i) {
        message += (i == 0 ? "" : "; ") + llm::line_for_people(faults[i]);
    }
    if (faults.size() > max_faults_for_people) message += "; and more";
    throw ModelAnswerError(ErrorCode::model_reply_invalid, message, usage);
}

}  // namespace

ValidatingClient::ValidatingClient(std::shared_ptr<LlmClient> inner, ValidatingOptions options)
    : inner_(std::move(inner)), options_(options) {
    if (!inner_) throw CallerError(ErrorCode::invalid_argument, "ValidatingClient needs an inner client");
    if (options_.max_reasks < 0) {
        throw CallerError(ErrorCode::invalid_argument, "max_reasks must be at least 0");
    }
}

ValidatingClient::~ValidatingClient() = default;

LlmReply ValidatingClient::complete(LlmRequest const& request, CallContext const& context) {
    llm::Schema const schema(request.schema);
    auto asked = request;
    Usage usage;
    for (int attempt = 1;;) {
        auto reply = ask(asked, context, usage, attempt);
        if (!reply) continue;
        usage += reply->usage;
        auto checked = check(reply->text, schema, request);
        if (checked.object) {
            reply->text = dump_json(*checked.object);
            reply->usage = usage;
            return *std::move(reply);
        }
        if (attempt > options_.max_reasks) fail(checked.faults, attempt, usage);
        ++attempt;
        context.check();
        asked.corrections.push_back(correction(reply->text, checked.faults));
    }
}

bool ValidatingClient::may_ask_again(ErrorCode code, LlmRequest const& asked, int attempt) const {
    if (code == ErrorCode::model_reply_truncated) return options_.max_reasks > 0 && asked.room == 1;
    bool const is_no_answer = code == ErrorCode::model_reply_empty || code == ErrorCode::model_reply_invalid;
    return is_no_answer && attempt <= options_.max_reasks;
}

std::optional<LlmReply> ValidatingClient::ask(LlmRequest& asked, CallContext const& context, Usage& usage,
                                              int& attempt) {
    try {
        return inner_->complete(asked, context);
    } catch (ModelAnswerError const& error) {
        usage += error.usage();
        if (!may_ask_again(error.code(), asked, attempt))
            throw ModelAnswerError(error.code(), error.what(), usage);
        context.check();
        if (error.code() == ErrorCode::model_reply_truncated) {
            asked.room = 2;
        } else {
            ++attempt;
        }
        // The provider keeps such an answer to itself.
        if (error.code() == ErrorCode::model_reply_invalid)
            asked.corrections.push_back(
                {"", "the answer was no valid JSON of the form that was asked for\n"});
        return std::nullopt;
    } catch (ModelServiceError const& error) {
        bool const is_about_room = error.code() == ErrorCode::model_request_rejected ||
                                   error.code() == ErrorCode::model_context_exceeded;
        if (asked.room <= 1 || !is_about_room) throw;
        throw ModelAnswerError(
            ErrorCode::model_reply_truncated,
            std::string("the model's answer was cut off, and there is no more room: ") + error.what(), usage);
    }
}

}  // namespace ats
