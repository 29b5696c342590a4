#include <algorithm>
#include <cmath>

#include "offline/judges.hpp"
#include "offline/resume/held_titles.hpp"
#include "offline/resume/role_evidence.hpp"
#include "offline/resume/role_title.hpp"
#include "offline/words/lexicon.hpp"
#include "offline/words/title_levels.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

constexpr double nearly_all = 0.95;

std::string title_sentence(TitleEvidence const& found, std::string_view title) {
    if (found.covered > nearly_all)
        return (found.headline ? "The resume's headline names " : "A position is named ") + quoted(title) +
               ".";
    return "A title of the resume comes near to " + quoted(title) + ".";
}

std::vector<std::string_view> words_of(ResumeView const& resume, std::size_t line) {
    std::vector<std::string_view> words;
    for (auto i = resume.first_word(line); i < resume.last_word(line); ++i)
        words.push_back(resume.words()[i].stem);
    return words;
}

int level_asked(std::string_view title) {
    auto const words = text::words(title);
    std::vector<std::string_view> folded;
    for (auto const& word : words) folded.push_back(word.text);
    return level_of(folded);
}

Judgement::Role role_of(TitleEvidence const& found, std::string_view title, ResumeView const& resume) {
    bool const below = level_of(words_of(resume, found.line)) < level_asked(title);
    return {found.covered > nearly_all ? "same" : "neighbouring", below ? "below" : "as_asked"};
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
        judgement.role = Judgement::Role{"other", "as_asked"};
        return judgement;
    }
    auto const shown = (titled ? by_title * evidence.title().score : 0) + by_text * evidence.in_text();
    judgement.score = rounded(best * std::pow(shown, curve));
    judgement.role =
        titled ? role_of(evidence.title(), title, resume) : Judgement::Role{"neighbouring", "as_asked"};
    if (titled) add_quote(judgement, resume.quote_line(evidence.title().line));
    judgement.reason =
        titled ? title_sentence(evidence.title(), title)
               : "No title of the resume names " + quoted(title) + ", but its text has words of this work.";
    for (auto const word : evidence.telling_words()) add_quote(judgement, resume.quote(word, word));
    return judgement;
}

// Words of another language do not tell of the work in the text: the title alone does.
Judgement judge_foreign_title(std::string_view title, ResumeView const& resume) {
    constexpr double best = 3.5;
    constexpr double least = 0.5;
    auto const found = nearest_foreign_title(title, resume);
    Judgement judgement;
    if (found.nearness < least) return judgement;
    judgement.score = rounded(best * found.nearness);
    judgement.role = Judgement::Role{found.nearness > nearly_all ? "same" : "neighbouring",
                                     found.below ? "below" : "as_asked"};
    add_quote(judgement, resume.quote_line(found.line));
    judgement.reason =
        "A title in another language is of the same work as " + quoted(title) + ", or of near work.";
    return judgement;
}

}  // namespace

Judgement judge_role(std::string_view title, ResumeView const& resume) {
    Judgement best;
    for (auto const alternative : alternative_titles(title)) {
        auto judgement = judge_title(alternative, resume);
        if (best.reason.empty() || judgement.score > best.score) best = std::move(judgement);
    }
    constexpr double by_words = 1;  // Less is chance.
    if (best.score >= by_words) return best;
    auto foreign = judge_foreign_title(title, resume);
    return foreign.score > best.score ? foreign : best;
}

}  // namespace ats::offline
