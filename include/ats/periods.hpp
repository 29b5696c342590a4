#pragma once

/// @file
/// Periods of time, as resumes write them.

#include <cstddef>
#include <string_view>
#include <vector>

#include <ats/context.hpp>
#include <ats/export.hpp>

namespace ats {

/// A period such as "03/2018 - present", by months. A bare year stands for its middle.
struct Period {
    Date first;             ///< The first day of its first month.
    Date last;              ///< The first day of its last month, which belongs to it.
    bool present = false;   ///< It goes on until the date that it is judged by.
    std::size_t begin = 0;  ///< First character (code point) in the text.
    std::size_t end = 0;    ///< One past the last character.
};

/// Finds the periods of a text, as scoring does: those in the future, those that run backwards and those
/// longer than a working life are left out.
/// @param text UTF-8.
/// @param as_of What "present" means.
/// @returns them in the order of the text.
ATS_EXPORT std::vector<Period> periods_in(std::string_view text, Date const& as_of);

}  // namespace ats
