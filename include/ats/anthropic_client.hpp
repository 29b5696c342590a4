#pragma once

/// @file
/// The client for Anthropic's Messages API. Compose it as OpenAiClient is composed:
/// `ValidatingClient(RetryingClient(AnthropicClient(options)))`.

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ats/context.hpp>
#include <ats/export.hpp>
#include <ats/llm_client.hpp>
#include <ats/openai_client.hpp>

namespace ats {

/// Where the model is and how to ask it.
struct AnthropicOptions {
    std::string base_url = "https://api.anthropic.com/v1";  ///< Without `/messages`; http or https.
    std::string model;                                      ///< Required.
    std::string api_key;                 ///< Sent as x-api-key. Never appears in an error or a log.
    std::string version = "2023-06-01";  ///< Of the interface, sent as anthropic-version.
    std::vector<HttpHeader> headers;     ///< Sent with every request.
    std::string proxy;                   ///< As OpenAiOptions::proxy.
    std::string ca_bundle;               ///< A file of PEM certificates to trust; empty: the system's.
    std::optional<double> temperature;   ///< 0 to 1.
    int max_output_tokens = 8192;        ///< At least 1; the interface demands a limit.
    /// Size of the model's context in tokens. If set, a request that certainly exceeds it fails unsent.
    std::optional<std::size_t> context_tokens;
    std::chrono::milliseconds timeout = std::chrono::seconds{600};        ///< For one attempt, start to end.
    std::chrono::milliseconds connect_timeout = std::chrono::seconds{5};  ///< For the connection alone.
    std::size_t max_response_bytes = std::size_t{16} << 20;               ///< A larger answer is refused.
    LogCallback log;  ///< Told once of each thing the server does not take.
};

/// @returns everything in the options that can change an answer, as one line without the key: what a
/// record of answers is keyed by.
/// @throws CallerError invalid_argument, as AnthropicClient does.
ATS_EXPORT std::string engine_identity(AnthropicOptions const& options);

/// Makes exactly one attempt for each call. The answer is asked for as a call of one tool that the model must
/// make, and what all requests of a run share ends with a mark, so that the server can keep it. A limit of
/// the answer that is too high for the model is lowered and sent again at once.
///
/// complete() throws what OpenAiClient's throws. Of the answer's JSON it checks nothing: that is what
/// ValidatingClient is for.
class ATS_EXPORT AnthropicClient final : public LlmClient {
public:
    /// @throws CallerError invalid_argument, if the base URL or the model is missing or malformed.
    explicit AnthropicClient(AnthropicOptions options);
    ~AnthropicClient() override;
    LlmReply complete(LlmRequest const& request, CallContext const& context) override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace ats
