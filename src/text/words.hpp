#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Words of a text, told apart for any script and folded so that case, accents and width do not
/// matter.
namespace ats::text {

struct Word {
    std::string text;   ///< Folded: "café" is "cafe", "C++" is "c++", "Ph.D." is "phd", "APIs" is "api".
    std::size_t begin;  ///< First byte in the text.
    std::size_t end;    ///< One past the last byte.
    bool abbreviation;  ///< Written in capitals or with full stops inside: "BS", "M.Ed".
};

/// Splits a text into words. Names such as c++, c#, .net and node.js stay whole; "CI/CD" and
/// "front-end" are two neighbours; in scripts without spaces each character is a word.
std::vector<Word> words(std::string_view text);

/// Whether `predicate` holds for the text of any word.
template <class Predicate>
bool any_word(std::vector<Word> const& words, Predicate predicate) {
    return std::any_of(words.begin(), words.end(), [&](Word const& word) { return predicate(word.text); });
}

/// @returns the words of `text`, folded, with one space between them.
std::string fold(std::string_view text);

/// @returns an English plural's singular where that is plain ("skills", "companies"), else the word.
std::string singular(std::string_view folded_word);

/// @returns a name without the version written to it: "python" for "python3"; else the word.
std::string without_version(std::string word);

/// @returns what related words have in common: "manager", "managing" and "management" give "manag".
/// Rougher than singular(): a match by root is weaker evidence.
std::string root(std::string_view folded_word);

}  // namespace ats::text
