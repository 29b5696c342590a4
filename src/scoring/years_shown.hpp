#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <ats/criteria.hpp>
#include <ats/document.hpp>
#include <ats/scorecard.hpp>

namespace ats::scoring {

/// By Criterion::id.
using YearsById = std::map<std::string, YearsShown>;

/// Counts the years that the date ranges of a resume show for each criterion that asks for years.
/// @param text of `resume`, as it counts for evidence. @returns nothing for a resume without periods of work.
YearsById years_shown(std::vector<Criterion> const& criteria, std::string_view text, Document const& resume,
                      Date as_of);

}  // namespace ats::scoring
