#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <ats/anthropic_client.hpp>

#include "llm/http.hpp"
#include "llm/openai_wire.hpp"

/// Anthropic's Messages API as pure functions. What it answers is turned into a chat completion, so that
/// there is one reader of answers, errors and limits.
namespace ats::anthropic {

/// @returns the options that both interfaces have, for what checks and hides them.
OpenAiOptions shared_options(AnthropicOptions const& options);

/// @throws CallerError invalid_argument, as openai::endpoint_of() does.
openai::Endpoint endpoint_of(std::string_view base_url);

std::vector<std::string> request_headers(AnthropicOptions const& options);

/// @param room how many tokens the answer may take.
std::string request_body(LlmRequest const& request, std::vector<openai::Message> messages,
                         AnthropicOptions const& options, std::int64_t room);

/// @returns a message as the chat completion that says the same; anything else as it is.
http::Response as_chat_completion(http::Response response, std::chrono::system_clock::time_point now);

}  // namespace ats::anthropic
