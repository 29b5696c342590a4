#include <ats/periods.hpp>

#include "text/dates.hpp"
#include "text/utf8.hpp"

namespace ats {
namespace {

Date month_of(text::MonthIndex index) { return {index / 12, index % 12 + 1, 1}; }

}  // namespace

std::vector<Period> periods_in(std::string_view text, Date const& as_of) {
    std::vector<Period> periods;
    for (auto const& range : text::date_ranges(text, text::month_index(as_of.year, as_of.month))) {
        auto const begin = text::count_characters(text.substr(0, range.begin));
        auto const length = text::count_characters(text.substr(range.begin, range.end - range.begin));
        periods.push_back(
            {month_of(range.first), month_of(range.last), range.present, begin, begin + length});
    }
    return periods;
}

}  // namespace ats
