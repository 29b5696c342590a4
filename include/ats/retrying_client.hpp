#pragma once

/// @file
/// Tries again what may succeed later, as users of the field's own client know it.

#include <chrono>
#include <functional>
#include <memory>

#include <ats/context.hpp>
#include <ats/export.hpp>
#include <ats/llm_client.hpp>

namespace ats {

/// How often and how patiently. The defaults are those of openai-python.
struct RetryOptions {
    int max_retries = 2;                           ///< After the first attempt; at least 0.
    std::chrono::milliseconds initial_delay{500};  ///< Doubled after each retry ...
    std::chrono::milliseconds max_delay =
        std::chrono::seconds{8};  ///< ... up to this, less up to 25 % of jitter.
    /// A server that asks for a longer wait is not tried again. Waits that it asks for with a 429 are no
    /// failed attempts: together they may take as long as this.
    std::chrono::milliseconds max_retry_after = std::chrono::seconds{120};
    /// Waits; for tests. Empty: CancelToken::wait_for().
    std::function<void(std::chrono::milliseconds, CallContext const&)> sleep;
    /// A number in [0, 1) for the jitter; for tests. Called from many threads. Empty: random.
    std::function<double()> random;
    LogCallback log;  ///< Told of each retry and its reason.
};

/// Retries ModelServiceError::retryable() errors: transport errors, 408, 409, 429, 5xx. A wait that
/// the server asked for is honoured up to a limit; otherwise
/// min(initial_delay * 2^n, max_delay) * (1 - random / 4) with n retries already made. A wait that
/// would pass the deadline is not begun: the last error is thrown.
class ATS_EXPORT RetryingClient final : public LlmClient {
public:
    /// @param inner what makes each attempt. @param options how often and how patiently.
    explicit RetryingClient(std::shared_ptr<LlmClient> inner, RetryOptions options = {});
    ~RetryingClient() override;
    /// @throws what the inner client throws.
    LlmReply complete(LlmRequest const& request, CallContext const& context) override;

private:
    std::shared_ptr<LlmClient> inner_;
    RetryOptions options_;
};

}  // namespace ats
