#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "offline/words/word_set.hpp"

/// Words and phrases of job descriptions and resumes, as languages/LANGUAGE.tsv lists them: a row is a list
/// and an entry, as it is written. A further language is a further file.
namespace ats::offline {

/// What the lists are for. Entries are folded (see text::fold) when they are read.
enum class WordList : unsigned char {
    function,     ///< The words that tell a language apart from others.
    stop,         ///< See is_stop_word().
    quality,      ///< See is_quality().
    competence,   ///< See is_competence_noun().
    certificate,  ///< See is_certificate_cue().
    rank,         ///< See is_rank().
    title_noun,   ///< See is_title_noun().
    conjunction_and,
    conjunction_or,
    denial,      ///< "no", "kein": what begins so and has one of `need` is not asked for.
    need,        ///< "required", "nodig".
    not_needed,  ///< "is not required": the same in one phrase.
    must,        ///< "required", "mindestens".
    nice,        ///< "a plus", "von Vorteil".
    heading_requirements,
    heading_preferred,
    heading_duties,
    heading_skipped,
    heading_word_preferred,
    heading_word_skipped,
    heading_word_duties,
    heading_word_requirements,
    heading_word_tools,
    heading_word_intro,
    heading_filler,      ///< What may stand beside the word of a heading.
    heading_sign,        ///< "you", "wir": few but headings begin or end with them.
    title_label,         ///< "Job title", "Vacature".
    lead_in,             ///< "looking for a": the title follows.
    title_end,           ///< "with", "für": the title ends before it.
    praise,              ///< "experienced": stands before a title in a sentence.
    anybody,             ///< "person", "colleague": who is looked for, but not what for.
    employer,            ///< "hospital", "GmbH": ends an employer's name.
    appeal,              ///< "wanted", "gesucht": stands after a title.
    greeting,            ///< "hello": begins a letter.
    search_verb,         ///< "seeking", "suchen".
    sentence_beginning,  ///< "we", "wir": a title does not begin so.
    statement_beginning,
    company_beginning,
    question_beginning,
    praise_beginning,
    search,       ///< "looking for": a sentence about the employer says what it looks for.
    requirement,  ///< "experience", "Kenntnisse": a sentence states a requirement.
    never,        ///< "salary", "Bewerbung": a sentence is about the offer, the application or the law.
    frame,
    remark,
    remark_cue,
    article,
    preposition,
    measure,
    before_years,
    language_cue,
    language_word,
    experience_word,
    condition,  ///< "willing", "shifts": a condition of employment rather than competence.
};

/// The entries of a list in all languages.
WordSet const& words_of(WordList list);
inline bool is_in(WordList list, std::string_view folded) { return contains(words_of(list), folded); }

/// The same for text that holds an entry as whole words.
/// @param padded folded words with a space before, between and after them.
bool holds_any(WordList list, std::string const& padded);
/// Whether the text begins with an entry.
bool begins_with_any(WordList list, std::string const& padded);

/// The names of the languages that have words, such as "nl".
std::vector<std::string_view> const& word_languages();
/// @returns the one whose small words stand most often in a text; "en" for a text without any.
std::string_view language_of(std::string_view text);

}  // namespace ats::offline
