#include <algorithm>
#include <array>

#include <ats/error.hpp>

#include "llm/json_extract.hpp"
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
    throw ModelServiceError(ErrorCode::model_protocol_error,
                            exchange.server + " " + what +
                                ": check that the base URL is that of a model server of the chosen kind",
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

/// Where servers put a count, as a JSON pointer: OpenAI, then Anthropic and what passes it on, DeepSeek,
/// Moonshot, Bedrock.
using Places = std::array<char const*, 5>;
constexpr Places prompt_places = {"/prompt_tokens", "/input_tokens", "/inputTokens", "/prompt_eval_count",
                                  ""};
constexpr Places completion_places = {"/completion_tokens", "/output_tokens", "/outputTokens", "/eval_count",
                                      ""};
constexpr Places cached_places = {"/prompt_tokens_details/cached_tokens", "/cache_read_input_tokens",
                                  "/prompt_cache_hit_tokens", "/cached_tokens", "/cacheReadInputTokens"};
constexpr Places written_places = {"/prompt_tokens_details/cache_write_tokens",
                                   "/cache_creation_input_tokens", "/cacheWriteInputTokens", "", ""};

/// @returns the first count that is not 0.
std::int64_t tokens_at(EnvelopeJson const& usage, Places const& places) {
    for (auto const* const place : places) {
        EnvelopeJson::json_pointer const pointer{place};
        if (pointer.empty() || !usage.contains(pointer)) continue;
        if (auto const count = tokens(usage.at(pointer)); count > 0) return count;
    }
    return 0;
}

/// Some servers leave the cached tokens out of the prompt's. It shows where there are more of them, and where
/// the total is more than its parts.
bool leaves_caches_out(EnvelopeJson const& usage, Usage const& read) {
    if (read.cached_tokens > read.prompt_tokens) return true;
    bool const is_apart = usage.contains("cache_read_input_tokens") && read.cached_tokens > 0;
    auto const parts = read.prompt_tokens + read.completion_tokens + read.reasoning_tokens;
    return is_apart && tokens(member(usage, "total_tokens")) > parts;
}

Usage read_usage(EnvelopeJson const& usage) {
    Usage result;
    result.requests = 1;
    if (!usage.is_object()) return result;
    result.prompt_tokens = tokens_at(usage, prompt_places);
    result.completion_tokens = tokens_at(usage, completion_places);
    result.cached_tokens = tokens_at(usage, cached_places);
    result.cache_write_tokens = tokens_at(usage, written_places);
    result.reasoning_tokens = tokens(member(member(usage, "completion_tokens_details"), "reasoning_tokens"));
    if (leaves_caches_out(usage, result))
        result.prompt_tokens += result.cached_tokens + result.cache_write_tokens;
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

/// Some servers cut a prompt that is too long without a word. Each word costs at least one token. Others
/// count only the tokens that they did not keep from an earlier request: without a count of those, only what
/// no server has seen before tells.
void check_prompt_was_whole(Usage const& usage, http::Response const& response, Exchange const& exchange) {
    if (usage.prompt_tokens < least_count_believed) return;
    auto const words = usage.cached_tokens > 0 ? exchange.least_tokens : exchange.least_new_tokens;
    // It need not show that the cached tokens were left out.
    auto const counted = usage.prompt_tokens + usage.cached_tokens + usage.cache_write_tokens;
    if (counted >= static_cast<std::int64_t>(words)) return;
    throw ModelServiceError(ErrorCode::model_context_exceeded,
                            exchange.server + ": the server cut the prompt: it read " +
                                std::to_string(counted) + " tokens, but " + std::to_string(words) +
                                " words were sent",
                            details_of(response, response.status, exchange));
}

void check_finish(LlmReply const& reply, EnvelopeJson const& message, Exchange const& exchange) {
    auto const& usage = reply.usage;
    if (reply.finish_reason == FinishReason::content_filter) {
        answer_error(ErrorCode::model_content_filtered,
                     "stopped: the provider's content filter cut the answer", usage, exchange);
    }
    // The words of a refusal are not repeated: they may hold text of the resume.
    bool const refused = !text_of(member(message, "refusal")).empty();
    if (refused || reply.finish_reason == FinishReason::refusal) {
        answer_error(ErrorCode::model_refused, "refused to answer", usage, exchange);
    }
    // Models that are held to a grammar may write blanks after the object until they are cut off.
    if (reply.finish_reason == FinishReason::length && !llm::is_whole_object(reply.text)) {
        answer_error(ErrorCode::model_reply_truncated,
                     "was cut off by the output token limit; raise max_output_tokens", usage, exchange);
    }
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool thought(EnvelopeJson const& message) {
    return !text_of(member(message, "reasoning_content")).empty() ||
           !text_of(member(message, "reasoning")).empty();
}

void check_text(LlmReply const& reply, EnvelopeJson const& message, bool was_repaired,
                Exchange const& exchange) {
    if (is_blank(reply.text)) {
        answer_error(ErrorCode::model_reply_empty,
                     thought(message) ? "thought, but wrote no answer" : "sent an empty answer", reply.usage,
                     exchange);
    }
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    if (was_repaired && reply.text.find(replacement) != std::string::npos) {
        answer_error(ErrorCode::model_reply_invalid, "sent an answer in broken UTF-8", reply.usage, exchange);
    }
}

bool is_stream(std::string_view body) { return body.starts_with("data:") || body.starts_with("event:"); }

struct Body {
    EnvelopeJson json;
    bool was_repaired = false;
};

/// Bytes that are no text may stand where nobody reads, such as at the end of a thought that was cut.
Body body_of(http::Response const& response) {
    Body body{parse_envelope(response.body)};
    if (!body.json.is_discarded()) return body;
    return {parse_envelope(with_repaired_text(response.body)), true};
}

/// @throws unless the body has choices.
EnvelopeJson const& choices_of(EnvelopeJson const& body, http::Response const& response,
                               Exchange const& exchange) {
    if (is_blank(response.body))
        answer_error(ErrorCode::model_reply_empty, "sent an empty body", {}, exchange);
    if (is_stream(response.body)) {
        protocol_error("answered with a stream of events, though none was asked for", response, exchange);
    }
    if (body.is_discarded()) protocol_error("answered with something that is not JSON", response, exchange);
    auto const choices = body.is_object() ? body.find("choices") : body.end();
    if (choices == body.end() || (!choices->is_array() && !choices->is_null())) {
        protocol_error("answered with something that is no chat completion", response, exchange);
    }
    if (choices->empty()) {
        answer_error(ErrorCode::model_reply_empty, "sent no answer", read_usage(member(body, "usage")),
                     exchange);
    }
    return *choices;
}

}  // namespace

LlmReply read_response(http::Response const& response, Exchange const& exchange) {
    if (response.status >= 300 && response.status < 400) redirected(response, exchange);
    auto const [body, was_repaired] = body_of(response);
    if (auto const error = find_error(body, response.status)) throw_server_error(*error, response, exchange);
    auto const& choices = choices_of(body, response, exchange);
    auto const& choice = choices.front();
    if (auto const error = find_error(choice, response.status))
        throw_server_error(*error, response, exchange);

    LlmReply reply;
    reply.usage = read_usage(member(body, "usage"));
    check_prompt_was_whole(reply.usage, response, exchange);
    reply.finish_reason = finish_reason(text_of(member(choice, "finish_reason")));
    reply.text = answer_of_all(choices);
    auto const& message = member(choice, "message");
    check_finish(reply, message, exchange);
    check_text(reply, message, was_repaired, exchange);
    reply.model = clean(text_of(member(body, "model")), exchange.secrets, max_name_characters);
    reply.rate_limit = rate_limit(response);
    reply.request_id = request_id(response, exchange.secrets);
    return reply;
}

}  // namespace ats::openai
