#include <array>
#include <charconv>
#include <chrono>
#include <tuple>

#include <ats/context.hpp>
#include <ats/error.hpp>

namespace ats {
namespace {

using std::chrono::year_month_day;

std::optional<int> digits(std::string_view text) {
    int value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.front() == '-') return std::nullopt;
    return value;
}

year_month_day calendar(Date const& date) {
    return {std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(date.month)),
            std::chrono::day(static_cast<unsigned>(date.day))};
}

std::string padded(int value, std::size_t width) {
    auto text = std::to_string(value);
    return std::string(text.size() < width ? width - text.size() : 0, '0') + text;
}

}  // namespace

Date Date::today() {
    year_month_day const now(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
    return {int(now.year()), int(unsigned(now.month())), int(unsigned(now.day()))};
}

Date Date::parse(std::string_view text) {
    auto const fail = [&] {
        return CallerError(ErrorCode::invalid_argument,
                           "not a date: \"" + std::string(text.substr(0, 40)) + "\"; write YYYY-MM-DD");
    };
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') throw fail();
    auto const year = digits(text.substr(0, 4));
    auto const month = digits(text.substr(5, 2));
    auto const day = digits(text.substr(8, 2));
    if (!year || !month || !day || *year < 1) throw fail();
    Date const date{*year, *month, *day};
    if (!calendar(date).ok()) throw fail();
    return date;
}

std::string Date::to_string() const {
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2);
}

bool operator==(Date const& a, Date const& b) noexcept {
    return std::tie(a.year, a.month, a.day) == std::tie(b.year, b.month, b.day);
}
bool operator<(Date const& a, Date const& b) noexcept {
    return std::tie(a.year, a.month, a.day) < std::tie(b.year, b.month, b.day);
}

}  // namespace ats
