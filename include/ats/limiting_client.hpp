#pragma once

/// @file
/// Keeps to the limits of a model server, for all who share it.

#include <chrono>
#include <memory>
#include <optional>

#include <ats/context.hpp>
#include <ats/export.hpp>
#include <ats/llm_client.hpp>

namespace ats {

/// What is known of a server's limits before it has answered.
struct LimiterOptions {
    /// Requests sent in any minute; unset: as the server's headers say. At least 1.
    std::optional<int> requests_per_minute;
    /// Tokens sent in any minute, answers included; unset: as the server's headers say. At least 1.
    std::optional<int> tokens_per_minute;
    int max_in_flight = 1024;  ///< Requests under way at most; at least 1.
    /// The longest that a call waits because the server said so; one that would wait longer fails at once.
    std::chrono::milliseconds max_wait = std::chrono::seconds{120};
    LogCallback log;  ///< Told of pauses and of a narrower window.
};

/// What one endpoint, key and model allow: make one for each and share it between all clients that go
/// there. May be used from many threads.
///
/// Buckets of requests and tokens follow the headers `x-ratelimit-*`; a `Retry-After` of a 429 or 503
/// pauses all, but a call that would wait longer than it may (max_wait, or its deadline) fails at once; and
/// a window of requests under way shrinks to 0.7 of what is under way on a 429, a 503 or a timeout, once for
/// what was sent before, towards the number of them that were answered, and grows by one for each window of
/// answers.
class ATS_EXPORT Limiter {
public:
    /// @throws CallerError invalid_argument, if an option is out of its range.
    explicit Limiter(LimiterOptions options = {});
    ~Limiter();
    Limiter(Limiter const&) = delete;
    Limiter& operator=(Limiter const&) = delete;
    /// Tells it that other processes go to the same limits with the same key. It then keeps to its part of
    /// what is allowed for a minute, whether by the options or by the server's headers; calls that wait are
    /// looked at again. May be called at any time, from any thread.
    /// @param part what of the limits is this process's: above 0, at most 1 (all of them, the default).
    /// @throws CallerError invalid_argument, if it is out of its range.
    void share(double part);

private:
    friend class LimitingClient;
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Waits for its turn before each call. Each client is one party: of several that share a limiter
/// (several rankings in one process), each in turn sends one request, however many wait in the others.
/// It belongs inside RetryingClient, so that every attempt is counted.
class ATS_EXPORT LimitingClient final : public LlmClient {
public:
    /// @param inner what makes each attempt. @param limiter what it keeps to; shared.
    /// @throws CallerError invalid_argument, if one of them is null.
    LimitingClient(std::shared_ptr<LlmClient> inner, std::shared_ptr<Limiter> limiter);
    ~LimitingClient() override;
    /// @throws CallerError cancelled or deadline_exceeded while it waits; ModelServiceError
    /// model_rate_limited, with the time, if the server wants no request for longer than the call may wait;
    /// what the inner client throws.
    LlmReply complete(LlmRequest const& request, CallContext const& context) override;

private:
    std::shared_ptr<LlmClient> inner_;
    std::shared_ptr<Limiter> limiter_;
};

}  // namespace ats
