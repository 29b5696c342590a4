#include <algorithm>
#include <cmath>

#include "offline/judges.hpp"
#include "offline/lexicon.hpp"
#include "offline/role_evidence.hpp"
#include "offline/years_of_work.hpp"

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

std::string title_sentence(TitleEvidence const& found, std::string_view title) {
    if (found.covered > 0.95)
        return (found.headline ? "The resume's headline names " : "A position is named ") + quoted(title) +
               ".";
    return "A title of the resume comes near to " + quoted(title) + ".";
}

Judgement judge_title(std::string_view title, ResumeView const& resume) {
    auto const query = title_query(title);
    RoleEvidence const evidence(query, resume);
    constexpr double by_title = 0.6;
    constexpr double by_text = 0.4;
    constexpr double best = 5;
    // A present title in a text that seldom names it again is more than three parts in five.
    constexpr double curve = 0.8;
    constexpr double least_covered = 0.2;
    constexpr double least_in_text = 0.1;
    Judgement judgement;
    bool const titled = evidence.title().covered >= least_covered;
    bool const told = evidence.in_text() >= least_in_text;
    if (!titled && !told) {
        judgement.reason = "No title of the resume names " + quoted(title) + ".";
        return judgement;
    }
    auto const shown = (titled ? by_title * evidence.title().score : 0) + by_text * evidence.in_text();
    judgement.score = rounded(best * std::pow(shown, curve));
    if (titled) add_quote(judgement, resume.quote_line(evidence.title().line));
    judgement.reason =
        titled ? title_sentence(evidence.title(), title)
               : "No title of the resume names " + quoted(title) + ", but its text has words of this work.";
    for (auto const word : evidence.telling_words()) add_quote(judgement, resume.quote(word, word));
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

std::vector<std::size_t> lines_of_role(std::string_view title, ResumeView const& resume) {
    std::vector<std::size_t> lines;
    for (auto const alternative : alternatives(title)) {
        auto const query = title_query(alternative);
        RoleEvidence const evidence(query, resume);
        lines.insert(lines.end(), evidence.title_lines().begin(), evidence.title_lines().end());
    }
    return lines;
}

}  // namespace ats::offline
