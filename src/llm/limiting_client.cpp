#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <utility>

#include <ats/error.hpp>
#include <ats/limiting_client.hpp>

#include "llm/estimate.hpp"
#include "llm/pacing.hpp"

namespace ats {
namespace {

using std::chrono::milliseconds;

void require(bool fulfilled, char const* what) {
    if (!fulfilled) throw CallerError(ErrorCode::invalid_argument, what);
}

LimiterOptions checked(LimiterOptions options) {
    require(options.requests_per_minute.value_or(1) >= 1, "requests_per_minute must be at least 1");
    require(options.tokens_per_minute.value_or(1) >= 1, "tokens_per_minute must be at least 1");
    require(options.max_in_flight >= 1, "max_in_flight must be at least 1");
    return options;
}

/// What tells that the server has too much to do.
bool is_overload(ModelServiceError const& error) {
    auto const status = error.details().http_status;
    return error.code() == ErrorCode::model_rate_limited || error.code() == ErrorCode::model_timeout ||
           status == 503 || status == 529;
}

/// One call that waits for its turn.
struct Waiter {
    LlmClient const* party;
    double tokens;
    bool granted = false;
    Clock::time_point sent_at{};
    std::condition_variable changed{};
};

}  // namespace

struct Limiter::Impl {
    explicit Impl(LimiterOptions given)
        : options(checked(std::move(given))),
          pacing(options.requests_per_minute, options.tokens_per_minute, options.max_in_flight,
                 Clock::now()) {}

    /// Blocks until the call may be sent. @returns when that is.
    Clock::time_point enter(LlmClient const* party, double tokens, CallContext const& context) {
        Waiter waiter{party, tokens};
        {
            std::lock_guard const lock(mutex);
            waiting.push_back(&waiter);
        }
        auto const wake = context.cancel.on_cancel([this, &waiter] {
            std::lock_guard const lock(mutex);
            waiter.changed.notify_one();
        });
        // It must not hold the lock any longer when `wake` ends, which may wait for the callback.
        if (!wait_for_turn(waiter, context)) context.check();
        return waiter.sent_at;
    }

    void succeeded(LlmReply const& reply, double tokens) {
        std::lock_guard const lock(mutex);
        pacing.succeeded(reply, tokens, Clock::now());
        grant();
    }

    void failed(ModelServiceError const& error, Clock::time_point sent_at) {
        std::string line;
        {
            std::lock_guard const lock(mutex);
            auto const& wait = error.details().retry_after;
            if (!is_overload(error)) {
                pacing.failed();
            } else if (pacing.overloaded(sent_at, wait, Clock::now())) {
                line = "the server is overloaded: at most " +
                       std::to_string(static_cast<int>(pacing.window())) + " requests at once" +
                       (wait ? ", none for " + std::to_string(wait->count()) + " ms" : std::string());
            }
            grant();
        }
        if (!line.empty() && options.log) options.log(LogLevel::info, line);
    }

    void ended() {
        std::lock_guard const lock(mutex);
        pacing.failed();
        grant();
    }

private:
    using Place = std::list<Waiter*>::iterator;

    /// @returns false if the context ended first.
    bool wait_for_turn(Waiter& waiter, CallContext const& context) {
        std::unique_lock lock(mutex);
        grant();
        while (!waiter.granted) {
            if (context.cancel.cancelled() || (context.deadline && Clock::now() >= *context.deadline)) {
                waiting.remove(&waiter);
                grant();  // Whoever is next now watches the clock.
                return false;
            }
            sleep(waiter, lock, context);
            grant();
        }
        return true;
    }

    /// @returns the waiter whose party was served longest ago: each party in turn, and within one in the
    /// order of arrival.
    Place next() {
        auto best = waiting.begin();
        for (auto place = waiting.begin(); place != waiting.end(); ++place) {
            if (served((*place)->party) < served((*best)->party)) best = place;
        }
        return best;
    }

    std::uint64_t served(LlmClient const* party) const {
        auto const found = std::find_if(parties.begin(), parties.end(),
                                        [&](auto const& each) { return each.first == party; });
        return found == parties.end() ? 0 : found->second;
    }

    void serve(LlmClient const* party) {
        parties.remove_if([&](auto const& each) { return each.first == party; });
        parties.emplace_back(party, ++turns);
        // A party without waiters need not be remembered for long: its place would be the front anyway.
        if (parties.size() > max_parties_remembered) parties.pop_front();
    }

    /// Sends off as many as may be sent now, and wakes the one whose turn is next, to watch the clock.
    void grant() {
        while (!waiting.empty()) {
            auto const place = next();
            auto& waiter = **place;
            auto const now = Clock::now();
            auto const ready = pacing.ready_at(waiter.tokens, now);
            if (!ready || *ready > now) {
                if (&waiter != watching) waiter.changed.notify_one();
                return;
            }
            pacing.start(waiter.tokens, now);
            serve(waiter.party);
            waiting.erase(place);
            waiter.granted = true;
            waiter.sent_at = now;
            waiter.changed.notify_one();
        }
    }

    void sleep(Waiter& waiter, std::unique_lock<std::mutex>& lock, CallContext const& context) {
        auto until = context.deadline.value_or(Clock::time_point::max());
        bool const is_next = *next() == &waiter;
        if (is_next) {
            auto const ready = pacing.ready_at(waiter.tokens, Clock::now());
            if (ready) until = std::min(until, *ready);
            watching = &waiter;
        }
        if (until == Clock::time_point::max()) {
            waiter.changed.wait(lock);
        } else {
            waiter.changed.wait_until(lock, until);
        }
        if (watching == &waiter) watching = nullptr;
    }

    static constexpr std::size_t max_parties_remembered = 1024;

    LimiterOptions options;
    std::mutex mutex;
    llm::Pacing pacing;
    std::list<Waiter*> waiting;
    Waiter const* watching = nullptr;                               ///< Sleeps until the next may be sent.
    std::list<std::pair<LlmClient const*, std::uint64_t>> parties;  ///< When each was last served.
    std::uint64_t turns = 0;
};

Limiter::Limiter(LimiterOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Limiter::~Limiter() = default;

LimitingClient::LimitingClient(std::shared_ptr<LlmClient> inner, std::shared_ptr<Limiter> limiter)
    : inner_(std::move(inner)), limiter_(std::move(limiter)) {
    require(inner_ != nullptr, "LimitingClient needs an inner client");
    require(limiter_ != nullptr, "LimitingClient needs a limiter");
}

LimitingClient::~LimitingClient() = default;

LlmReply LimitingClient::complete(LlmRequest const& request, CallContext const& context) {
    context.check();
    auto const tokens = static_cast<double>(llm::prompt_tokens(request) + llm::usual_answer_tokens);
    auto const sent_at = limiter_->impl_->enter(this, tokens, context);
    try {
        auto reply = inner_->complete(request, context);
        limiter_->impl_->succeeded(reply, tokens);
        return reply;
    } catch (ModelServiceError const& error) {
        limiter_->impl_->failed(error, sent_at);
        throw;
    } catch (...) {
        limiter_->impl_->ended();
        throw;
    }
}

}  // namespace ats
