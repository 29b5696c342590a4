#pragma once

/// @file
/// Any server that speaks the OpenAI Chat Completions protocol: OpenAI, Azure, vLLM, llama.cpp,
/// Ollama, LM Studio, OpenRouter, Gemini's and Anthropic's compatible endpoints.

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include <ats/export.hpp>
#include <ats/llm_client.hpp>

namespace ats {

/// Where the model is and how to ask it. Optional fields that are not set are not sent.
struct OpenAiOptions {
    /// Base URL without `/chat/completions`; http or https, without user name or password.
    std::string base_url = "https://api.openai.com/v1";
    std::string model;    ///< Required.
    std::string api_key;  ///< May be empty for local servers. Never appears in an error or a log.
    std::optional<double> temperature;            ///< 0 to 2; many reasoning models refuse it.
    std::optional<int> max_output_tokens;         ///< Sent as max_completion_tokens.
    std::optional<std::string> reasoning_effort;  ///< Such as "low"; reasoning models only.
    /// Size of the model's context in tokens. If set, a request that certainly exceeds it fails
    /// unsent.
    std::optional<std::size_t> context_tokens;
    std::chrono::milliseconds timeout = std::chrono::seconds{600};  ///< For one attempt, from start to end.
    std::chrono::milliseconds connect_timeout = std::chrono::seconds{5};  ///< For the connection alone.
    std::size_t max_response_bytes = std::size_t{16} << 20;               ///< A larger answer is refused.
};

/// Makes exactly one attempt for each call, over connections that are kept alive. Called from many
/// threads at once.
///
/// complete() throws ModelServiceError for everything the server or the network did, with the
/// server's own message (shortened, without the key); ModelAnswerError model_reply_truncated,
/// model_refused and model_content_filtered; CallerError cancelled and deadline_exceeded. Of the
/// answer's JSON it checks nothing: that is what ValidatingClient is for.
class ATS_EXPORT OpenAiClient final : public LlmClient {
public:
    /// @throws CallerError invalid_argument, if the base URL or the model is missing or malformed.
    explicit OpenAiClient(OpenAiOptions options);
    ~OpenAiClient() override;
    LlmReply complete(LlmRequest const& request, CallContext const& context) override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace ats
