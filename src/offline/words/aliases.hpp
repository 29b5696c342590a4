#pragma once

#include <string_view>
#include <vector>

#include "text/words.hpp"

/// Several ways to write one thing. The tables are of our own writing, from general knowledge.
namespace ats::offline {

/// Whether a text asks for something, and everything in it may be a name, or tells of somebody's work.
enum class Names { asked, told };

/// Puts one word for names of several words and for their abbreviations: "human resources" and "HR"
/// become "hr", "dot net" becomes ".net". A merged word keeps the range of what it replaces.
/// Abbreviations that are words of other meaning ("it", "pr") count in capitals only; names that are everyday
/// words ("Go", "Excel") where their neighbours make them names. British and American spelling become one.
/// @param text that the words stand in.
std::vector<text::Word> with_aliases(std::string_view text, std::vector<text::Word> words, Names names);

}  // namespace ats::offline
