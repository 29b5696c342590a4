#include "scoring/years_shown.hpp"

#include <algorithm>
#include <cmath>

#include "offline/resume/told_periods.hpp"
#include "offline/resume/years_asked.hpp"
#include "text/utf8.hpp"

namespace ats::scoring {
namespace {

using offline::ResumeView;

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

}  // namespace

std::optional<double> years_asked_by(Criterion const& criterion) {
    if (!criterion.min_years) return offline::years_asked(criterion.text);
    return *criterion.min_years > 0 ? criterion.min_years : std::nullopt;
}

struct WorkPeriods::View {
    std::string_view text;
    Document const& resume;
    ResumeView words;

    YearsShown shown(std::vector<ResumeView::Period> const& periods) const {
        YearsShown shown{in_tenths(offline::years_covered(periods)),
                         in_tenths(offline::years_covered(words.periods())),
                         {}};
        for (auto const& period : periods) shown.periods.push_back(evidence_of(period, text, resume));
        return shown;
    }
};

WorkPeriods::WorkPeriods(std::vector<Criterion> const& criteria, std::string_view text,
                         Document const& resume, Date as_of) {
    bool const asked = std::any_of(criteria.begin(), criteria.end(), [](Criterion const& criterion) {
        return years_asked_by(criterion).has_value();
    });
    if (!asked) return;
    auto view = std::make_unique<View>(
        View{text, resume, ResumeView(text, text::month_index(as_of.year, as_of.month))});
    auto const& periods = view->words.periods();
    if (offline::years_covered(periods) <= 0) return;
    told_ = offline::told(periods);
    view_ = std::move(view);
}

WorkPeriods::~WorkPeriods() = default;

YearsShown WorkPeriods::years_of(std::vector<std::string> const& names) const {
    if (!view_) return {};
    std::vector<ResumeView::Period> named;
    auto const& periods = view_->words.periods();
    for (std::size_t i = 0; i < periods.size(); ++i) {
        if (std::find(names.begin(), names.end(), offline::name_of_period(i)) != names.end())
            named.push_back(periods[i]);
    }
    return view_->shown(named);
}

YearsById WorkPeriods::by_words(std::vector<Criterion> const& criteria) const {
    YearsById found;
    if (!view_) return found;
    for (auto const& criterion : criteria) {
        auto const asked = years_asked_by(criterion);
        if (!asked) continue;
        auto const subject = offline::subject_of_years(criterion.text);
        auto const places = offline::places_of_skill(subject.text, view_->words);
        auto shown = view_->shown(offline::years_in(subject, places, view_->words).periods);
        shown.asked = *asked;
        found.emplace(criterion.id, std::move(shown));
    }
    return found;
}

double most_for_years(double shown, double asked) {
    constexpr double nearly_enough = 4;
    return shown >= asked ? max_score : nearly_enough * shown / asked;
}

}  // namespace ats::scoring
