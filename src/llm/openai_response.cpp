#include <algorithm>
#include <array>

#include <ats/error.hpp>

#include "llm/openai_error.hpp"
#include "llm/openai_wire.hpp"
#include "llm/thoughts.hpp"

namespace ats::openai {
namespace {

/// Servers that count no tokens, or only those not cached, report small numbers.
constexpr std::int64_t least_count_believed = 1024;
constexpr std::int64_t most_tokens_believed = 1'000'000'000'000;
constexpr std::size_t max_name_characters = 200;

[[noreturn]] void protocol_error(std::string const& what, http::Response const& response,
                                 Exchange const& exchange) {
    throw ModelServiceError(
        ErrorCode::model_protocol_error,
        exchange.server + " " + what + ": check that the base URL is that of an OpenAI-compatible server",
        details_of(response, response.status, exchange));
}

[[noreturn]] void redirected(http::Response const& response, Exchange const& exchange) {
    auto const target = clean(server_of(response.header("location")), exchange.secrets, max_name_characters);
    auto const where = target.empty() ? std::string("another path") : target;
    protocol_error("redirects to " + where + ", which is not followed because the key would go there",
                   response, exchange);
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
    auto const& details = member(usage, "prompt_tokens_details");
    result.cached_tokens = tokens(member(details, "cached_tokens"));
    result.cache_write_tokens = tokens(member(details, "cache_write_tokens"));
    // Some servers leave the cached tokens out of the prompt's; where it shows, they are put back.
    if (result.cached_tokens > result.prompt_tokens) result.prompt_tokens += result.cached_tokens;
    result.reasoning_tokens = tokens(member(member(usage, "completion_tokens_details"), "reasoning_tokens"));
    return result;
}

/// Other parts are thinking, images, calls of tools.
constexpr std::array<std::string_view, 3> types_of_text = {"", "text", "output_text"};

bool is_text_part(EnvelopeJson const& part) {
    auto const type = text_of(member(part, "type"));
    bool const is_text = std::find(types_of_text.begin(), types_of_text.end(), type) != types_of_text.end();
    return is_text && member(part, "thought") != true;  // Gemini marks thinking so.
}

/// Most servers write a string, some a list of parts.
std::string content_of(EnvelopeJson const& content) {
    if (!content.is_array()) return text_of(content);
    std::string joined;
    for (auto const& part : content) {
        if (part.is_string()) joined += text_of(part);
        if (is_text_part(part)) joined += text_of(member(part, "text"));
    }
    return joined;
}

[[noreturn]] void answer_error(ErrorCode code, std::string const& what, Usage const& usage,
                               Exchange const& exchange) {
    throw ModelAnswerError(code, "the model at " + exchange.server + " " + what, usage);
}

/// @returns the arguments of all calls of functions, a line for each; empty if there is none.
std::string arguments_of(EnvelopeJson const& message) {
    std::string lines;
    auto const& calls = member(message, "tool_calls");
    if (!calls.is_array()) return lines;
    for (auto const& call : calls) {
        auto const& arguments = member(member(call, "function"), "arguments");
        lines += arguments.is_object() ? arguments.dump() : text_of(arguments);
        lines += '\n';
    }
    return lines.find_first_not_of('\n') == std::string::npos ? std::string() : lines;
}

/// A model that was given a function may still answer in words, or do both; what is an answer among them
/// is for the reader to see. A thought that does not end must not swallow the call.
std::string answer_of(EnvelopeJson const& message) {
    auto content = content_of(member(message, "content"));
    auto arguments = arguments_of(message);
    if (arguments.empty()) return content;
    content = llm::without_thoughts(content);
    arguments.pop_back();
    return content.empty() ? arguments : content + '\n' + arguments;
}

/// One answer was asked for. Servers that send several choices split one up, or tried more than once.
std::string answer_of_all(EnvelopeJson const& choices) {
    std::string joined;
    for (auto const& choice : choices) {
        auto const text = answer_of(member(choice, "message"));
        if (!joined.empty() && !text.empty()) joined += '\n';
        joined += text;
    }
    return joined;
}

/// Some servers cut a prompt that is too long without a word. Each word costs at least one token.
void check_prompt_was_whole(Usage const& usage, http::Response const& response, Exchange const& exchange) {
    if (usage.prompt_tokens < least_count_believed) return;
    // It need not show that the cached tokens were left out.
    auto const counted = usage.prompt_tokens + usage.cached_tokens;
    if (counted >= static_cast<std::int64_t>(exchange.least_tokens)) return;
    throw ModelServiceError(ErrorCode::model_context_exceeded,
                            exchange.server + ": the server cut the prompt: it read " +
                                std::to_string(usage.prompt_tokens) + " tokens, but " +
                                std::to_string(exchange.least_tokens) + " words were sent",
                            details_of(response, response.status, exchange));
}

void check_finish(std::string const& reason, EnvelopeJson const& message, Usage const& usage,
                  Exchange const& exchange) {
    if (reason == "content_filter") {
        answer_error(ErrorCode::model_content_filtered,
                     "stopped: the provider's content filter cut the answer", usage, exchange);
    }
    // The words of a refusal are not repeated: they may hold text of the resume.
    if (!text_of(member(message, "refusal")).empty()) {
        answer_error(ErrorCode::model_refused, "refused to answer", usage, exchange);
    }
    if (reason == "length") {
        answer_error(ErrorCode::model_reply_truncated,
                     "was cut off by the output token limit; raise max_output_tokens", usage, exchange);
    }
}

}  // namespace

LlmReply read_response(http::Response const& response, Exchange const& exchange) {
    if (response.status >= 300 && response.status < 400) redirected(response, exchange);
    auto const body = parse_envelope(response.body);
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
    auto const finish_reason = text_of(member(choice, "finish_reason"));
    auto const& message = member(choice, "message");
    check_finish(finish_reason, message, reply.usage, exchange);
    reply.text = answer_of_all(choices);
    if (reply.text.empty())
        protocol_error("answered with a chat completion without text", response, exchange);
    reply.model = clean(text_of(member(body, "model")), exchange.secrets, max_name_characters);
    reply.finish_reason =
        finish_reason == "stop" || finish_reason == "tool_calls" ? FinishReason::stop : FinishReason::other;
    reply.rate_limit = rate_limit(response);
    reply.request_id = request_id(response, exchange.secrets);
    return reply;
}

}  // namespace ats::openai
