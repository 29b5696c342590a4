#include "llm/openai_error.hpp"

#include <algorithm>
#include <array>

#include <ats/error.hpp>

#include "llm/openai_words.hpp"

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
constexpr std::array<Name, 25> telling_names = {{
    {"insufficient_quota", ErrorCode::model_quota_exhausted},
    {"credit_balance_exhausted", ErrorCode::model_quota_exhausted},
    {"organization_spend_limit_exceeded", ErrorCode::model_quota_exhausted},
    {"project_spend_limit_exceeded", ErrorCode::model_quota_exhausted},
    {"organization_usage_limit_exceeded", ErrorCode::model_quota_exhausted},
    {"billing_hard_limit_reached", ErrorCode::model_quota_exhausted},
    {"billing_error", ErrorCode::model_quota_exhausted},
    {"context_length_exceeded", ErrorCode::model_context_exceeded},
    {"exceed_context_size_error", ErrorCode::model_context_exceeded},
    {"context_window_exceeded", ErrorCode::model_context_exceeded},
    {"ContextWindowExceededError", ErrorCode::model_context_exceeded},
    {"string_above_max_length", ErrorCode::model_context_exceeded},
    {"tokens_limit_reached", ErrorCode::model_context_exceeded},
    {"request_too_large", ErrorCode::model_context_exceeded},
    {"prompt_too_long", ErrorCode::model_context_exceeded},
    {"input_too_long", ErrorCode::model_context_exceeded},
    {"context_length_error", ErrorCode::model_context_exceeded},
    {"content_filter", ErrorCode::model_content_filtered},
    {"content_policy_violation", ErrorCode::model_content_filtered},
    {"json_validate_failed", ErrorCode::model_reply_invalid},
    {"output_parse_failed", ErrorCode::model_reply_invalid},
    {"tool_use_failed", ErrorCode::model_reply_invalid},
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
constexpr std::array<Name, 7> telling_words = {{
    {"content filtering policy", ErrorCode::model_content_filtered},
    {"API key not valid", ErrorCode::model_unauthorized},
    {"credit balance is too low", ErrorCode::model_quota_exhausted},
    {"Failed to generate JSON", ErrorCode::model_reply_invalid},
    {"Generated JSON", ErrorCode::model_reply_invalid},
    {"generated JSON", ErrorCode::model_reply_invalid},
    {"Failed to call a function", ErrorCode::model_reply_invalid},
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
        case 413:
            return ErrorCode::model_context_exceeded;
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

/// Deeper down no server hides its words; the bound also keeps the search flat.
constexpr int max_search_depth = 6;
constexpr std::size_t max_words_joined = 3;

/// Where servers put words for people, the best first. What they repeat of the request is none of them: it
/// may hold text of a resume.
constexpr std::array<char const*, 12> word_members = {
    "message", "Message", "msg",    "detail",      "details",       "error",
    "errors",  "title",   "reason", "description", "error_message", "statusText"};
/// Where they put what kind of error it is.
constexpr std::array<char const*, 4> type_members = {"type", "status", "__type", "error_type"};
/// Where they put how long to wait: as a duration or in seconds.
constexpr std::array<char const*, 5> wait_members = {"retryDelay", "retry_after", "retryAfter", "Retry-After",
                                                     "retry_after_seconds"};

bool tells_something(EnvelopeJson const& value) {
    if (value.is_null() || value == false || value == 0 || value == "") return false;
    return !value.is_structured() || std::any_of(value.begin(), value.end(), tells_something);
}

/// @returns the JSON that a text is, as gateways pass on what they got; discarded if it is none.
EnvelopeJson inner_json(std::string const& text) {
    bool const may_be = text.starts_with('{') || text.starts_with('[');
    return may_be ? parse_envelope(text) : EnvelopeJson(EnvelopeJson::value_t::discarded);
}

/// @returns the place of a fault as FastAPI tells it: "response_format.type" of
/// ["body","response_format",...].
std::string place_of(EnvelopeJson const& loc) {
    std::string place;
    for (auto const& step : loc) {
        if (!step.is_string() || step == "body") continue;
        place += (place.empty() ? "" : ".") + step.get<std::string>();
    }
    return place;
}

std::string words_of(EnvelopeJson const& value, int depth = 0);

std::string words_of_text(std::string const& text, int depth) {
    auto const inner = inner_json(text);
    auto const words = inner.is_discarded() ? std::string() : words_of(inner, depth + 1);
    return words.empty() ? text : words;
}

std::string words_of_list(EnvelopeJson const& list, int depth) {
    std::string words;
    for (std::size_t i = 0; i < list.size() && i < max_words_joined; ++i) {
        auto const more = words_of(list[i], depth + 1);
        words += words.empty() || more.empty() ? more : "; " + more;
    }
    return words;
}

std::string words_of_object(EnvelopeJson const& object, int depth) {
    std::string words;
    for (auto const* const name : word_members) {
        if (words.empty()) words = words_of(member(object, name), depth + 1);
    }
    // A router's own words are "Provider returned error"; the provider's say what is wrong.
    auto const raw = words_of(member(member(object, "metadata"), "raw"), depth + 1);
    if (!raw.empty()) words += words.empty() ? raw : ": " + raw;
    auto const place = place_of(member(object, "loc"));
    return place.empty() ? words : words + " (" + place + ")";
}

std::string words_of(EnvelopeJson const& value, int depth) {
    if (depth > max_search_depth) return {};
    if (value.is_string()) return words_of_text(value.get<std::string>(), depth);
    if (value.is_array()) return words_of_list(value, depth);
    return value.is_object() ? words_of_object(value, depth) : std::string();
}

/// Looks for what `read` finds in an object, its lists and the members that hold words; the first is taken.
template <class Read>
auto search(EnvelopeJson const& value, Read const& read, int depth = 0) -> decltype(read(value)) {
    if (depth > max_search_depth) return {};
    if (value.is_string()) {
        auto const inner = inner_json(value.get<std::string>());
        return inner.is_discarded() ? decltype(read(value)){} : search(inner, read, depth + 1);
    }
    if (value.is_array()) {
        for (auto const& each : value) {
            if (auto found = search(each, read, depth + 1)) return found;
        }
    }
    if (!value.is_object()) return {};
    if (auto found = read(value)) return found;
    for (auto const* const name : word_members) {
        if (auto found = search(member(value, name), read, depth + 1)) return found;
    }
    return search(member(value, "metadata"), read, depth + 1);
}

std::optional<std::string> param_of(EnvelopeJson const& error) {
    auto param = text_of(member(error, "param"));
    if (param.empty()) param = place_of(member(error, "loc"));
    return param.empty() ? std::nullopt : std::optional(param);
}

std::optional<std::string> code_in(EnvelopeJson const& error) {
    auto code = word_of(member(error, "code"));
    return code.empty() ? std::nullopt : std::optional(code);
}

std::optional<std::string> type_in(EnvelopeJson const& error) {
    for (auto const* const name : type_members) {
        if (auto type = text_of(member(error, name)); !type.empty()) return type;
    }
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> wait_in(EnvelopeJson const& error) {
    for (auto const* const name : wait_members) {
        auto const& value = member(error, name);
        if (auto const wait = seconds(value.is_number() ? value.dump() : text_of(value))) return wait;
        if (auto const wait = duration(text_of(value))) return wait;
    }
    return std::nullopt;
}

ServerError read_error(EnvelopeJson const& error) {
    ServerError found{search(error, code_in).value_or(""), search(error, type_in).value_or(""),
                      words_of(error), search(error, param_of).value_or(""), search(error, wait_in)};
    if (!found.wait) found.wait = wait_in_words(found.message);
    return found;
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
    // Some servers send an empty one beside a good answer.
    auto const& error = member(body, "error");
    if (tells_something(error)) return read_error(error);
    if (!is_error_status(status)) return std::nullopt;
    return read_error(body);  // Older vLLM writes the error as the root; FastAPI writes `detail`.
}

bool says_why(http::Response const& response) {
    return is_error_status(response.status) && !parse_envelope(response.body).is_discarded();
}

ErrorCode classify(ServerError const& error, int status) {
    if (is_moderation(error, status)) return ErrorCode::model_content_filtered;
    if (status == 403 && says_rate_limited(error.message)) return ErrorCode::model_rate_limited;
    if (auto const code = code_of(error, telling_names)) return *code;
    bool const is_about_key = status == 401 || status == 403;
    if (!is_about_key && says_too_long(error.message, /*may_be_rate=*/status == 429))
        return ErrorCode::model_context_exceeded;
    bool const words_count = !is_about_key && status != 429;
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
    if (group(code) == ErrorGroup::model_answer) throw ModelAnswerError(code, message);
    auto details = details_of(response, status, exchange);
    if (!details.retry_after) details.retry_after = error.wait;
    // Some servers say it with a 500, but no later attempt is shorter.
    if (code == ErrorCode::model_context_exceeded) details.should_retry = false;
    if (code == ErrorCode::model_rate_limited && status == 403) details.should_retry = true;
    throw ModelServiceError(code, message, details);
}

}  // namespace ats::openai
