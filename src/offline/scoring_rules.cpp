#include "offline/scoring_rules.hpp"

#include <algorithm>
#include <cmath>

#include "offline/job/criteria_rules.hpp"
#include "offline/judges.hpp"

namespace ats::offline {
namespace {

constexpr double best_score = 5;
constexpr std::size_t most_quotes = 3;

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
