#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ats/llm_client.hpp>
#include <ats/openai_client.hpp>

#include "base/json.hpp"
#include "llm/http.hpp"
#include "llm/openai_form.hpp"

/// The Chat Completions protocol as pure functions: requests out, replies and errors in.
namespace ats::openai {

/// Counts changes in how requests are put into words, which can change answers.
constexpr int prompt_version = 1;

/// Where requests go.
struct Endpoint {
    std::string url;     ///< With /chat/completions.
    std::string server;  ///< Host and port, as messages name it.
};

/// @throws CallerError invalid_argument, if `base_url` is no http or https URL without user name; the
/// message does not repeat it, because a password may stand in it.
Endpoint endpoint_of(std::string_view base_url);

/// @returns host and port of an absolute URL; empty if it is none.
std::string_view server_of(std::string_view url) noexcept;
/// @returns the host of an absolute URL in lower case, without port; empty if it is none.
std::string host_of(std::string_view url);
bool is_openai(std::string_view host) noexcept;
/// Of any cloud of Azure's, or behind its API Management.
bool is_azure(std::string_view host) noexcept;

struct Message {
    std::string role;
    std::string content;
};

/// What all requests of a run share is the system message, so that servers can reuse their work on
/// it; the last untrusted section (the resume) and corrections follow as messages of their own.
std::vector<Message> render(LlmRequest const& request);

/// @returns how many words with a letter or a digit the messages have: each costs at least one token.
std::size_t least_tokens(std::vector<Message> const& messages) noexcept;

/// @returns the schema with what only some servers accept replaced; see the definition.
Json portable_schema(Json schema);

/// @returns the answer tokens that are asked for; 0 if the server is to choose.
std::int64_t answer_room(LlmRequest const& request, OpenAiOptions const& options, Form const& form);

/// @returns the body of the request, in the form the server takes.
std::string request_body(LlmRequest const& request, std::vector<Message> messages,
                         OpenAiOptions const& options, Form const& form);

/// @returns the headers of a request as "Name: value": type, key, and the user's own.
std::vector<std::string> request_headers(OpenAiOptions const& options);

/// What no message, log or record may hold.
struct Secrets {
    std::string api_key;
    std::vector<std::string> others{};  ///< Such as the values of the user's own headers.
};

/// @throws CallerError invalid_argument, if the proxy is no URL.
Secrets secrets_of(OpenAiOptions const& options);

/// @returns why an answer ended, by the meaning of what the server said, whatever its letters.
FinishReason finish_reason(std::string_view said);

/// What is needed to judge a response, beside the response.
struct Exchange {
    std::string server;
    Secrets secrets{};             ///< Removed from all that the server says.
    std::size_t least_tokens = 0;  ///< Of the request.
    /// Of its last message, which no server has seen before.
    std::size_t least_new_tokens = 0;
    std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
};

/// @throws ModelServiceError or ModelAnswerError, unless the response is a chat completion with text.
LlmReply read_response(http::Response const& response, Exchange const& exchange);

/// @returns `text` on one line, at most `max_characters` of it, with the secrets and all that
/// looks like a key replaced by "[key]".
std::string clean(std::string_view text, Secrets const& secrets, std::size_t max_characters);

/// Reads "6m0s", "8.64s", "14ms".
std::optional<std::chrono::milliseconds> duration(std::string_view text);
/// Reads "20", "7.66".
std::optional<std::chrono::milliseconds> seconds(std::string_view text);
/// Reads `retry-after-ms` and `retry-after` (seconds or a date).
std::optional<std::chrono::milliseconds> retry_after(http::Response const& response,
                                                     std::chrono::system_clock::time_point now);
/// Reads the headers `x-ratelimit-*`.
RateLimit rate_limit(http::Response const& response);

}  // namespace ats::openai
