#include "llm/pacing.hpp"

#include <algorithm>
#include <utility>

namespace ats::llm {
namespace {

using std::chrono::milliseconds;

constexpr double narrower = 0.7;
constexpr double seconds_per_minute = 60;
/// No quota is for more than a day. A server that claims more is asked again after one; the bound also
/// keeps the arithmetic in range.
constexpr std::chrono::hours longest_wait{24};

double seconds(Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

Clock::duration duration_of(double in_seconds) {
    return std::chrono::ceil<Clock::duration>(
        std::min(std::chrono::duration<double>(in_seconds), std::chrono::duration<double>(longest_wait)));
}

}  // namespace

void Bucket::fill(time_point now) {
    if (capacity_ && now > filled_at_)
        level_ = std::min(*capacity_, level_ + per_second_ * seconds(now - filled_at_));
    filled_at_ = std::max(filled_at_, now);
}

void Bucket::limit_to(std::int64_t per_minute, time_point now) {
    capacity_ = level_ = part_ * static_cast<double>(per_minute);
    per_second_ = *capacity_ / seconds_per_minute;
    filled_at_ = now;
    own_ = true;
}

void Bucket::learn(std::optional<std::int64_t> limit, std::optional<std::int64_t> remaining,
                   std::optional<milliseconds> reset, time_point now) {
    if (!limit || !remaining || *limit < 1 || own_) return;
    auto const all = part_ * static_cast<double>(*limit);
    auto const left = part_ * static_cast<double>(std::min(*remaining, *limit));
    fill(now);
    // The server counted before it answered: what was sent since then is missing in its number.
    level_ = capacity_ ? std::min(level_, left) : left;
    capacity_ = all;
    bool const tells_rate = reset && reset->count() > 0 && left < all;
    per_second_ = tells_rate ? (all - left) / seconds(*reset) : all / seconds_per_minute;
    filled_at_ = now;
}

Bucket::time_point Bucket::ready_at(double amount, time_point now) const {
    if (!capacity_) return now;
    auto const level = std::min(*capacity_, level_ + per_second_ * seconds(now - filled_at_));
    auto const missing = std::min(amount, *capacity_) - level;
    return missing <= 0 ? now : now + duration_of(missing / per_second_);
}

void Bucket::take(double amount, time_point now) {
    fill(now);
    if (capacity_) level_ -= amount;
}

void Bucket::share(double part, time_point now) {
    fill(now);
    auto const change = part / std::exchange(part_, part);
    if (!capacity_) return;
    *capacity_ *= change;
    per_second_ *= change;
    // What was taken too much stays taken.
    if (level_ > 0) level_ *= change;
}

Pacing::Pacing(std::optional<int> requests_per_minute, std::optional<int> tokens_per_minute,
               int max_in_flight, time_point now)
    : max_in_flight_(max_in_flight), window_(max_in_flight) {
    if (requests_per_minute) requests_.limit_to(*requests_per_minute, now);
    if (tokens_per_minute) tokens_.limit_to(*tokens_per_minute, now);
}

std::optional<Pacing::time_point> Pacing::ready_at(double tokens, time_point now) const {
    if (in_flight_ >= static_cast<int>(window_)) return std::nullopt;
    return std::max({now, paused_until_, requests_.ready_at(1, now), tokens_.ready_at(tokens, now)});
}

Pacing::time_point Pacing::server_ready_at(double tokens, time_point now) const {
    return std::max(
        {now, paused_until_, requests_.server_ready_at(1, now), tokens_.server_ready_at(tokens, now)});
}

void Pacing::start(double tokens, time_point now) {
    ++in_flight_;
    requests_.take(1, now);
    tokens_.take(tokens, now);
}

void Pacing::succeeded(LlmReply const& reply, double estimated, time_point now) {
    --in_flight_;
    ++answered_;
    window_ = std::min<double>(max_in_flight_, window_ + 1 / window_);
    auto const& limit = reply.rate_limit;
    requests_.learn(limit.limit_requests, limit.remaining_requests, limit.reset_requests, now);
    tokens_.learn(limit.limit_tokens, limit.remaining_tokens, limit.reset_tokens, now);
    auto const used = static_cast<double>(reply.usage.prompt_tokens + reply.usage.completion_tokens);
    if (used > 0) tokens_.take(used - estimated, now);
}

void Pacing::share(double part, time_point now) {
    requests_.share(part, now);
    tokens_.share(part, now);
}

bool Pacing::overloaded(time_point sent_at, std::optional<milliseconds> retry_after, time_point now) {
    --in_flight_;
    if (retry_after)
        paused_until_ = std::max(paused_until_, now + std::min<milliseconds>(*retry_after, longest_wait));
    // A burst that is refused as a whole is one sign, not many. Of one that is answered in part, the number
    // of answers is what the server takes.
    if (sent_at < narrowed_at_) {
        auto const taken = answered_of_burst_ + answered_;
        if (taken > 0 && window_ > taken) window_ = std::max<double>(taken, window_ - 1);
        return false;
    }
    narrowed_at_ = now;
    answered_of_burst_ = std::exchange(answered_, 0);
    auto const before = window_;
    // What is allowed may be far more than what was ever sent: it would be long until less binds.
    window_ = std::max(1.0, std::min<double>(window_, in_flight_ + 1) * narrower);
    return window_ < before;
}

}  // namespace ats::llm
