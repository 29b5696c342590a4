#include <ats/llm_client.hpp>

namespace ats {

LlmClient::~LlmClient() = default;

}  // namespace ats
