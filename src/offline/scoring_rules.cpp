#include "offline/scoring_rules.hpp"

#include <algorithm>
#include <cmath>

#include "offline/criteria_rules.hpp"
#include "offline/judges.hpp"
#include "offline/lexicon.hpp"

namespace ats::offline {
namespace {

constexpr double best_score = 5;
constexpr std::size_t most_quotes = 3;

// Below this share of a criterion's words a match is chance.
constexpr double least_quality = 0.3;

// What places are worth: places that tell of work count more than lists, and each further one less.
double evidence_of(Match const& match, ResumeView const& resume) {
    std::size_t told = 0;
    std::size_t listed = 0;
    for (auto const& place : match.places) {
        (resume.is_told(resume.words()[place.quoted_word].line) ? told : listed) += 1;
    }
    constexpr double by_told[] = {0, 3.5, 4.2, 4.6};
    if (told == 0) return listed > 1 ? 3.3 : 3;
    auto const score = by_told[std::min<std::size_t>(told, 3)];
    return std::min(best_score, score + (listed > 0 ? 0.4 : 0));
}

std::string where(Match const& match, ResumeView const& resume) {
    std::size_t told = 0;
    bool listed = false;
    for (auto const& place : match.places) {
        bool const tells = resume.is_told(resume.words()[place.quoted_word].line);
        told += tells ? 1 : 0;
        listed = listed || !tells;
    }
    auto const places = told == 1 ? std::string("one place") : std::to_string(told) + " places";
    if (told == 0) return "in a list";
    return "in " + places + " that tell" + (told == 1 ? "s" : "") + " of work" +
           (listed ? ", and in a list" : "");
}

}  // namespace

double rounded(double score) { return std::round(std::clamp(score, 0.0, best_score) * 10) / 10; }

void add_quote(Judgement& judgement, std::string_view quote) {
    if (quote.empty() || judgement.quotes.size() == most_quotes) return;
    if (std::find(judgement.quotes.begin(), judgement.quotes.end(), quote) == judgement.quotes.end())
        judgement.quotes.push_back(quote);
}

void add_quotes(Judgement& judgement, Match const& match, ResumeView const& resume) {
    for (bool const told : {true, false}) {
        for (auto const& place : match.places) {
            auto const& word = resume.words()[place.quoted_word];
            if (resume.is_told(word.line) == told)
                add_quote(judgement, resume.quote(place.quoted_word, place.last_word));
        }
    }
}

std::string quoted(std::string_view text) {
    constexpr std::size_t longest = 80;
    if (text.size() <= longest) return '\'' + std::string(text) + '\'';
    auto const end = text.rfind(' ', longest);
    auto cut = end == std::string_view::npos ? longest : end;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    return '\'' + std::string(text.substr(0, cut)) + "...'";
}

std::string decimal(double value) {
    auto const tenths = std::llround(value * 10);
    auto text = std::to_string(tenths / 10);
    if (tenths % 10 != 0) text += '.' + std::to_string(tenths % 10);
    return text;
}

Judgement judge_skill(std::string_view text, ResumeView const& resume) {
    auto const found = match(make_query(text), resume);
    Judgement judgement;
    if (found.quality < least_quality) {
        judgement.reason = "The resume shows nothing of " + quoted(text) + ".";
        return judgement;
    }
    auto const quality = std::min(1.0, found.quality);
    // Half of the words is less than half of the skill.
    judgement.score = rounded(evidence_of(found, resume) * std::pow(quality, 2));
    add_quotes(judgement, found, resume);
    if (found.phrase) {
        judgement.reason = quoted(text) + " stands " + where(found, resume) + ".";
    } else if (quality > 0.7) {
        judgement.reason =
            "Most words of " + quoted(text) + " stand close together " + where(found, resume) + ".";
    } else {
        judgement.reason = "Only some words of " + quoted(text) + " stand " + where(found, resume) + ".";
    }
    return judgement;
}

Judgement judge_certification(std::string_view text, ResumeView const& resume) {
    auto judgement = judge_skill(text, resume);
    if (judgement.score > 0) return judgement;
    judgement.reason = "The resume does not name " + quoted(text) + ".";
    return judgement;
}

Judgement judge(Criterion const& criterion, ResumeView const& resume) {
    auto kind = criterion.kind;
    if (kind == CriterionKind::other)
        kind = criterion.min_years ? CriterionKind::experience : kind_of(criterion.text);
    auto judgement = [&] {
        switch (kind) {
            case CriterionKind::role:
                return judge_role(criterion.text, resume);
            case CriterionKind::experience:
                return judge_experience(criterion.text, criterion.min_years, resume);
            case CriterionKind::education:
                return judge_education(criterion.text, resume);
            case CriterionKind::certification:
                return judge_certification(criterion.text, resume);
            case CriterionKind::language:
                return judge_language(criterion.text, resume);
            default:
                return judge_skill(criterion.text, resume);
        }
    }();
    if (judgement.quotes.empty()) judgement.score = 0;
    if (judgement.score <= 0) judgement.quotes.clear();
    return judgement;
}

int month_of(Date const& date) noexcept { return text::month_index(date.year, date.month); }

}  // namespace ats::offline
