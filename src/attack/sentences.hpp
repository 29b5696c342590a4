#pragma once

#include <string_view>
#include <vector>

#include "text/words.hpp"

namespace ats::attack {

/// Words [begin, end) of a text: a sentence, or a line that is none.
struct Sentence {
    std::size_t begin;
    std::size_t end;
};

/// Splits at full stops and the like, at blank lines, and at line breaks that a page's width does not
/// explain: before a bullet, a capital or a mark.
std::vector<Sentence> sentences(std::string_view text, std::vector<text::Word> const& words);

/// @returns the words of `text`, letters that only look Latin read as the letters they look like.
std::vector<text::Word> words_as_seen(std::string_view text);

}  // namespace ats::attack
