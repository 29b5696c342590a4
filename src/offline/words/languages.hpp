#pragma once

#include <string_view>
#include <vector>

/// Words are folded (see text::fold).
namespace ats::offline {

/// @returns a number for a language's name in any of several languages, or -1.
int language_named(std::string_view word);
/// @returns 1 (A1) to 6 (C2, native) for a word that grades a language, or 0.
int language_level_named(std::string_view word);
/// @returns the same for words beside a language: "limited working proficiency", "IELTS 8.0".
int language_level_of(std::vector<std::string_view> const& words);
/// "speak", "spoken", "bilingual", "languages": what stands beside it is a language that somebody knows.
bool tells_of_languages(std::string_view word);
/// "and": parts two languages.
bool joins_languages(std::string_view word);

}  // namespace ats::offline
