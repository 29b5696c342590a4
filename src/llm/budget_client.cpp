#include <cmath>
#include <cstdio>
#include <mutex>
#include <string>
#include <utility>

#include <ats/budget_client.hpp>
#include <ats/error.hpp>

#include "llm/estimate.hpp"

namespace ats {
namespace {

void require(bool fulfilled, char const* what) {
    if (!fulfilled) throw CallerError(ErrorCode::invalid_argument, what);
}

bool is_price(double value) { return std::isfinite(value) && value >= 0; }

BudgetOptions checked(BudgetOptions options) {
    require(options.max_tokens.value_or(1) >= 1, "max_tokens must be at least 1");
    auto const cost = options.max_cost.value_or(1);
    require(std::isfinite(cost) && cost > 0, "max_cost must be more than 0");
    require(!options.max_cost || options.price, "max_cost needs a price");
    if (options.price) {
        auto const& price = *options.price;
        require(is_price(price.input) && is_price(price.cached_input) && is_price(price.output),
                "a price must be 0 or more");
    }
    return options;
}

std::string dollars(double amount) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4f USD", amount);
    return text;
}

double tokens_of(Usage const& usage) {
    return static_cast<double>(usage.prompt_tokens + usage.completion_tokens);
}

}  // namespace

struct BudgetClient::Impl {
    std::shared_ptr<LlmClient> inner;
    BudgetOptions options;
    mutable std::mutex mutex;
    Usage spent;
    Usage reserved;  ///< An estimate of what is under way.

    Usage estimate(LlmRequest const& request) const {
        Usage usage;
        if (spent.requests > 0) {
            usage.prompt_tokens = spent.prompt_tokens / spent.requests;
            usage.cached_tokens = spent.cached_tokens / spent.requests;
            usage.completion_tokens = spent.completion_tokens / spent.requests;
        } else {
            usage.prompt_tokens = estimated_prompt_tokens(request);
            usage.completion_tokens = llm::usual_answer_tokens;
        }
        return usage;
    }

    Usage reserve(LlmRequest const& request) {
        std::lock_guard const lock(mutex);
        auto const own = estimate(request);
        auto sum = spent;
        sum += reserved;
        sum += own;
        if (options.max_tokens && tokens_of(sum) > static_cast<double>(*options.max_tokens)) {
            exhausted(std::to_string(*options.max_tokens) + " tokens (max_tokens); used so far: " +
                      std::to_string(spent.prompt_tokens + spent.completion_tokens));
        }
        if (options.max_cost && cost_of(sum, *options.price) > *options.max_cost) {
            exhausted(dollars(*options.max_cost) +
                      " (max_cost); used so far: " + dollars(cost_of(spent, *options.price)));
        }
        reserved += own;
        return own;
    }

    [[noreturn]] static void exhausted(std::string const& budget) {
        throw CallerError(ErrorCode::budget_exhausted, "not sent: the next request would exceed " + budget);
    }

    void settle(Usage const& own, Usage const& usage) {
        std::lock_guard const lock(mutex);
        reserved.prompt_tokens -= own.prompt_tokens;
        reserved.cached_tokens -= own.cached_tokens;
        reserved.completion_tokens -= own.completion_tokens;
        spent += usage;
    }
};

BudgetClient::BudgetClient(std::shared_ptr<LlmClient> inner, BudgetOptions options)
    : impl_(std::make_unique<Impl>()) {
    require(inner != nullptr, "BudgetClient needs an inner client");
    impl_->inner = std::move(inner);
    impl_->options = checked(std::move(options));
}

BudgetClient::~BudgetClient() = default;

LlmReply BudgetClient::complete(LlmRequest const& request, CallContext const& context) {
    auto const own = impl_->reserve(request);
    try {
        auto reply = impl_->inner->complete(request, context);
        impl_->settle(own, reply.usage);
        return reply;
    } catch (ModelAnswerError const& error) {
        impl_->settle(own, error.usage());
        throw;
    } catch (...) {
        impl_->settle(own, {});
        throw;
    }
}

Usage BudgetClient::spent() const {
    std::lock_guard const lock(impl_->mutex);
    return impl_->spent;
}

std::int64_t estimated_prompt_tokens(LlmRequest const& request) noexcept {
    return llm::prompt_tokens(request);
}

}  // namespace ats
