#include <algorithm>
#include <cstdint>
#include <iomanip>
#include <locale>
#include <optional>
#include <sstream>

#include "llm/anthropic/anthropic_wire.hpp"
#include "llm/openai_envelope.hpp"

namespace ats::anthropic {
namespace {

using openai::EnvelopeJson;
using openai::member;
using openai::text_of;

/// @returns the texts of all blocks of one kind, joined.
std::string joined(EnvelopeJson const& content, std::string const& type) {
    std::string text;
    for (auto const& block : content) {
        if (text_of(member(block, "type")) == type) text += text_of(member(block, type.c_str()));
    }
    return text;
}

EnvelopeJson calls_of(EnvelopeJson const& content) {
    auto calls = EnvelopeJson::array();
    for (auto const& block : content) {
        if (text_of(member(block, "type")) != "tool_use") continue;
        calls.push_back({{"type", "function"}, {"function", {{"arguments", member(block, "input")}}}});
    }
    return calls;
}

std::int64_t count(EnvelopeJson const& usage, char const* name) {
    constexpr double most = 1e12;
    auto const& value = member(usage, name);
    if (!value.is_number()) return 0;
    auto const number = value.get<double>();
    return number >= 0 && number <= most ? static_cast<std::int64_t>(number) : 0;
}

/// What was kept and what is kept from now on stand beside the other tokens of the prompt here.
EnvelopeJson usage_of(EnvelopeJson const& usage) {
    auto const read = count(usage, "cache_read_input_tokens");
    auto const written = count(usage, "cache_creation_input_tokens");
    EnvelopeJson const details{{"cached_tokens", read}, {"cache_write_tokens", written}};
    return {{"prompt_tokens", count(usage, "input_tokens") + read + written},
            {"completion_tokens", count(usage, "output_tokens")},
            {"prompt_tokens_details", details}};
}

EnvelopeJson completion_of(EnvelopeJson const& message) {
    auto const& content = member(message, "content");
    EnvelopeJson answer{{"role", "assistant"}, {"content", joined(content, "text")}};
    // The input of a call that was cut may look whole.
    bool const is_cut = text_of(member(message, "stop_reason")) == "max_tokens";
    if (auto calls = calls_of(content); !calls.empty() && !is_cut) answer["tool_calls"] = std::move(calls);
    if (auto thought = joined(content, "thinking"); !thought.empty())
        answer["reasoning_content"] = std::move(thought);
    EnvelopeJson const choice{{"finish_reason", member(message, "stop_reason")},
                              {"message", std::move(answer)}};
    return {{"model", member(message, "model")},
            {"choices", EnvelopeJson::array({choice})},
            {"usage", usage_of(member(message, "usage"))}};
}

bool is_message(EnvelopeJson const& body) {
    return body.is_object() && member(body, "content").is_array() &&
           text_of(member(body, "type")) == "message";
}

/// @returns how long it is from now until "2026-01-27T12:00:00Z", as the readers of headers know it.
std::optional<std::string> wait_until(std::string_view text, std::chrono::system_clock::time_point now) {
    std::istringstream in{std::string(text)};
    in.imbue(std::locale::classic());
    std::tm time{};
    in >> std::get_time(&time, "%Y-%m-%dT%H:%M:%S");
    auto const date = std::chrono::year(time.tm_year + 1900) / (time.tm_mon + 1) / time.tm_mday;
    if (in.fail() || !date.ok()) return std::nullopt;
    std::chrono::milliseconds const until =
        std::chrono::sys_days(date) + std::chrono::hours(time.tm_hour) + std::chrono::minutes(time.tm_min) +
        std::chrono::seconds(time.tm_sec) - std::chrono::floor<std::chrono::milliseconds>(now);
    return std::to_string(std::max<std::int64_t>(until.count(), 0)) + "ms";
}

/// Says what the server's limits are in the headers that are read.
void add_limits(http::Response& response, std::chrono::system_clock::time_point now) {
    for (std::string const what : {"requests", "tokens"}) {
        auto const theirs = "anthropic-ratelimit-" + what + "-";
        for (std::string const kind : {"limit", "remaining"}) {
            std::string value(response.header(theirs + kind));
            if (!value.empty())
                response.headers.push_back({"x-ratelimit-" + kind + "-" + what, std::move(value)});
        }
        if (auto wait = wait_until(response.header(theirs + "reset"), now))
            response.headers.push_back({"x-ratelimit-reset-" + what, *std::move(wait)});
    }
}

}  // namespace

http::Response as_chat_completion(http::Response response, std::chrono::system_clock::time_point now) {
    add_limits(response, now);
    if (response.status != 200) return response;
    auto const body = openai::parse_envelope(response.body);
    if (is_message(body))
        response.body = completion_of(body).dump(-1, ' ', false, EnvelopeJson::error_handler_t::replace);
    return response;
}

}  // namespace ats::anthropic
