#pragma once

/// @file
/// A client for a model server with all that should stand before it, in one call.

#include <memory>
#include <string>

#include <ats/anthropic_client.hpp>
#include <ats/budget_client.hpp>
#include <ats/export.hpp>
#include <ats/limiting_client.hpp>
#include <ats/llm_client.hpp>
#include <ats/openai_client.hpp>
#include <ats/record.hpp>
#include <ats/retrying_client.hpp>
#include <ats/validating_client.hpp>

namespace ats {

/// What stands between the questions and a model. The defaults are the safe ones.
struct ClientPolicies {
    /// What identifies a person is replaced before the model sees it: RedactingClient.
    bool redact = true;
    /// Answers are kept, and nothing is asked twice: RecordingClient. Null: none is kept.
    std::shared_ptr<ReplyStore> record{};
    ValidatingOptions validating{};  ///< How often a faulty answer is asked for again.
    RetryOptions retrying{};         ///< How often and how patiently a failure is tried again.
    BudgetOptions budget{};          ///< What may be spent in all.
    /// The limits of the server: share one between all clients that go there. Null: one of its own, which
    /// follows what the server says.
    std::shared_ptr<Limiter> limiter{};
};

/// A client with its policies, and what counts its costs.
struct ComposedClient {
    std::shared_ptr<LlmClient> client;    ///< What to ask.
    std::shared_ptr<BudgetClient> meter;  ///< BudgetClient::spent() tells the costs so far.
};

/// Puts the policies around a client that makes one attempt for each call, such as one of your own. Their
/// order, from the question to the model: redaction, record, validation, retries, budget, limits.
/// @param model what answers. @param policies what stands before it.
/// @param identity as of RecordingClient; needed where there is a record.
/// @throws CallerError invalid_argument, if there is no model, an option is out of its range, or a record
/// without an identity.
ATS_EXPORT ComposedClient with_policies(std::shared_ptr<LlmClient> model, ClientPolicies policies = {},
                                        std::string identity = {});

/// OpenAiClient with its policies. @param options of the server. @param policies what stands before it.
/// @throws CallerError invalid_argument, as OpenAiClient and with_policies() do.
ATS_EXPORT std::shared_ptr<LlmClient> make_client(OpenAiOptions options, ClientPolicies policies = {});

/// AnthropicClient with its policies. @param options of the server. @param policies what stands before it.
/// @throws CallerError invalid_argument, as AnthropicClient and with_policies() do.
ATS_EXPORT std::shared_ptr<LlmClient> make_client(AnthropicOptions options, ClientPolicies policies = {});

}  // namespace ats
