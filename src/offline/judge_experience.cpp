#include <algorithm>

#include "offline/judges.hpp"
#include "offline/phrasing.hpp"
#include "offline/years_of_work.hpp"

namespace ats::offline {
namespace {

// Years that are only claimed count for less than periods that can be checked.
constexpr double claimed = 0.7;
constexpr double enough = 4;  // The score of exactly the years asked for.
constexpr double beyond = 5;  // The score of half as many again.

struct Years {
    double shown = 0;   ///< What counts; statements count for less than they say.
    double stated = 0;  ///< What the largest statement says.
    YearsOfWork work;   ///< The periods behind it; empty if statements say more.
};

double largest_claim(ResumeView const& resume) {
    double largest = 0;
    for (auto const& statement : resume.statements()) largest = std::max(largest, statement.years);
    return largest;
}

Years years_of(YearsOfWork work, ResumeView const& resume) {
    auto const stated = largest_claim(resume);
    if (claimed * stated > work.years) return {claimed * stated, stated, {}};
    auto const shown = work.years;
    return {shown, stated, std::move(work)};
}

void quote_statements(Judgement& judgement, ResumeView const& resume) {
    auto const largest = largest_claim(resume);
    for (auto const& statement : resume.statements()) {
        if (statement.years >= largest) add_quote(judgement, resume.quote_line(statement.line));
    }
}

void quote_periods(Judgement& judgement, YearsOfWork work, ResumeView const& resume) {
    std::stable_sort(work.periods.begin(), work.periods.end(), [](auto const& a, auto const& b) {
        return a.range.last - a.range.first > b.range.last - b.range.first;
    });
    for (auto const& period : work.periods) {
        auto const line = resume.quote_line(period.line);
        auto const range = resume.text().substr(period.range.begin, period.range.end - period.range.begin);
        add_quote(judgement,
                  line.find(range) == std::string_view::npos ? range.substr(0, range.find('\n')) : line);
    }
}

void quote_years(Judgement& judgement, Years const& years, ResumeView const& resume) {
    if (years.work.periods.empty())
        quote_statements(judgement, resume);
    else
        quote_periods(judgement, years.work, resume);
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

std::vector<std::size_t> subject_lines(std::string_view text, ResumeView const& resume) {
    if (auto const role = role_in(text); !role.empty()) return lines_of_role(role, resume);
    return lines_of_skill(subject_of_experience(text), resume);
}

std::string number_of_years(double years) {
    auto const number = decimal(years);
    return number + (number == "1" ? " year" : " years");
}

std::string shown_sentence(Years const& years, ResumeView const& resume) {
    bool const by_periods = !years.work.periods.empty();
    return "About " + number_of_years(by_periods ? years.shown : years.stated) +
           " of experience are shown by " +
           (by_periods ? "date ranges (" + listed(years.work, resume) + ')'
                       : std::string("statements, which count for less"));
}

std::string asked_sentence(double asked) { return "; " + decimal(asked) + " are asked for"; }

Judgement judge_any_years(double asked, Years const& years, ResumeView const& resume) {
    Judgement judgement;
    judgement.score = rounded(score_of_years(years.shown, asked));
    judgement.reason = shown_sentence(years, resume) + asked_sentence(asked) + '.';
    quote_years(judgement, years, resume);
    return judgement;
}

// Years of something else are no years of this: those in the field count whole, the others in so far
// as the resume shows the field at all.
Judgement judge_years_in_field(std::string_view text, double asked, Years const& years,
                               ResumeView const& resume) {
    auto const subject = judge_subject(text, resume);
    auto const in_field = years_at(subject_lines(text, resume), resume);
    constexpr double fully_shown = 3.5;
    constexpr double elsewhere = 0.6;
    auto const shown = std::min(1.0, subject.score / fully_shown);
    Judgement judgement;
    if (in_field.years > 0) {
        Years const counted{in_field.years, 0, in_field};
        judgement.score = rounded(score_of_years(in_field.years, asked));
        judgement.reason =
            shown_sentence(counted, resume) + " in entries that name it" + asked_sentence(asked) + '.';
        if (!subject.quotes.empty()) add_quote(judgement, subject.quotes.front());
        quote_years(judgement, counted, resume);
        return judgement;
    }
    judgement.score = rounded(elsewhere * shown * shown * score_of_years(years.shown, asked));
    judgement.reason = shown_sentence(years, resume) + asked_sentence(asked) +
                       (subject.score <= 0 ? ", but the resume does not show that they were in this field."
                                           : ", but no dated entry shows that they were in this field.");
    if (!subject.quotes.empty()) add_quote(judgement, subject.quotes.front());
    quote_years(judgement, years, resume);
    return judgement;
}

}  // namespace

Judgement judge_experience(std::string_view text, std::optional<double> min_years, ResumeView const& resume) {
    if (!min_years) {
        auto const stated = text::years_statements(text);
        if (!stated.empty()) min_years = stated.front().years;
    }
    if (!min_years || *min_years <= 0) return judge_skill(text, resume);
    auto const years = years_of(all_years(resume), resume);
    if (years.shown <= 0) {
        Judgement judgement;
        judgement.reason =
            "The resume shows no period of work; " + decimal(*min_years) + " years are asked for.";
        return judgement;
    }
    bool const any = role_in(text).empty() && subject_of_experience(text).empty();
    return any ? judge_any_years(*min_years, years, resume)
               : judge_years_in_field(text, *min_years, years, resume);
}

}  // namespace ats::offline
