#pragma once

/// @file
/// Cancellation, deadlines and dates. (`std::stop_token` and `std::chrono::year_month_day` are C++20.)

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <ats/export.hpp>

namespace ats {

/// The clock of every deadline.
using Clock = std::chrono::steady_clock;

/// A flag that many may watch and anyone may raise. Copies share the flag; all members may be called
/// from any thread. Once raised it stays raised.
class ATS_EXPORT CancelToken {
public:
    CancelToken();
    /// A new token that is also raised when `parent` is.
    static CancelToken linked_to(CancelToken const& parent);

    /// Raises the flag and runs the callbacks on the calling thread.
    void cancel() const;
    /// @returns true once cancel() was called on any copy, or on the token this one is linked to.
    bool cancelled() const noexcept;
    /// Sleeps for `duration`, or until the flag is raised.
    /// @returns true if the flag is raised.
    bool wait_for(std::chrono::nanoseconds duration) const;

    /// A callback that stays registered until this is destroyed. Destroying it waits for a callback
    /// that is running on another thread.
    class ATS_EXPORT Registration {
    public:
        Registration() = default;
        /// Takes the registration over.
        Registration(Registration&&) noexcept;
        /// Exchanges the two registrations.
        Registration& operator=(Registration&&) noexcept;
        ~Registration();

    private:
        friend class CancelToken;
        struct Impl;
        std::shared_ptr<Impl> impl_;
    };

    /// Runs `callback` when the flag is raised; at once if it already is. The callback must not
    /// throw.
    [[nodiscard]] Registration on_cancel(std::function<void()> callback) const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

/// How long one call may take and how to stop it. A default one never ends by itself.
struct CallContext {
    CancelToken cancel;                         ///< Raised by the caller to stop the call.
    std::optional<Clock::time_point> deadline;  ///< After it the call fails with deadline_exceeded.

    /// A context that ends `timeout` from now; one beyond the end of the clock never ends.
    ATS_EXPORT static CallContext with_timeout(std::chrono::nanoseconds timeout);
    /// @throws CallerError cancelled or deadline_exceeded, if so.
    ATS_EXPORT void check() const;
    /// @returns the time left, never negative; nullopt without a deadline.
    ATS_EXPORT std::optional<std::chrono::nanoseconds> time_left() const;
};

/// A day of the proleptic Gregorian calendar.
struct Date {
    int year = 1970;  ///< 1 to 9999
    int month = 1;    ///< 1 to 12
    int day = 1;      ///< 1 to the length of the month

    /// @returns today's date in UTC.
    ATS_EXPORT static Date today();
    /// Reads "YYYY-MM-DD".
    /// @throws CallerError invalid_argument, if `text` is no such date.
    ATS_EXPORT static Date parse(std::string_view text);
    /// @returns "YYYY-MM-DD".
    ATS_EXPORT std::string to_string() const;
};

/// The same day.
ATS_EXPORT bool operator==(Date const& a, Date const& b) noexcept;
/// The earlier day is less.
ATS_EXPORT bool operator<(Date const& a, Date const& b) noexcept;

/// How much a log line matters.
enum class LogLevel { debug, info, warning };

/// Receives what the library would otherwise print: it prints nothing itself. May be called from any
/// thread, must not throw. A line never holds a key or text of a document.
using LogCallback = std::function<void(LogLevel level, std::string_view line)>;

}  // namespace ats
