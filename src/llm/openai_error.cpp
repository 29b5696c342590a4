#include "llm/openai_error.hpp"

#include <algorithm>
#include <array>

#include <ats/error.hpp>

namespace ats::openai {
namespace {

constexpr std::size_t max_message_characters = 200;
constexpr std::size_t max_code_characters = 64;
constexpr std::size_t max_request_id_characters = 128;

struct Name {
    std::string_view name;
    ErrorCode code;
};

/// These say more than the status they come with: a 429 may be a used-up quota, a 400 a wrong key.
constexpr std::array<Name, 14> telling_names = {{
    {"insufficient_quota", ErrorCode::model_quota_exhausted},
    {"credit_balance_exhausted", ErrorCode::model_quota_exhausted},
    {"organization_spend_limit_exceeded", ErrorCode::model_quota_exhausted},
    {"project_spend_limit_exceeded", ErrorCode::model_quota_exhausted},
    {"organization_usage_limit_exceeded", ErrorCode::model_quota_exhausted},
    {"billing_hard_limit_reached", ErrorCode::model_quota_exhausted},
    {"billing_error", ErrorCode::model_quota_exhausted},
    {"context_length_exceeded", ErrorCode::model_context_exceeded},
    {"exceed_context_size_error", ErrorCode::model_context_exceeded},
    {"content_filter", ErrorCode::model_content_filtered},
    {"content_policy_violation", ErrorCode::model_content_filtered},
    {"invalid_api_key", ErrorCode::model_unauthorized},
    {"authentication_error", ErrorCode::model_unauthorized},
    {"model_not_found", ErrorCode::model_not_found},
}};

/// These are asked only where no status tells, in an error inside a 200.
constexpr std::array<Name, 7> names_without_status = {{
    {"permission_error", ErrorCode::model_unauthorized},
    {"not_found_error", ErrorCode::model_not_found},
    {"rate_limit_exceeded", ErrorCode::model_rate_limited},
    {"rate_limit_error", ErrorCode::model_rate_limited},
    {"slow_down", ErrorCode::model_rate_limited},
    {"invalid_request_error", ErrorCode::model_request_rejected},
    {"timeout_error", ErrorCode::model_timeout},
}};

/// Some servers tell only in words.
constexpr std::array<Name, 5> telling_words = {{
    {"maximum context length", ErrorCode::model_context_exceeded},
    {"available context size", ErrorCode::model_context_exceeded},
    {"prompt is too long", ErrorCode::model_context_exceeded},
    {"API key not valid", ErrorCode::model_unauthorized},
    {"credit balance is too low", ErrorCode::model_quota_exhausted},
}};

template <class Names>
std::optional<ErrorCode> code_of(ServerError const& error, Names const& names) {
    for (auto const& each : names) {
        if (error.code == each.name || error.type == each.name) return each.code;
    }
    return std::nullopt;
}

std::optional<ErrorCode> code_of_words(std::string const& message) {
    for (auto const& each : telling_words) {
        if (message.find(each.name) != std::string::npos) return each.code;
    }
    return std::nullopt;
}

ErrorCode code_of_status(int status) {
    switch (status) {
        case 401:
        case 403:
            return ErrorCode::model_unauthorized;
        case 402:
            return ErrorCode::model_quota_exhausted;
        case 404:
            return ErrorCode::model_not_found;
        case 408:
            return ErrorCode::model_timeout;
        case 429:
            return ErrorCode::model_rate_limited;
        default:
            return status >= 500 ? ErrorCode::model_server_error : ErrorCode::model_request_rejected;
    }
}

/// Codes are words or numbers.
std::string word_of(EnvelopeJson const& value) {
    return value.is_number_integer() ? value.dump() : text_of(value);
}

bool is_error_status(int status) { return status >= 400 && status <= 599; }

/// OpenRouter, vLLM, llama.cpp and Gemini write the status as the code.
int status_of(std::string const& code) {
    bool const is_number = code.size() == 3 && code.find_first_not_of("0123456789") == std::string::npos;
    auto const status = is_number ? std::stoi(code) : 0;
    return is_error_status(status) ? status : 0;
}

ServerError read_object(EnvelopeJson const& error) {
    return {word_of(member(error, "code")), word_of(member(error, "type")), text_of(member(error, "message")),
            text_of(member(error, "param"))};
}

std::optional<bool> should_retry(http::Response const& response) {
    auto const value = response.header("x-should-retry");
    if (value == "true") return true;
    if (value == "false") return false;
    return std::nullopt;
}

std::string message_for_people(ServerError const& error, int status, Exchange const& exchange) {
    auto text = exchange.server + (is_error_status(status) ? " answered HTTP " + std::to_string(status)
                                                           : std::string(" answered with an error"));
    auto const code = clean(error.code, exchange.secrets, max_code_characters);
    if (!code.empty() && status_of(code) == 0) text += " (" + code + ")";
    auto const message = clean(error.message, exchange.secrets, max_message_characters);
    return message.empty() ? text : text + ": " + message;
}

/// A 403 for one text, which is no fault of the key: routers answer so for a moderated input.
bool is_moderation(ServerError const& error, int status) {
    return status == 403 && (error.message.find("moderation") != std::string::npos ||
                             error.message.find("flagged") != std::string::npos);
}

}  // namespace

std::optional<ServerError> find_error(EnvelopeJson const& body, int status) {
    if (body.is_array() && !body.empty()) return find_error(body.front(), status);  // Gemini
    if (body.is_object()) {
        auto const error = body.find("error");
        if (error != body.end() && error->is_object()) return read_object(*error);
        if (error != body.end() && error->is_string()) return ServerError{"", "", error->get<std::string>()};
        if (error != body.end() && !error->is_null()) return ServerError{};
        // Older vLLM writes the error as the root; FastAPI writes `detail`.
        if (is_error_status(status)) {
            auto found = read_object(body);
            if (found.message.empty()) found.message = text_of(member(body, "detail"));
            return found;
        }
    }
    return is_error_status(status) ? std::optional(ServerError{}) : std::nullopt;
}

ErrorCode classify(ServerError const& error, int status) {
    if (is_moderation(error, status)) return ErrorCode::model_content_filtered;
    if (auto const code = code_of(error, telling_names)) return *code;
    bool const words_count = status != 429 && status != 401 && status != 403;
    if (auto const code = words_count ? code_of_words(error.message) : std::nullopt) return *code;
    if (is_error_status(status)) return code_of_status(status);
    return code_of(error, names_without_status).value_or(ErrorCode::model_server_error);
}

std::string request_id(http::Response const& response, Secrets const& secrets) {
    auto id = response.header("x-request-id");
    if (id.empty()) id = response.header("request-id");
    return clean(id, secrets, max_request_id_characters);
}

ModelServiceDetails details_of(http::Response const& response, int status, Exchange const& exchange) {
    ModelServiceDetails details;
    details.http_status = status;
    details.retry_after = retry_after(response, exchange.now);
    details.should_retry = should_retry(response);
    details.request_id = request_id(response, exchange.secrets);
    return details;
}

void throw_server_error(ServerError const& error, http::Response const& response, Exchange const& exchange) {
    auto const inner = is_error_status(response.status) ? 0 : status_of(error.code);
    auto const status = inner != 0 ? inner : response.status;
    auto const code = classify(error, status);
    auto const message = message_for_people(error, status, exchange);
    if (code == ErrorCode::model_content_filtered) throw ModelAnswerError(code, message);
    auto details = details_of(response, status, exchange);
    // Some servers say it with a 500, but no later attempt is shorter.
    if (code == ErrorCode::model_context_exceeded) details.should_retry = false;
    throw ModelServiceError(code, message, details);
}

}  // namespace ats::openai
