#include <algorithm>
#include <optional>
#include <utility>

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

std::vector<std::string_view> stems_of(ResumeView const& resume, std::size_t first, std::size_t last) {
    std::vector<std::string_view> stems;
    for (auto i = first; i < last; ++i) stems.push_back(resume.words()[i].stem);
    return stems;
}

bool names_language(ResumeView::Word const& word) {
    constexpr std::size_t shortest = 4;
    return word.stem.size() >= shortest && language_named(word.stem) >= 0;
}

// The part of a line that is a language's own: "basic German" of "Basic German, fluent English".
std::pair<std::size_t, std::size_t> part_around(std::size_t word, ResumeView const& resume) {
    auto const& words = resume.words();
    auto const parted = [&](std::size_t at) {
        auto const gap = resume.text().substr(words[at - 1].end, words[at].begin - words[at - 1].end);
        return gap.find_first_of(",;|/") != std::string_view::npos || joins_languages(words[at].stem);
    };
    auto const line = words[word].line;
    auto first = word;
    while (first > resume.first_word(line) && !parted(first) && !names_language(words[first - 1])) --first;
    auto last = word + 1;
    while (last < resume.last_word(line) && !parted(last) && !names_language(words[last])) ++last;
    return {first, last};
}

// Its own part says it, or else what follows up to the next language.
int level_shown(std::size_t word, ResumeView const& resume) {
    auto const [first, last] = part_around(word, resume);
    if (auto const level = language_level_of(stems_of(resume, first, last))) return level;
    auto const line_end = resume.last_word(resume.words()[word].line);
    auto end = word + 1;
    while (end < line_end && end - word <= reach && !names_language(resume.words()[end])) ++end;
    return language_level_of(stems_of(resume, word + 1, end));
}

// "French cuisine" and "German Parcel Ltd" are no languages that somebody speaks.
bool is_spoken(std::size_t word, ResumeView const& resume) {
    auto const line = resume.words()[word].line;
    auto const section = resume.lines()[line].section;
    if (section == text::Section::languages || section == text::Section::skills) return true;
    std::size_t languages = 0;
    std::size_t others = 0;
    for (auto i = resume.first_word(line); i < resume.last_word(line); ++i) {
        auto const& each = resume.words()[i];
        if (tells_of_languages(each.stem)) return true;
        (names_language(each) ? languages : others) += 1;
    }
    return languages > others;
}

std::optional<Found> shown(int language, ResumeView const& resume) {
    std::optional<Found> best;
    auto const& words = resume.words();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!names_language(words[i]) || language_named(words[i].stem) != language) continue;
        if (words[i].standing.claim != Claim::held) continue;
        auto const level = level_shown(i, resume);
        if (level == no_level && !is_spoken(i, resume)) continue;
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
