#pragma once

/// @file
/// Stops before more is spent than was meant to be.

#include <cstdint>
#include <memory>
#include <optional>

#include <ats/export.hpp>
#include <ats/llm_client.hpp>
#include <ats/price.hpp>

namespace ats {

/// What may be spent in all.
struct BudgetOptions {
    std::optional<std::int64_t> max_tokens;  ///< Tokens sent and answered; at least 1.
    std::optional<double> max_cost;          ///< USD, more than 0; needs a price.
    std::optional<Price> price;              ///< Of the model.
};

/// Counts what every attempt costs, those whose answer was of no use included, and refuses to begin one
/// that would go beyond the budget. What is under way is counted by an estimate (the length of the text,
/// corrected by what was counted so far), so that the budget is exceeded at most by what the estimates of the
/// requests under way were wrong. A request that would fit but for those estimates waits until they have
/// ended. Answers of a server that counts no tokens are counted by the estimate; a request that fails without
/// an answer counts nothing. It belongs inside RetryingClient and ValidatingClient, and RecordingClient
/// outside of them: what comes from a record costs nothing.
class ATS_EXPORT BudgetClient final : public LlmClient {
public:
    /// @param inner what answers. @param options what may be spent.
    /// @throws CallerError invalid_argument, if an option is out of its range, or a cost without a price.
    BudgetClient(std::shared_ptr<LlmClient> inner, BudgetOptions options);
    ~BudgetClient() override;
    /// @throws CallerError budget_exhausted, which ends a run, cancelled or deadline_exceeded while it waits;
    /// what the inner client throws.
    LlmReply complete(LlmRequest const& request, CallContext const& context) override;

    /// @returns what was spent so far, with the estimates of answers without a count. May be called from any
    /// thread.
    Usage spent() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// @returns about how many tokens the request takes, its answer not included: a quarter of its bytes.
ATS_EXPORT std::int64_t estimated_prompt_tokens(LlmRequest const& request) noexcept;

}  // namespace ats
