#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "occupations/occupation_table.hpp"

/// The words of a job's title, and what they say besides the occupation.
namespace ats::occupations {

using Words = std::vector<std::string>;

/// @returns the folded words of a title, without marks of gender ("(m/w/d)", "/in") and numbers.
Words title_words(std::string_view title);

/// @returns the words that name the occupation: without function words and ranks, abbreviations written out
/// ("rn", "dev"). All of them if none is left.
Words occupation_words(Words const& title, Language language);

/// Whether a word of a title names no occupation: "of", "senior".
bool names_nothing(std::string_view word, Language language);

/// @returns what the forms of a word for men and women, one and many have in common.
std::string stem(std::string_view word, Language language);
/// How many letters of it that is; for languages other than English, whose stems are beginnings.
std::size_t stem_length(std::string_view word, Language language);

/// @returns how far above (senior 2, head 4) or below (junior -1, trainee -2) the occupation itself a title
/// stands.
int level_of(Words const& title);

}  // namespace ats::occupations
