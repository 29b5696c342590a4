#include <algorithm>
#include <optional>

#include "offline/judges.hpp"
#include "offline/words/languages.hpp"
#include "offline/words/lexicon.hpp"

namespace ats::offline {
namespace {

using Words = std::vector<text::Word>;

constexpr std::size_t reach = 5;  // Words between a language and its level.
constexpr int no_level = 0;

struct Found {
    std::size_t word;
    int language;
    int level;
};

template <class WordAt>
int level_near(std::size_t at, std::size_t first, std::size_t last, WordAt word_at) {
    for (std::size_t distance = 1; distance <= reach; ++distance) {
        if (at + distance < last) {
            if (auto const level = language_level_named(word_at(at + distance))) return level;
        }
        // Another language's level stands after that language.
        if (at >= first + distance && distance <= 2) {
            if (auto const level = language_level_named(word_at(at - distance))) return level;
        }
    }
    return no_level;
}

std::vector<Found> asked_for(Words const& words) {
    std::vector<Found> found;
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const language = language_named(words[i].text);
        if (language < 0) continue;
        found.push_back({i, language,
                         level_near(i, 0, words.size(),
                                    [&](std::size_t at) -> std::string const& { return words[at].text; })});
    }
    return found;
}

std::optional<Found> shown(int language, ResumeView const& resume) {
    std::optional<Found> best;
    auto const& words = resume.words();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].stem.size() < 4 || language_named(words[i].stem) != language) continue;
        auto const line = words[i].line;
        auto const level = level_near(i, resume.first_word(line), resume.last_word(line),
                                      [&](std::size_t at) -> std::string const& { return words[at].stem; });
        if (!best || level > best->level) best = Found{i, language, level};
    }
    return best;
}

double score_of(int asked, int found) {
    constexpr double named = 3;
    if (found == no_level) return asked > 4 ? 2.5 : named;
    if (asked == no_level) return std::min(5.0, named + 0.4 * (found - 2));
    if (found >= asked) return found > asked ? 5 : 4.2;
    return std::max(1.0, named - 0.8 * (asked - found - 1) - 0.5);
}

}  // namespace

Judgement judge_language(std::string_view text, ResumeView const& resume) {
    auto const asked = asked_for(text::words(text));
    if (asked.empty()) return judge_skill(text, resume);
    Judgement judgement;
    double sum = 0;
    std::size_t named = 0;
    for (auto const& language : asked) {
        auto const found = shown(language.language, resume);
        if (!found) continue;
        ++named;
        sum += score_of(language.level, found->level);
        add_quote(judgement, resume.quote(found->word, found->word));
    }
    judgement.score = rounded(sum / static_cast<double>(asked.size()));
    if (named == 0)
        judgement.reason = "The resume does not name the language of " + quoted(text) + ".";
    else if (named < asked.size())
        judgement.reason = "The resume names only part of " + quoted(text) + ".";
    else
        judgement.reason = "The resume names " +
                           std::string(asked.size() > 1 ? "the languages" : "the language") + " of " +
                           quoted(text) + ".";
    return judgement;
}

}  // namespace ats::offline
