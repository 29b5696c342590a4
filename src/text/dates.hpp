#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

/// Periods of time and numbers of years, as resumes and job descriptions write them.
namespace ats::text {

/// Months since year 0: year * 12 + month - 1.
using MonthIndex = int;

constexpr MonthIndex month_index(int year, int month) noexcept { return year * 12 + month - 1; }

/// A period such as "Jan 2018 – Present" or "2016-2019".
struct DateRange {
    MonthIndex first;   ///< First month.
    MonthIndex last;    ///< Last month, included.
    bool present;       ///< It goes on until now.
    std::size_t begin;  ///< First byte in the text.
    std::size_t end;    ///< One past the last byte.
};

/// Finds the periods of a text, in order. "Present" is `now`. A bare year stands for its middle, so
/// that "2016-2019" is three years. Periods that lie in the future, run backwards or exceed a
/// working life are left out. Reads the months of twenty languages, digits of several scripts, East Asian
/// forms and eras. "2018 –" at the end of a line goes on until now.
std::vector<DateRange> date_ranges(std::string_view text, MonthIndex now);

/// @returns how many months the ranges cover, overlaps counted once.
int months_covered(std::vector<DateRange> ranges);

/// A statement such as "5+ years", "at least three years" or "18 months".
struct YearsStatement {
    double years;        ///< The lower number of "3-5 years".
    bool of_experience;  ///< Experience or work is named beside it.
    std::size_t begin;
    std::size_t end;
};

std::vector<YearsStatement> years_statements(std::string_view text);

}  // namespace ats::text
