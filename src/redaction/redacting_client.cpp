#include <utility>

#include <ats/error.hpp>
#include <ats/redacting_client.hpp>

#include "redaction/passage.hpp"

namespace ats {

RedactingClient::RedactingClient(std::shared_ptr<LlmClient> inner) : inner_(std::move(inner)) {
    if (!inner_) throw CallerError(ErrorCode::invalid_argument, "RedactingClient needs an inner client");
}

RedactingClient::~RedactingClient() = default;

LlmReply RedactingClient::complete(LlmRequest const& request, CallContext const& context) {
    if (!redaction::concerns(request)) return inner_->complete(request, context);
    return redaction::complete_redacted(*inner_, request, context);
}

void RedactingClient::refuse(LlmRequest const& request) {
    if (!redaction::concerns(request)) return inner_->refuse(request);
    inner_->refuse(redaction::Passage(request, redaction::without_identifiers).request());
}

}  // namespace ats
