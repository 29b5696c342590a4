#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <utility>

#include <ats/budget_client.hpp>
#include <ats/error.hpp>

#include "base/wait.hpp"
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
        require(is_price(price.input) && is_price(price.cached_input) && is_price(price.output) &&
                    is_price(price.cache_write.value_or(0)),
                "a price must be 0 or more");
    }
    return options;
}

std::string dollars(double amount) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g USD", amount);
    return text;
}

double tokens_of(Usage const& usage) {
    return static_cast<double>(usage.prompt_tokens + usage.completion_tokens);
}

/// @returns the share of `count` that `part` is of `whole`.
std::int64_t in_proportion(std::int64_t count, std::int64_t part, std::int64_t whole) {
    return static_cast<std::int64_t>(static_cast<double>(count) * static_cast<double>(part) /
                                     static_cast<double>(whole));
}

Usage sum(Usage a, Usage const& b) {
    a += b;
    return a;
}

}  // namespace

struct BudgetClient::Impl {
    std::shared_ptr<LlmClient> inner;
    BudgetOptions options;
    mutable std::mutex mutex;  // Guards what follows.
    std::condition_variable settled;
    Usage spent;
    std::int64_t guessed = 0;  ///< What the prompts of `spent` were estimated at by their length.
    Usage reserved;            ///< An estimate of what is under way.
    int under_way = 0;

    /// By the length of the text, corrected by what the server counted so far.
    Usage estimate(LlmRequest const& request) const {
        auto const length = estimated_prompt_tokens(request);
        Usage usage;
        usage.prompt_tokens = length;
        usage.completion_tokens = llm::usual_answer_tokens;
        if (guessed == 0) return usage;
        usage.prompt_tokens = in_proportion(length, spent.prompt_tokens, guessed);
        usage.cached_tokens = in_proportion(length, spent.cached_tokens, guessed);
        usage.cache_write_tokens = in_proportion(length, spent.cache_write_tokens, guessed);
        usage.completion_tokens = spent.completion_tokens / spent.requests;
        return usage;
    }

    bool over_tokens(Usage const& usage) const {
        return options.max_tokens && tokens_of(usage) > static_cast<double>(*options.max_tokens);
    }
    bool over_cost(Usage const& usage) const {
        return options.max_cost && cost_of(usage, *options.price) > *options.max_cost;
    }
    bool over(Usage const& usage) const { return over_tokens(usage) || over_cost(usage); }

    Usage reserve(LlmRequest const& request, CallContext const& context) {
        Usage with_own;
        // What is under way may turn out to cost less than its estimate: what is left is known when it ended.
        auto const known = [&] {
            with_own = sum(spent, estimate(request));
            return under_way == 0 || over(with_own) || !over(sum(with_own, reserved));
        };
        return wait_then(mutex, settled, context, known, [&] {
            refuse_if_over(with_own);
            auto const own = estimate(request);
            reserved += own;
            ++under_way;
            return own;
        });
    }

    void refuse_if_over(Usage const& usage) const {
        if (over_tokens(usage)) {
            exhausted(std::to_string(*options.max_tokens) + " tokens (max_tokens); used so far: " +
                      std::to_string(spent.prompt_tokens + spent.completion_tokens));
        }
        if (over_cost(usage)) {
            exhausted(dollars(*options.max_cost) +
                      " (max_cost); used so far: " + dollars(cost_of(spent, *options.price)));
        }
    }

    [[noreturn]] static void exhausted(std::string const& budget) {
        throw CallerError(ErrorCode::budget_exhausted, "not sent: the next request would exceed " + budget);
    }

    void settle(Usage const& own) {
        {
            std::lock_guard const lock(mutex);
            reserved.prompt_tokens -= own.prompt_tokens;
            reserved.cached_tokens -= own.cached_tokens;
            reserved.cache_write_tokens -= own.cache_write_tokens;
            reserved.completion_tokens -= own.completion_tokens;
            --under_way;
        }
        settled.notify_all();
    }

    void spend(LlmRequest const& request, Usage usage) {
        std::lock_guard const lock(mutex);
        // A server that does not count must not make the budget endless.
        if (usage.prompt_tokens + usage.completion_tokens == 0) usage += estimate(request);
        usage.requests = std::max<std::int64_t>(usage.requests, 1);
        guessed += estimated_prompt_tokens(request);
        spent += usage;
    }
};

namespace {

/// Keeps an estimate reserved until the request has ended, however it ends.
template <class Impl>
class Reserved {
public:
    Reserved(Impl& impl, LlmRequest const& request, CallContext const& context)
        : impl_(impl), own_(impl.reserve(request, context)) {}
    ~Reserved() { impl_.settle(own_); }
    Reserved(Reserved const&) = delete;
    Reserved& operator=(Reserved const&) = delete;

private:
    Impl& impl_;
    Usage const own_;
};

}  // namespace

BudgetClient::BudgetClient(std::shared_ptr<LlmClient> inner, BudgetOptions options)
    : impl_(std::make_unique<Impl>()) {
    require(inner != nullptr, "BudgetClient needs an inner client");
    impl_->inner = std::move(inner);
    impl_->options = checked(std::move(options));
}

BudgetClient::~BudgetClient() = default;

LlmReply BudgetClient::complete(LlmRequest const& request, CallContext const& context) {
    Reserved const reserved(*impl_, request, context);
    try {
        auto reply = impl_->inner->complete(request, context);
        impl_->spend(request, reply.usage);
        return reply;
    } catch (ModelAnswerError const& error) {
        impl_->spend(request, error.usage());
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
