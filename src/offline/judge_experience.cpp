#include <algorithm>

#include "offline/judges.hpp"
#include "offline/resume/years_asked.hpp"

namespace ats::offline {
namespace {

// Years that are only claimed count for less than periods that can be checked.
constexpr double claimed = 0.7;
constexpr double enough = 4;  // The score of exactly the years asked for.
constexpr double beyond = 5;  // The score of half as many again.

using Statements = std::vector<ResumeView::Statement>;

struct Years {
    double shown = 0;   ///< What counts; statements count for less than they say.
    double stated = 0;  ///< What the largest statement says.
    Statements claims;  ///< The statements behind it.
    YearsOfWork work;   ///< The periods behind it; empty if statements say more.
};

double largest_of(Statements const& statements) {
    double largest = 0;
    for (auto const& statement : statements) largest = std::max(largest, statement.years);
    return largest;
}

Years years_of(YearsOfWork work, Statements claims) {
    auto const stated = largest_of(claims);
    if (claimed * stated > work.years) return {claimed * stated, stated, std::move(claims), {}};
    auto const shown = work.years;
    return {shown, stated, std::move(claims), std::move(work)};
}

/// Those of experience, whatever it is in.
Statements of_experience(Statements statements) {
    statements.erase(std::remove_if(statements.begin(), statements.end(),
                                    [](auto const& statement) { return !statement.of_experience; }),
                     statements.end());
    return statements;
}

/// Those whose sentence has a word at one of `places`.
Statements naming(std::vector<std::size_t> const& places, ResumeView const& resume) {
    Statements found;
    for (auto const& statement : resume.statements()) {
        bool const named = std::any_of(places.begin(), places.end(), [&](std::size_t word) {
            auto const& place = resume.words()[word];
            return place.begin >= statement.sentence_begin && place.end <= statement.sentence_end;
        });
        if (named) found.push_back(statement);
    }
    return found;
}

void quote_statements(Judgement& judgement, Statements const& claims, ResumeView const& resume) {
    auto const largest = largest_of(claims);
    for (auto const& statement : claims) {
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
        quote_statements(judgement, years.claims, resume);
    else
        quote_periods(judgement, years.work, resume);
}

double score_of_years(double shown, double asked) {
    auto const ratio = shown / asked;
    if (ratio < 1) return enough * ratio;
    return std::min(beyond, enough + 2 * (ratio - 1));
}

Judgement judge_subject(YearsSubject const& subject, ResumeView const& resume) {
    return subject.occupation ? judge_role(subject.text, resume) : judge_skill(subject.text, resume);
}

Years years_in_subject(YearsSubject const& subject, ResumeView const& resume) {
    auto const places = places_of_skill(subject.text, resume);
    return years_of(years_in(subject, places, resume), naming(places, resume));
}

std::string number_of_years(double years) {
    auto const number = decimal(years);
    return number + (number == "1" ? " year" : " years");
}

// The ranges themselves stand beside the score, whatever the engine: YearsShown.
std::string shown_sentence(Years const& years, bool in_field = false) {
    bool const claimed_only = years.work.periods.empty();
    return "About " + number_of_years(claimed_only ? years.stated : years.shown) +
           " of experience are shown by " + (claimed_only ? "statements" : "date ranges") +
           (!in_field      ? ""
            : claimed_only ? " that name it"
                           : " in entries that name it") +
           (claimed_only ? ", which count for less" : "");
}

std::string asked_sentence(double asked) { return "; " + decimal(asked) + " are asked for"; }

Judgement judge_any_years(double asked, Years const& years, ResumeView const& resume) {
    Judgement judgement;
    judgement.score = rounded(score_of_years(years.shown, asked));
    judgement.reason = shown_sentence(years) + asked_sentence(asked) + '.';
    quote_years(judgement, years, resume);
    return judgement;
}

// Years of something else are no years of this: those in the field count whole, the others in so far
// as the resume shows the field at all.
Judgement judge_years_in_field(YearsSubject const& asked_in, double asked, Years const& years,
                               ResumeView const& resume) {
    auto const subject = judge_subject(asked_in, resume);
    auto const in_field = years_in_subject(asked_in, resume);
    constexpr double fully_shown = 3.5;
    constexpr double elsewhere = 0.6;
    auto const shown = std::min(1.0, subject.score / fully_shown);
    Judgement judgement;
    if (in_field.shown > 0) {
        judgement.score = rounded(score_of_years(in_field.shown, asked));
        judgement.reason = shown_sentence(in_field, true) + asked_sentence(asked) + '.';
        if (!subject.quotes.empty()) add_quote(judgement, subject.quotes.front());
        quote_years(judgement, in_field, resume);
        return judgement;
    }
    judgement.score = rounded(elsewhere * shown * shown * score_of_years(years.shown, asked));
    judgement.reason = shown_sentence(years) + asked_sentence(asked) +
                       (subject.score <= 0 ? ", but the resume does not show that they were in this field."
                                           : ", but no dated entry shows that they were in this field.");
    if (!subject.quotes.empty()) add_quote(judgement, subject.quotes.front());
    quote_years(judgement, years, resume);
    return judgement;
}

}  // namespace

Judgement judge_experience(std::string_view text, std::optional<double> min_years, ResumeView const& resume) {
    if (!min_years) min_years = years_asked(text);
    if (!min_years || *min_years <= 0) return judge_skill(text, resume);
    auto const subject = subject_of_years(text);
    bool const any = subject.text.empty();
    auto const years = years_of(all_years(resume), of_experience(resume.statements()));
    // A statement that names the field needs no word of experience: "8 years of Java".
    if (years.shown <= 0 && (any || years_in_subject(subject, resume).shown <= 0)) {
        Judgement judgement;
        judgement.reason =
            "The resume shows no period of work; " + decimal(*min_years) + " years are asked for.";
        return judgement;
    }
    return any ? judge_any_years(*min_years, years, resume)
               : judge_years_in_field(subject, *min_years, years, resume);
}

}  // namespace ats::offline
