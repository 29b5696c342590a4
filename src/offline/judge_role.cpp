#include <algorithm>
#include <cmath>

#include "offline/judges.hpp"
#include "offline/lexicon.hpp"

namespace ats::offline {
namespace {

// A rank may be missing ("Senior"), a part of many titles ("manager") decides little, the rest names
// the occupation.
double title_weight(std::string_view word) {
    if (is_rank(word)) return 0.15;
    if (is_title_noun(word)) return 0.4;
    return weight_of(word) < 1 ? 0.7 : 1;
}

Query title_query(std::string_view title) {
    auto query = make_query(title);
    query.weight = 0;
    for (auto& term : query.terms) query.weight += term.weight = title_weight(term.stem);
    query.initials.clear();
    return query;
}

bool is_plural(std::string_view title) {
    auto const words = text::words(title);
    return !words.empty() && text::singular(words.back().text) != words.back().text;
}

// "Accountants and Auditors", "Advocate / Legal Counsel": either will do. But "Art and Music Teacher"
// is one occupation.
std::vector<std::string_view> alternatives(std::string_view title) {
    std::vector<std::string_view> found{title};
    for (std::string_view const joint : {" and ", " or ", " / ", "/", ", "}) {
        auto const at = title.find(joint);
        if (at == std::string_view::npos) continue;
        auto const left = title.substr(0, at);
        auto const right = title.substr(at + joint.size());
        if (joint == " and " && !(is_plural(left) && is_plural(right))) continue;
        found.insert(found.end(), {left, right});
        break;
    }
    return found;
}

double coverage(Query const& query, ResumeView const& resume, std::size_t line) {
    double covered = 0;
    for (auto const& term : query.terms) {
        double best = 0;
        for (auto i = resume.first_word(line); i < resume.last_word(line); ++i) {
            auto const& stem = resume.words()[i].stem;
            if (stem == term.stem)
                best = 1;
            else if (best < 1 && stem.size() > 3 && text::root(stem) == term.root)
                best = 0.7;
        }
        covered += best * term.weight;
    }
    return query.weight > 0 ? covered / query.weight : 0;
}

struct BestTitle {
    double score = 0;
    double covered = 0;
    std::size_t line = 0;
    bool headline = false;
};

// What a position that ended some years ago still shows.
double recency(ResumeView::TitleLine const& title, text::MonthIndex newest) {
    using Place = ResumeView::TitlePlace;
    if (title.place != Place::position) return title.place == Place::headline ? 0.95 : 0.8;
    auto const years = (newest - title.last) / 12.0;
    return years < 1 ? 1 : std::max(0.6, 0.95 - 0.03 * years);
}

BestTitle best_title(Query const& query, ResumeView const& resume) {
    text::MonthIndex newest = 0;
    for (auto const& title : resume.title_lines()) newest = std::max(newest, title.last);
    BestTitle best;
    for (auto const& title : resume.title_lines()) {
        auto const covered = coverage(query, resume, title.line);
        constexpr double whole = 0.95;
        if (title.place == ResumeView::TitlePlace::alone && covered < whole) continue;
        auto const score = std::pow(covered, 1.3) * recency(title, newest);
        if (score > best.score)
            best = {score, covered, title.line, title.place == ResumeView::TitlePlace::headline};
    }
    return best;
}

Judgement judge_title(std::string_view title, ResumeView const& resume) {
    auto const query = title_query(title);
    auto const best = best_title(query, resume);
    auto const elsewhere = match(query, resume);
    constexpr double by_title = 4.4;
    constexpr double by_text = 2.4;
    constexpr double least_covered = 0.35;
    Judgement judgement;
    auto const text_quality = std::min(1.0, elsewhere.quality);
    auto const from_text = by_text * std::pow(text_quality, 1.5) * (elsewhere.places.size() > 2 ? 1 : 0.8);
    auto const from_title = best.covered < least_covered ? 0 : by_title * best.score;
    // A title that the text bears out is worth more than a title alone.
    judgement.score = rounded(std::max(from_text, from_title + (from_title > 0 ? 0.25 * from_text : 0)));
    if (from_title > 0) {
        add_quote(judgement, resume.quote_line(best.line));
        judgement.reason = best.covered > 0.95
                               ? (best.headline ? "The resume's headline names " : "A position is named ") +
                                     quoted(title) + "."
                               : "A title of the resume shares words with " + quoted(title) + ".";
    } else if (judgement.score > 0 && text_quality >= least_covered) {
        judgement.reason =
            "No title of the resume names " + quoted(title) + ", but its text has words of it.";
    } else {
        judgement.score = 0;
        judgement.reason = "No title of the resume names " + quoted(title) + ".";
    }
    if (judgement.score > 0) add_quotes(judgement, elsewhere, resume);
    return judgement;
}

}  // namespace

Judgement judge_role(std::string_view title, ResumeView const& resume) {
    Judgement best;
    for (auto const alternative : alternatives(title)) {
        auto judgement = judge_title(alternative, resume);
        if (best.reason.empty() || judgement.score > best.score) best = std::move(judgement);
    }
    return best;
}

}  // namespace ats::offline
