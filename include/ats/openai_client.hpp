#pragma once

/// @file
/// Any server that speaks the OpenAI Chat Completions protocol: OpenAI, Azure, vLLM, llama.cpp,
/// Ollama, LM Studio, OpenRouter, Gemini's and Anthropic's compatible endpoints.

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ats/context.hpp>
#include <ats/export.hpp>
#include <ats/llm_client.hpp>

namespace ats {

/// How the answer's shape is asked for. Servers differ in what they take, so each is a rung of a ladder.
enum class AnswerForm {
    json_schema,  ///< A strict JSON schema: the server holds the model to it.
    json_object,  ///< Any JSON object; the schema stands in the prompt.
    tool,         ///< A call of one named function.
    text          ///< Plain text that the object is taken out of; the schema stands in the prompt.
};

/// @returns "json_schema", "json_object", "tool" or "text".
ATS_EXPORT std::string_view to_string(AnswerForm form) noexcept;

/// The field that limits the length of the answer.
enum class TokenLimitField {
    automatic,              ///< max_completion_tokens for OpenAI and Azure, max_tokens for all others.
    max_completion_tokens,  ///< What OpenAI's reasoning models demand, and Ollama ignores.
    max_tokens              ///< What every other server knows.
};

/// The header that carries the key.
enum class KeyHeader {
    automatic,  ///< api-key for hosts under azure.com, Authorization for all others.
    bearer,     ///< `Authorization: Bearer KEY`
    api_key     ///< `api-key: KEY`, as Azure wants it.
};

/// A header of the user's own, such as what a gateway demands.
struct HttpHeader {
    std::string name;   ///< Letters, digits and `-_.`; none of those the client sends itself.
    std::string value;  ///< One line. It may be a secret: it never appears in an error or a log.
};

/// Where the model is and how to ask it. Optional fields that are not set are not sent.
struct OpenAiOptions {
    /// Base URL without `/chat/completions`; http or https, without user name or password. A query, such
    /// as the `?api-version=` of older Azure addresses, stays at the end.
    std::string base_url = "https://api.openai.com/v1";
    std::string model;    ///< Required.
    std::string api_key;  ///< May be empty for local servers. Never appears in an error or a log.
    KeyHeader key_header = KeyHeader::automatic;  ///< Where the key goes.
    std::string organization;                     ///< Sent as OpenAI-Organization, if not empty.
    std::string project;                          ///< Sent as OpenAI-Project, if not empty.
    std::vector<HttpHeader> headers;              ///< Sent with every request.
    /// Such as http://proxy.example:3128 or socks5h://127.0.0.1:1080; user name and password may stand in
    /// it and never appear in an error. Empty: no proxy; the environment is not read.
    std::string proxy;
    std::string ca_bundle;                 ///< A file of PEM certificates to trust; empty: the system's.
    std::optional<double> temperature;     ///< 0 to 2; many reasoning models refuse it.
    std::optional<int> max_output_tokens;  ///< At least 1.
    TokenLimitField token_limit_field = TokenLimitField::automatic;  ///< How that is sent.
    std::optional<std::string> reasoning_effort;  ///< Such as "low"; reasoning models only.
    std::optional<std::string> service_tier;      ///< Such as "flex", which halves the price.
    /// Names the shared beginning of the prompts, so that they meet on one machine's cache, and marks
    /// where it ends for models that take the mark. Sent to api.openai.com only: others refuse it.
    bool cache_hints = false;
    /// The first rung that is tried. A server known to ignore it (Anthropic's) begins lower.
    AnswerForm answer_form = AnswerForm::json_schema;
    /// Size of the model's context in tokens. If set, a request that certainly exceeds it fails
    /// unsent.
    std::optional<std::size_t> context_tokens;
    /// For one attempt, from start to end. Default: 600 s, and 900 s with the service tier flex, whose
    /// answers wait for a gap.
    std::optional<std::chrono::milliseconds> timeout;
    std::chrono::milliseconds connect_timeout = std::chrono::seconds{5};  ///< For the connection alone.
    std::size_t max_response_bytes = std::size_t{16} << 20;               ///< A larger answer is refused.
    LogCallback log;  ///< Told once of each thing the server does not take.
};

/// @returns everything in the options that can change an answer, as one line without the key: what a
/// record of answers is keyed by.
/// @throws CallerError invalid_argument, as OpenAiClient does.
ATS_EXPORT std::string engine_identity(OpenAiOptions const& options);

/// Makes exactly one attempt for each call, over connections that are kept alive. Called from many
/// threads at once; HTTP/2 where a TLS server offers it.
///
/// What a server refuses before a model has worked (a form of answer, a sampling field, the name of the
/// token limit) is changed, remembered for all later calls of this object, and sent again at once: that
/// is part of the one attempt. A request with corrections tells that the last answer broke the schema:
/// it is asked one rung lower, and after two of them, if they are not a small part, all are.
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
