#include <ats/llm_client.hpp>

namespace ats {

Usage& Usage::operator+=(Usage const& other) noexcept {
    requests += other.requests;
    prompt_tokens += other.prompt_tokens;
    cached_tokens += other.cached_tokens;
    completion_tokens += other.completion_tokens;
    reasoning_tokens += other.reasoning_tokens;
    return *this;
}

LlmClient::~LlmClient() = default;

void LlmClient::refuse(LlmRequest const& /*request*/) {}

}  // namespace ats
