#include "offline/resume/told_periods.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace ats::offline {
namespace {

constexpr int months_a_year = 12;

std::string month_text(text::MonthIndex month) {
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02d", month / months_a_year, month % months_a_year + 1);
    return text;
}

std::string months_of(ResumeView::Period const& period) {
    return month_text(period.range.first) + " to " + month_text(period.range.last);
}

}  // namespace

std::string name_of_period(std::size_t index) { return "p" + std::to_string(index + 1); }

double years_covered(std::vector<ResumeView::Period> const& periods) {
    std::vector<text::DateRange> ranges;
    for (auto const& period : periods) ranges.push_back(period.range);
    return text::months_covered(std::move(ranges)) / double{months_a_year};
}

std::string told(std::vector<ResumeView::Period> const& periods) {
    std::string lines;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        char years[16];
        std::snprintf(years, sizeof years, "%.1f", years_covered({periods[i]}));
        lines += (lines.empty() ? "" : "\n") + name_of_period(i) + ' ' + months_of(periods[i]) + ", " +
                 years + " years";
    }
    return lines;
}

std::vector<std::string> names_in(std::string_view told, std::vector<ResumeView::Period> const& periods) {
    std::vector<std::string> names;
    for (auto const& period : periods) {
        auto const at = told.find(' ' + months_of(period) + ',');
        if (at == std::string_view::npos) continue;
        auto const line = told.rfind('\n', at);
        auto const begin = line == std::string_view::npos ? 0 : line + 1;
        std::string name(told.substr(begin, at - begin));
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    return names;
}

}  // namespace ats::offline
