#pragma once

#include <string_view>
#include <vector>

#include "text/words.hpp"

/// Several ways to write one thing. The tables are of our own writing, from general knowledge.
namespace ats::offline {

/// Puts one word for names of several words and for their abbreviations: "human resources" and "HR"
/// become "hr", "dot net" becomes ".net". A merged word keeps the range of what it replaces.
/// Abbreviations that are words of other meaning ("it", "pr") count in capitals only.
std::vector<text::Word> with_aliases(std::vector<text::Word> words);

}  // namespace ats::offline
