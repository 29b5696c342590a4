#include <algorithm>

#include <ats/error.hpp>

#include "llm/openai_error.hpp"
#include "llm/openai_wire.hpp"

namespace ats::openai {
namespace {

/// A chat completion has some 50 values in 6 levels. More is an attack on our memory.
constexpr int max_depth = 64;
constexpr std::size_t max_values = 200'000;
/// Servers that count no tokens, or only those not cached, report small numbers.
constexpr std::int64_t least_count_believed = 1024;
constexpr std::int64_t most_tokens_believed = 1'000'000'000'000;
constexpr std::size_t max_name_characters = 200;

struct TooComplex {};

/// @returns the body as JSON; discarded if it is none.
EnvelopeJson parse(std::string const& body) {
    std::size_t values = 0;
    auto const guard = [&values](int depth, EnvelopeJson::parse_event_t, EnvelopeJson const&) {
        if (depth > max_depth || ++values > max_values) throw TooComplex{};
        return true;
    };
    try {
        return EnvelopeJson::parse(body, guard);
    } catch (EnvelopeJson::exception const&) {
        return EnvelopeJson::value_t::discarded;
    } catch (TooComplex const&) {
        return EnvelopeJson::value_t::discarded;
    }
}

[[noreturn]] void protocol_error(std::string const& what, http::Response const& response,
                                 Exchange const& exchange) {
    throw ModelServiceError(
        ErrorCode::model_protocol_error,
        exchange.server + " " + what + ": check that the base URL is that of an OpenAI-compatible server",
        details_of(response, response.status, exchange));
}

[[noreturn]] void redirected(http::Response const& response, Exchange const& exchange) {
    auto const target = clean(server_of(response.header("location")), exchange.api_key, max_name_characters);
    auto const where = target.empty() ? std::string("another path") : target;
    protocol_error("redirects to " + where + ", which is not followed because the key would go there",
                   response, exchange);
}

EnvelopeJson const& member(EnvelopeJson const& object, char const* key) {
    static EnvelopeJson const none;
    if (!object.is_object()) return none;
    auto const found = object.find(key);
    return found == object.end() ? none : *found;
}

std::string text(EnvelopeJson const& value) {
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::int64_t tokens(EnvelopeJson const& value) {
    if (!value.is_number()) return 0;
    auto const count = value.get<double>();
    bool const believable = count >= 0 && count <= static_cast<double>(most_tokens_believed);
    return believable ? static_cast<std::int64_t>(count) : 0;
}

Usage read_usage(EnvelopeJson const& usage) {
    Usage result;
    result.requests = 1;
    result.prompt_tokens = tokens(member(usage, "prompt_tokens"));
    result.completion_tokens = tokens(member(usage, "completion_tokens"));
    result.cached_tokens = tokens(member(member(usage, "prompt_tokens_details"), "cached_tokens"));
    result.reasoning_tokens = tokens(member(member(usage, "completion_tokens_details"), "reasoning_tokens"));
    return result;
}

/// Most servers write a string, some a list of parts.
std::string content_of(EnvelopeJson const& content) {
    if (!content.is_array()) return text(content);
    std::string joined;
    for (auto const& part : content) joined += text(member(part, "text"));
    return joined;
}

[[noreturn]] void answer_error(ErrorCode code, std::string const& what, Exchange const& exchange) {
    throw ModelAnswerError(code, "the model at " + exchange.server + " " + what);
}

/// Some servers cut a prompt that is too long without a word. Each word costs at least one token.
void check_prompt_was_whole(Usage const& usage, http::Response const& response, Exchange const& exchange) {
    if (usage.prompt_tokens < least_count_believed) return;
    // Some servers leave the cached tokens out of the prompt's.
    auto const counted = usage.prompt_tokens + usage.cached_tokens;
    if (counted >= static_cast<std::int64_t>(exchange.least_tokens)) return;
    throw ModelServiceError(ErrorCode::model_context_exceeded,
                            exchange.server + ": the server cut the prompt: it read " +
                                std::to_string(usage.prompt_tokens) + " tokens, but " +
                                std::to_string(exchange.least_tokens) + " words were sent",
                            details_of(response, response.status, exchange));
}

void check_finish(std::string const& reason, EnvelopeJson const& message, Exchange const& exchange) {
    if (reason == "content_filter") {
        answer_error(ErrorCode::model_content_filtered,
                     "stopped: the provider's content filter cut the answer", exchange);
    }
    // The words of a refusal are not repeated: they may hold text of the resume.
    if (!text(member(message, "refusal")).empty()) {
        answer_error(ErrorCode::model_refused, "refused to answer", exchange);
    }
    if (reason == "length") {
        answer_error(ErrorCode::model_reply_truncated,
                     "was cut off by the output token limit; raise max_output_tokens", exchange);
    }
}

}  // namespace

LlmReply read_response(http::Response const& response, Exchange const& exchange) {
    if (response.status >= 300 && response.status < 400) redirected(response, exchange);
    auto const body = parse(response.body);
    if (auto const error = find_error(body, response.status)) throw_server_error(*error, response, exchange);
    if (body.is_discarded()) protocol_error("answered with something that is not JSON", response, exchange);

    auto const& choices = member(body, "choices");
    if (!choices.is_array() || choices.empty()) {
        protocol_error("answered with something that is no chat completion", response, exchange);
    }
    auto const& choice = choices.front();
    if (auto const error = find_error(choice, response.status))
        throw_server_error(*error, response, exchange);

    LlmReply reply;
    reply.usage = read_usage(member(body, "usage"));
    check_prompt_was_whole(reply.usage, response, exchange);
    auto const finish_reason = text(member(choice, "finish_reason"));
    check_finish(finish_reason, member(choice, "message"), exchange);
    reply.text = content_of(member(member(choice, "message"), "content"));
    if (reply.text.empty())
        protocol_error("answered with a chat completion without text", response, exchange);
    reply.model = clean(text(member(body, "model")), exchange.api_key, max_name_characters);
    reply.finish_reason = finish_reason == "stop" ? FinishReason::stop : FinishReason::other;
    reply.rate_limit = rate_limit(response);
    reply.request_id = request_id(response, exchange.api_key);
    return reply;
}

}  // namespace ats::openai
