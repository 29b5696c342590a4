#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iomanip>
#include <locale>
#include <sstream>

#include "llm/openai_wire.hpp"

namespace ats::openai {
namespace {

using std::chrono::milliseconds;

/// Longer waits are cut to this; it keeps the arithmetic in range.
constexpr milliseconds longest_wait = std::chrono::hours(24 * 365);

/// Reads a number from the front of `text` and removes it.
std::optional<double> take_number(std::string_view& text) {
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || !std::isfinite(value) || value < 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

std::optional<double> whole_text_as_number(std::string_view text) {
    auto const value = take_number(text);
    return text.empty() ? value : std::nullopt;
}

milliseconds wait_of(double ms) {
    return milliseconds(
        static_cast<milliseconds::rep>(std::min(std::ceil(ms), static_cast<double>(longest_wait.count()))));
}

struct Unit {
    std::string_view name;
    double ms;
};
/// Those of Go's time.Duration; longer names first, since "m" begins "ms".
constexpr std::array<Unit, 7> units = {{{"ms", 1},
                                        {"us", 1e-3},
                                        {"\xC2\xB5s", 1e-3},
                                        {"ns", 1e-6},
                                        {"h", 3'600'000},
                                        {"m", 60'000},
                                        {"s", 1'000}}};

std::optional<double> take_unit(std::string_view& text) {
    for (auto const& unit : units) {
        if (!text.starts_with(unit.name)) continue;
        text.remove_prefix(unit.name.size());
        return unit.ms;
    }
    return std::nullopt;
}

/// Reads "Sun, 06 Nov 1994 08:49:37 GMT".
std::optional<std::chrono::sys_seconds> http_date(std::string_view text) {
    std::istringstream in{std::string(text)};
    in.imbue(std::locale::classic());
    std::tm time{};
    in >> std::get_time(&time, "%a, %d %b %Y %H:%M:%S GMT");
    if (in.fail()) return std::nullopt;
    auto const date = std::chrono::year(time.tm_year + 1900) / (time.tm_mon + 1) / time.tm_mday;
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(time.tm_hour) +
           std::chrono::minutes(time.tm_min) + std::chrono::seconds(time.tm_sec);
}

std::optional<std::int64_t> count(std::string_view text) {
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

}  // namespace

std::optional<milliseconds> duration(std::string_view text) {
    if (text.empty()) return std::nullopt;
    double ms = 0;
    while (!text.empty()) {
        auto const number = take_number(text);
        auto const unit = number ? take_unit(text) : std::nullopt;
        if (!unit) return std::nullopt;
        ms += *number * *unit;
    }
    return wait_of(ms);
}

std::optional<milliseconds> seconds(std::string_view text) {
    auto const number = whole_text_as_number(text);
    return number ? std::optional(wait_of(*number * 1000)) : std::nullopt;
}

std::optional<milliseconds> retry_after(http::Response const& response,
                                        std::chrono::system_clock::time_point now) {
    if (auto const ms = whole_text_as_number(response.header("retry-after-ms"))) return wait_of(*ms);
    auto const value = response.header("retry-after");
    if (auto const wait = seconds(value)) return wait;
    auto const date = http_date(value);
    if (!date) return std::nullopt;
    // In milliseconds: the year 9999 is out of range for the clock's nanoseconds.
    milliseconds const wait = *date - std::chrono::floor<milliseconds>(now);
    return std::clamp(wait, milliseconds(0), longest_wait);
}

RateLimit rate_limit(http::Response const& response) {
    RateLimit limit;
    limit.limit_requests = count(response.header("x-ratelimit-limit-requests"));
    limit.remaining_requests = count(response.header("x-ratelimit-remaining-requests"));
    limit.limit_tokens = count(response.header("x-ratelimit-limit-tokens"));
    limit.remaining_tokens = count(response.header("x-ratelimit-remaining-tokens"));
    limit.reset_requests = duration(response.header("x-ratelimit-reset-requests"));
    limit.reset_tokens = duration(response.header("x-ratelimit-reset-tokens"));
    return limit;
}

}  // namespace ats::openai
