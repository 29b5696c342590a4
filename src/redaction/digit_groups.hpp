#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ats::redaction {

/// A run of digits.
struct DigitGroup {
    std::size_t begin, end;
    std::string_view digits;
};

using DigitGroups = std::vector<DigitGroup>;

/// @returns the runs from `offset` on with short separators between them; more than three separators in a row
/// part two numbers.
DigitGroups read_groups(std::string_view text, std::size_t offset);

std::size_t count_digits(DigitGroups const& groups) noexcept;

bool is_year(std::string_view digits) noexcept;
/// "01/2010 - 03/2015", "2010-2015", "12.05.1980".
bool are_dates(DigitGroups const& groups) noexcept;
/// "03/01/03-03/22/03": days with years of two digits.
bool are_short_dates(std::string_view text, DigitGroups const& groups) noexcept;
/// "20190304", "201901".
bool is_glued_date(DigitGroups const& groups) noexcept;
/// "10.0.12.255", "1.2.3".
bool is_dotted_quad(std::string_view text, DigitGroups const& groups) noexcept;
/// "120 000 000": in thousands, and round.
bool is_amount(DigitGroups const& groups) noexcept;

}  // namespace ats::redaction
