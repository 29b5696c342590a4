#include <ats/llm_client.hpp>

namespace ats {

LlmClient::~LlmClient() = default;

void LlmClient::refuse(LlmRequest const& /*request*/) {}

}  // namespace ats
