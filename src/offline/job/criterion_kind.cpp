#include <algorithm>

#include "offline/job/criteria_rules.hpp"
#include "offline/words/degrees.hpp"
#include "offline/words/languages.hpp"
#include "offline/words/lexicon.hpp"
#include "text/dates.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

using Words = std::vector<text::Word>;

// Conditions of employment rather than competence.
constexpr std::string_view other_cues =
    "willing willingness relocate relocation weekends citizen citizenship authorized authorised "
    "authorization pounds lbs overtime availability clearance vaccinated commute";

// Beside a language's name these say that it is spoken.
constexpr std::string_view language_cues =
    "language languages fluent fluency fluently spoken speak speaking bilingual native fliessend "
    "courant fluido sprachkenntnisse";
// With nothing but these and languages' names a requirement is about languages.
constexpr std::string_view language_words =
    "written verbal oral proficiency proficient kenntnisse skills knowledge level better higher "
    "command reading writing communication preferred required plus business nivel alto langue limba limbii "
    "sprache wort schrift in";

bool is_language(Words const& words) {
    if (!text::any_word(words, [](auto const& word) { return language_named(word) >= 0; })) return false;
    if (text::any_word(words, [](auto const& word) { return text::listed(language_cues, word); }))
        return true;
    return std::all_of(words.begin(), words.end(), [](text::Word const& word) {
        return language_named(word.text) >= 0 || language_level_named(word.text) > 0 ||
               is_quality(word.text) || is_stop_word(word.text) || text::listed(language_words, word.text);
    });
}

bool is_certification(Words const& words) {
    return text::any_word(
        words, [](auto const& word) { return is_certificate_cue(word) || is_certificate_name(word); });
}

constexpr std::string_view experience_words =
    "experience experienced background berufserfahrung erfahrung experiencia experienta";

bool mentions_experience(Words const& words) {
    return text::any_word(words, [](auto const& word) { return text::listed(experience_words, word); });
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
    if (text::any_word(words, [](auto const& word) { return text::listed(other_cues, word); }))
        return CriterionKind::other;
    if (!text::years_statements(requirement).empty()) return CriterionKind::experience;
    constexpr std::size_t beginning = 3;
    Words const first(words.begin(),
                      words.begin() + static_cast<std::ptrdiff_t>(std::min(beginning, words.size())));
    if (mentions_experience(first)) return CriterionKind::experience;
    return CriterionKind::skill;
}

}  // namespace ats::offline
