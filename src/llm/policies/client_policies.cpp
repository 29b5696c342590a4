#include <utility>

#include <ats/client_policies.hpp>
#include <ats/error.hpp>
#include <ats/recording_client.hpp>
#include <ats/redacting_client.hpp>

namespace ats {
namespace {

template <class Client, class Options>
std::shared_ptr<LlmClient> made(Options options, ClientPolicies policies) {
    auto identity = engine_identity(options);
    return with_policies(std::make_shared<Client>(std::move(options)), std::move(policies),
                         std::move(identity))
        .client;
}

}  // namespace

// The one place that says in which order policies stand. Each attempt is limited and paid for, so those two
// are innermost; what is kept was validated; and what lies below the redaction, the record too, sees no name.
ComposedClient with_policies(std::shared_ptr<LlmClient> model, ClientPolicies policies,
                             std::string identity) {
    if (!model) throw CallerError(ErrorCode::invalid_argument, "with_policies() needs a model");
    if (policies.record && identity.empty()) {
        throw CallerError(ErrorCode::invalid_argument, "identity: a record needs to know who answers");
    }
    if (!policies.limiter) policies.limiter = std::make_shared<Limiter>();
    auto meter = std::make_shared<BudgetClient>(
        std::make_shared<LimitingClient>(std::move(model), std::move(policies.limiter)), policies.budget);
    std::shared_ptr<LlmClient> client = std::make_shared<ValidatingClient>(
        std::make_shared<RetryingClient>(meter, std::move(policies.retrying)), policies.validating);
    if (policies.record) {
        client = std::make_shared<RecordingClient>(std::move(client), std::move(policies.record),
                                                   std::move(identity));
    }
    if (policies.redact) client = std::make_shared<RedactingClient>(std::move(client));
    return {std::move(client), std::move(meter)};
}

std::shared_ptr<LlmClient> make_client(OpenAiOptions options, ClientPolicies policies) {
    return made<OpenAiClient>(std::move(options), std::move(policies));
}

std::shared_ptr<LlmClient> make_client(AnthropicOptions options, ClientPolicies policies) {
    return made<AnthropicClient>(std::move(options), std::move(policies));
}

}  // namespace ats
