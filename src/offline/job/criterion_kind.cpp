#include <algorithm>

#include "offline/job/criteria_rules.hpp"
#include "offline/words/degrees.hpp"
#include "offline/words/languages.hpp"
#include "offline/words/lexicon.hpp"
#include "offline/words/vocabulary.hpp"
#include "text/dates.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

using Words = std::vector<text::Word>;

bool is_language(Words const& words) {
    if (!text::any_word(words, [](auto const& word) { return language_named(word) >= 0; })) return false;
    if (text::any_word(words, [](auto const& word) { return is_in(WordList::language_cue, word); }))
        return true;
    return std::all_of(words.begin(), words.end(), [](text::Word const& word) {
        return language_named(word.text) >= 0 || language_level_named(word.text) > 0 ||
               is_quality(word.text) || is_stop_word(word.text) || is_in(WordList::language_word, word.text);
    });
}

bool is_certification(Words const& words) {
    return text::any_word(
        words, [](auto const& word) { return is_certificate_cue(word) || is_certificate_name(word); });
}

bool mentions_experience(Words const& words) {
    return text::any_word(words, [](auto const& word) { return is_in(WordList::experience_word, word); });
}

}  // namespace

CriterionKind kind_of(std::string_view requirement) {
    auto const words = text::words(requirement);
    if (is_language(words)) return CriterionKind::language;
    auto const degrees = degrees_in(words, false);
    constexpr std::size_t near_beginning = 2;
    bool const degree_first = !degrees.empty() && (degrees.front().first_word < near_beginning ||
                                                   degrees.back().last_word + 1 == words.size());
    if (!degree_first && is_certification(words)) return CriterionKind::certification;
    if (!degrees.empty()) return CriterionKind::education;
    if (text::any_word(words, [](auto const& word) { return is_in(WordList::condition, word); }))
        return CriterionKind::other;
    if (!text::years_statements(requirement).empty()) return CriterionKind::experience;
    constexpr std::size_t beginning = 3;
    Words const first(words.begin(),
                      words.begin() + static_cast<std::ptrdiff_t>(std::min(beginning, words.size())));
    if (mentions_experience(first)) return CriterionKind::experience;
    return CriterionKind::skill;
}

}  // namespace ats::offline
