#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "text/date_items.hpp"

namespace ats::text {

/// One end of a period. Without a year it takes the year of the other end.
struct DatePoint {
    int year = 0;
    int month = 0;             ///< 0: only the year is known.
    int last_month = 0;        ///< Of a season or a quarter; else the month.
    bool present = false;      ///< Until now.
    bool season = false;       ///< A period of its own.
    bool two_digits = false;   ///< A year such as that of "03/18", which may be something else.
    bool day_or_year = false;  ///< Those digits may be a day: "Mar 18".
    bool unseparated = false;  ///< Digits that may be any number: "201803".
    std::size_t next = 0;      ///< The item after it.
};

/// Reads single dates out of the items of a text.
class DatePoints {
public:
    /// @param items outlives this object. @param this_year tells the century of two digits.
    DatePoints(std::vector<DateItem> const& items, int this_year);

    /// @returns the date that begins with item `i`.
    std::optional<DatePoint> at(std::size_t i) const;

    bool is_number(std::size_t i, int digits_low, int digits_high) const;
    bool is_year(std::size_t i) const;
    bool is_word(std::size_t i) const;
    bool is_mark(std::size_t i, char mark) const;

private:
    bool is_month(std::size_t i) const;
    bool is_day(std::size_t i) const;
    bool touches(std::size_t i) const;
    bool is_separator(std::size_t i) const;
    bool is_filler(std::size_t i) const;
    std::size_t after_ordinal(std::size_t i) const;
    std::size_t after_ordinal_day(std::size_t i) const;
    int full_year(int two_digits) const;

    std::optional<DatePoint> date_at(std::size_t i) const;
    std::optional<DatePoint> named(std::size_t i) const;
    std::optional<DatePoint> roman(std::size_t i) const;
    std::optional<DatePoint> era(std::size_t i) const;
    std::optional<DatePoint> fiscal_year(std::size_t i) const;
    std::optional<DatePoint> after_day(std::size_t i) const;
    std::optional<DatePoint> spaceless(int year, std::size_t i) const;
    std::optional<DatePoint> unseparated(std::size_t i) const;
    std::optional<DatePoint> whole_date(std::size_t i) const;
    std::size_t after_suffix(std::size_t i) const;
    bool is_whole_date(std::size_t i) const;
    std::optional<DatePoint> part_of_year(std::size_t i) const;
    std::optional<DatePoint> quarter(std::size_t i) const;
    std::optional<DatePoint> quarter_of(int number, std::size_t next) const;
    std::optional<DatePoint> numeric(std::size_t i) const;
    std::optional<DatePoint> after_year(std::size_t i) const;
    std::optional<DatePoint> short_numeric(std::size_t i) const;
    void take_year(DatePoint& point, std::size_t& next) const;

    std::vector<DateItem> const& items_;
    int this_year_;
    bool day_first_ = false;  ///< Some date of the text cannot be read with its month first.
};

}  // namespace ats::text
