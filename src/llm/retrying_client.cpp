#include <algorithm>
#include <random>
#include <string>
#include <utility>

#include <ats/error.hpp>
#include <ats/retrying_client.hpp>

namespace ats {
namespace {

using std::chrono::milliseconds;

void require(bool fulfilled, char const* what) {
    if (!fulfilled) throw CallerError(ErrorCode::invalid_argument, what);
}

void wait(milliseconds duration, CallContext const& context) {
    context.cancel.wait_for(duration);
    context.check();
}

double random_fraction() {
    thread_local std::minstd_rand engine{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(engine);
}

milliseconds backoff(RetryOptions const& options, int retries_made) {
    auto delay = options.initial_delay;
    // Doubled in steps: 2^n would overflow.
    for (int i = 0; i < retries_made && delay < options.max_delay; ++i) delay *= 2;
    auto const most = static_cast<double>(std::min(delay, options.max_delay).count());
    return milliseconds(static_cast<milliseconds::rep>(most * (1 - options.random() / 4)));
}

/// How often and how long one call has waited.
struct Patience {
    int retries = 0;
    milliseconds told{0};  ///< As the server told it to.
};

/// Who comes back too early by the server's own word did nothing wrong: that is no failed attempt.
bool is_told_to_wait(ModelServiceError const& error) {
    return error.code() == ErrorCode::model_rate_limited &&
           error.details().retry_after.value_or(milliseconds(0)).count() > 0;
}

/// @returns how long to wait before the next attempt, or nullopt if there should be none.
std::optional<milliseconds> next_wait(ModelServiceError const& error, RetryOptions const& options,
                                      Patience& patience, CallContext const& context) {
    auto const asked = error.details().retry_after.value_or(milliseconds(0));
    bool const is_told = is_told_to_wait(error);
    if (!error.retryable() || (!is_told && patience.retries >= options.max_retries)) return std::nullopt;
    if (asked > options.max_retry_after || options.max_retries == 0) return std::nullopt;
    if (is_told && patience.told + asked > options.max_retry_after) return std::nullopt;
    auto const delay = asked.count() > 0 ? asked : backoff(options, patience.retries);
    auto const left = context.time_left();
    if (left && delay >= *left) return std::nullopt;
    if (is_told) {
        patience.told += asked;
    } else {
        ++patience.retries;
    }
    return delay;
}

std::string log_line(ModelServiceError const& error, Patience const& patience, milliseconds delay,
                     RetryOptions const& options) {
    auto line = (is_told_to_wait(error) ? std::string("again")
                                        : "retry " + std::to_string(patience.retries) + " of " +
                                              std::to_string(options.max_retries)) +
                " in " + std::to_string(delay.count()) + " ms after " + std::string(to_string(error.code()));
    if (auto const status = error.details().http_status; status != 0)
        line += ", HTTP " + std::to_string(status);
    if (auto const& id = error.details().request_id; !id.empty()) line += ", request " + id;
    return line;
}

}  // namespace

RetryingClient::RetryingClient(std::shared_ptr<LlmClient> inner, RetryOptions options)
    : inner_(std::move(inner)), options_(std::move(options)) {
    require(inner_ != nullptr, "RetryingClient needs an inner client");
    require(options_.max_retries >= 0, "max_retries must be at least 0");
    require(options_.initial_delay.count() >= 0, "initial_delay must not be negative");
    require(options_.max_delay.count() >= 0, "max_delay must not be negative");
    require(options_.max_retry_after.count() >= 0, "max_retry_after must not be negative");
    if (!options_.sleep) options_.sleep = wait;
    if (!options_.random) options_.random = random_fraction;
}

RetryingClient::~RetryingClient() = default;

LlmReply RetryingClient::complete(LlmRequest const& request, CallContext const& context) {
    for (Patience patience;;) {
        milliseconds delay{};
        try {
            return inner_->complete(request, context);
        } catch (ModelServiceError const& error) {
            auto const next = next_wait(error, options_, patience, context);
            if (!next) throw;
            delay = *next;
            if (options_.log) options_.log(LogLevel::info, log_line(error, patience, delay, options_));
        }
        options_.sleep(delay, context);
        context.check();
    }
}

}  // namespace ats
