#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <ats/context.hpp>
#include <ats/llm_client.hpp>

namespace ats::llm {

/// A bucket that fills evenly; without a limit it never runs dry.
class Bucket {
public:
    using time_point = Clock::time_point;

    /// Full, and filling up in a minute.
    void limit_to(std::int64_t per_minute, time_point now);
    /// What a server said: of `limit`, `remaining` are left, and all are back after `reset`.
    void learn(std::optional<std::int64_t> limit, std::optional<std::int64_t> remaining,
               std::optional<std::chrono::milliseconds> reset, time_point now);
    /// @returns when `amount` can be taken; more than it can hold counts as all it holds.
    time_point ready_at(double amount, time_point now) const;
    /// The same, where the limit is the server's; `now` where it is the caller's own.
    time_point server_ready_at(double amount, time_point now) const {
        return own_ ? now : ready_at(amount, now);
    }
    /// May leave it below empty: what was taken too much is made up for by waiting.
    void take(double amount, time_point now);
    /// Which part of every limit is ours. @param part above 0, at most 1.
    void share(double part, time_point now);

private:
    void fill(time_point now);

    std::optional<double> capacity_;
    double level_ = 0;
    double per_second_ = 0;
    double part_ = 1;
    time_point filled_at_{};
    bool own_ = false;  ///< Limited by the caller, whatever the server allows.
};

/// When the next request may be sent: a plain calculation over times that are given, so that it can be
/// tested without a clock. Not for several threads.
class Pacing {
public:
    using time_point = Clock::time_point;

    Pacing(std::optional<int> requests_per_minute, std::optional<int> tokens_per_minute, int max_in_flight,
           time_point now);

    /// @returns when a request of so many tokens may be sent, which is `now` or later; nullopt if one
    /// that is under way must end first.
    std::optional<time_point> ready_at(double tokens, time_point now) const;
    /// @returns before when the server wants no request of so many tokens: what it said, not what the caller
    /// wants to spend.
    time_point server_ready_at(double tokens, time_point now) const;
    void start(double tokens, time_point now);
    /// @param sent_at when it was started. @param estimated the tokens that were taken for it.
    void succeeded(LlmReply const& reply, double estimated, time_point now);
    /// The server is overloaded: it said 429 or 503, or nothing at all.
    /// @returns true if the window became narrower.
    bool overloaded(time_point sent_at, std::optional<std::chrono::milliseconds> retry_after, time_point now);
    /// Others go to the same limits from elsewhere. @param part what of them is ours: above 0, at most 1.
    void share(double part, time_point now);
    /// It ended in any other way.
    void failed() { --in_flight_; }

    double window() const noexcept { return window_; }
    time_point paused_until() const noexcept { return paused_until_; }

private:
    Bucket requests_;
    Bucket tokens_;
    int max_in_flight_;
    int in_flight_ = 0;
    double window_;
    time_point paused_until_{};
    time_point narrowed_at_{};
    int answered_ = 0;           ///< Since the window became narrower.
    int answered_of_burst_ = 0;  ///< Before that, since it became so the last time.
};

}  // namespace ats::llm
