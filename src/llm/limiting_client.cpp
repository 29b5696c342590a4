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
    require(options.max_wait.count() >= 0, "max_wait must not be negative");
    require(options.max_in_flight >= 1, "max_in_flight must be at least 1");
    return options;
}

/// What tells that the server has too much to do.
bool is_overload(ModelServiceError const& error) {
    auto const status = error.details().http_status;
    return error.code() == ErrorCode::model_rate_limited || error.code() == ErrorCode::model_timeout ||
           status == 503 || status == 529;
}

/// From here on people are told why nothing happens.
constexpr std::chrono::seconds telling_wait{5};

/// "6 h 0 min", "2 min 5 s", "7.5 s"
std::string in_words(Clock::duration wait) {
    auto const ms = std::chrono::ceil<milliseconds>(wait).count();
    auto const seconds = (ms + 999) / 1000;
    if (seconds >= 3600)
        return std::to_string(seconds / 3600) + " h " + std::to_string(seconds % 3600 / 60) + " min";
    if (seconds >= 60) return std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
    return ms < 1000 ? std::to_string(ms) + " ms" : std::to_string(seconds) + " s";
}

[[noreturn]] void fail_unsent(Clock::duration wait) {
    ModelServiceDetails details;
    details.retry_after = std::chrono::ceil<milliseconds>(wait);
    details.should_retry = false;
    throw ModelServiceError(ErrorCode::model_rate_limited,
                            "not sent: the model server wants no request for another " + in_words(wait) +
                                ", longer than a call may wait",
                            details);
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
    /// @throws ModelServiceError, if the server wants it to wait longer than it may.
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
        switch (wait_for_turn(waiter, context)) {
            case Turn::ended:
                context.check();
                break;
            case Turn::too_far:
                fail_unsent(waiter.sent_at - Clock::now());
            case Turn::come:
                break;
        }
        return waiter.sent_at;
    }

    void succeeded(LlmReply const& reply, double tokens) {
        std::lock_guard const lock(mutex);
        pacing.succeeded(reply, tokens, Clock::now());
        grant();
    }

    void failed(ModelServiceError const& error, Clock::time_point sent_at) {
        std::string line;
        auto const& wait = error.details().retry_after;
        {
            std::lock_guard const lock(mutex);
            if (!is_overload(error)) {
                pacing.failed();
            } else if (pacing.overloaded(sent_at, wait, Clock::now())) {
                auto const most = static_cast<int>(pacing.window());
                line = "the server is overloaded: at most " + std::to_string(most) +
                       (most == 1 ? " request at once" : " requests at once") +
                       (wait ? ", none for " + in_words(*wait) : std::string());
            }
            grant();
        }
        auto const level =
            wait.value_or(milliseconds(0)) >= telling_wait ? LogLevel::warning : LogLevel::info;
        if (!line.empty() && options.log) options.log(level, line);
    }

    void ended() {
        std::lock_guard const lock(mutex);
        pacing.failed();
        grant();
    }

    void share(double part) {
        std::lock_guard const lock(mutex);
        pacing.share(part, Clock::now());
        // Each sleeps until a time that may be another now.
        for (auto* waiter : waiting) waiter->changed.notify_one();
    }

private:
    using Place = std::list<Waiter*>::iterator;

    enum class Turn {
        come,
        ended,   ///< The context ended first.
        too_far  ///< `sent_at` is when the server takes it.
    };

    Turn wait_for_turn(Waiter& waiter, CallContext const& context) {
        std::unique_lock lock(mutex);
        for (grant(); !waiter.granted; grant()) {
            auto const now = Clock::now();
            bool const has_ended =
                context.cancel.cancelled() || (context.deadline && now >= *context.deadline);
            waiter.sent_at = pacing.server_ready_at(waiter.tokens, now);
            if (has_ended || is_too_far(waiter.sent_at, now, context)) {
                waiting.remove(&waiter);
                grant();  // Whoever is next now watches the clock.
                return has_ended ? Turn::ended : Turn::too_far;
            }
            tell_wait(waiter.sent_at, now, lock);
            if (!waiter.granted) sleep(waiter, lock, context);
        }
        return Turn::come;
    }

    /// @param ready when the server takes the call.
    bool is_too_far(Clock::time_point ready, Clock::time_point now, CallContext const& context) const {
        if (ready <= now) return false;
        return ready - now > options.max_wait || (context.deadline && ready > *context.deadline);
    }

    /// Says once of each long wait that it has begun; whoever is told must not hold up the others.
    void tell_wait(Clock::time_point until, Clock::time_point now, std::unique_lock<std::mutex>& lock) {
        if (!options.log || until - now < telling_wait || until <= told_until + telling_wait) return;
        told_until = until;
        lock.unlock();
        options.log(LogLevel::warning, "waiting " + in_words(until - now) + ", as the model server wants it");
        lock.lock();
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
            // Where another call must end first there is no time to watch: whoever ends it wakes this one.
            if (auto const ready = pacing.ready_at(waiter.tokens, Clock::now())) {
                until = std::min(until, *ready);
                watching = &waiter;
            }
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
    Clock::time_point told_until{};
};

Limiter::Limiter(LimiterOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Limiter::~Limiter() = default;

void Limiter::share(double part) {
    require(part > 0 && part <= 1, "a part of the limits must be above 0 and at most 1");
    impl_->share(part);
}

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
