#include <algorithm>

#include "offline/judges.hpp"
#include "offline/phrasing.hpp"

namespace ats::offline {
namespace {

// Years that are only claimed count for less than periods that can be checked.
constexpr double claimed = 0.7;
constexpr double enough = 4;  // The score of exactly the years asked for.
constexpr double beyond = 5;  // The score of half as many again.

struct Years {
    double shown = 0;
    bool by_periods = true;
};

double largest_claim(ResumeView const& resume) {
    double largest = 0;
    for (auto const& statement : resume.statements()) largest = std::max(largest, statement.years);
    return largest;
}

Years years_of(ResumeView const& resume) {
    auto const stated = claimed * largest_claim(resume);
    if (stated > resume.years_worked()) return {stated, false};
    return {resume.years_worked(), true};
}

void quote_years(Judgement& judgement, ResumeView const& resume, bool by_periods) {
    if (!by_periods) {
        auto const largest = largest_claim(resume);
        for (auto const& statement : resume.statements()) {
            if (statement.years >= largest) add_quote(judgement, resume.quote_line(statement.line));
        }
        return;
    }
    auto periods = resume.periods();
    std::stable_sort(periods.begin(), periods.end(), [](auto const& a, auto const& b) {
        return a.range.last - a.range.first > b.range.last - b.range.first;
    });
    for (auto const& period : periods) {
        auto const line = resume.quote_line(period.line);
        auto const range = resume.text().substr(period.range.begin, period.range.end - period.range.begin);
        add_quote(judgement,
                  line.find(range) == std::string_view::npos ? range.substr(0, range.find('\n')) : line);
    }
}

double score_of_years(double shown, double asked) {
    auto const ratio = shown / asked;
    if (ratio < 1) return enough * ratio;
    return std::min(beyond, enough + 2 * (ratio - 1));
}

// "as Java Developer": an occupation, to be looked for in titles.
std::string_view role_in(std::string_view text) {
    for (std::string_view const mark : {" as an ", " as a ", " as "}) {
        if (auto const at = text.rfind(mark); at != std::string_view::npos)
            return text.substr(at + mark.size());
    }
    return {};
}

Judgement judge_subject(std::string_view text, ResumeView const& resume) {
    if (auto const role = role_in(text); !role.empty()) return judge_role(role, resume);
    return judge_skill(subject_of_experience(text), resume);
}

std::string years_sentence(Years const& years, double asked) {
    auto const source = years.by_periods ? " by date ranges" : " by statements, which count for less";
    auto const shown = years.by_periods ? years.shown : years.shown / claimed;
    auto const unit = decimal(shown) == "1" ? " year" : " years";
    return "About " + decimal(shown) + unit + " of experience are shown" + source + "; " + decimal(asked) +
           " are asked for";
}

}  // namespace

Judgement judge_experience(std::string_view text, std::optional<double> min_years, ResumeView const& resume) {
    if (!min_years) {
        auto const stated = text::years_statements(text);
        if (!stated.empty()) min_years = stated.front().years;
    }
    if (!min_years || *min_years <= 0) return judge_skill(text, resume);
    auto const years = years_of(resume);
    Judgement judgement;
    if (years.shown <= 0) {
        judgement.reason =
            "The resume shows no period of work; " + decimal(*min_years) + " years are asked for.";
        return judgement;
    }
    judgement.score = score_of_years(years.shown, *min_years);
    judgement.reason = years_sentence(years, *min_years);
    if (role_in(text).empty() && subject_of_experience(text).empty()) {
        quote_years(judgement, resume, years.by_periods);
        judgement.score = rounded(judgement.score);
        judgement.reason += '.';
        return judgement;
    }
    auto const subject = judge_subject(text, resume);
    // Years of something else are no years of this.
    constexpr double fully_shown = 3.5;
    judgement.score = rounded(judgement.score * std::min(1.0, subject.score / fully_shown));
    judgement.reason += subject.score <= 0 ? ", but the resume does not show that they were in this field."
                        : subject.score < fully_shown ? ", and only part of them seems to be in this field."
                                                      : ".";
    for (std::size_t i = 0; i < subject.quotes.size() && i < 1; ++i) add_quote(judgement, subject.quotes[i]);
    quote_years(judgement, resume, years.by_periods);
    return judgement;
}

}  // namespace ats::offline
