#include "scoring/years_shown.hpp"

#include <cmath>

#include "offline/resume/years_asked.hpp"
#include "text/utf8.hpp"

namespace ats::scoring {
namespace {

using offline::ResumeView;
using offline::YearsOfWork;

bool asks_for_years(Criterion const& criterion) {
    if (criterion.min_years) return *criterion.min_years > 0;
    return offline::years_asked(criterion.text).has_value();
}

// Dates are told by months: finer than a tenth of a year would be a pretence.
double in_tenths(double years) { return std::round(years * 10) / 10; }

Evidence evidence_of(ResumeView::Period const& period, std::string_view text, Document const& resume) {
    auto const written = text.substr(period.range.begin, period.range.end - period.range.begin);
    Evidence evidence{std::string(written), true, 0, 0, 0};
    evidence.begin = text::count_characters(text.substr(0, period.range.begin));
    evidence.end = evidence.begin + text::count_characters(written);
    evidence.page = resume.page_of(evidence.begin);
    return evidence;
}

YearsShown shown(YearsOfWork const& counted, double all, std::string_view text, Document const& resume) {
    YearsShown shown{in_tenths(counted.years), in_tenths(all), {}};
    for (auto const& period : counted.periods) shown.periods.push_back(evidence_of(period, text, resume));
    return shown;
}

}  // namespace

YearsById years_shown(std::vector<Criterion> const& criteria, std::string_view text, Document const& resume,
                      Date as_of) {
    YearsById found;
    std::optional<ResumeView> view;  // Made only where years are asked for.
    for (auto const& criterion : criteria) {
        if (!asks_for_years(criterion)) continue;
        if (!view) view.emplace(text, text::month_index(as_of.year, as_of.month));
        auto const all = offline::all_years(*view).years;
        if (all <= 0) return {};
        auto const subject = offline::subject_of_years(criterion.text);
        auto const counted = offline::years_in(subject, offline::places_of_skill(subject.text, *view), *view);
        found.emplace(criterion.id, shown(counted, all, text, resume));
    }
    return found;
}

}  // namespace ats::scoring
