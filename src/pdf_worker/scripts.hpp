#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pdf_worker/rows.hpp"

/// Scripts that are not written from left to right with spaces between words.
namespace ats::pdf {

/// @returns true if both words are of a script without spaces, such as Chinese.
bool writes_no_spaces(std::string_view before, std::string_view after);

/// @returns true if the text has a letter of a script that is read from right to left.
bool reads_left(std::string_view text);

/// @returns true if most of the words are read from right to left.
bool runs_left(std::vector<Word> const& words);

/// @returns true if the text begins with a small letter.
bool begins_small(std::string_view text);

/// Puts the words of a row, sorted from left to right, in the order they are read: in a row of Hebrew
/// or Arabic from right to left, but for numbers and Latin words in a row.
void put_in_reading_direction(Words& row);

/// One glyph may show lam and alef; it gives them in the order they are read, not as drawn.
/// @param left_width as told; letters of one glyph have a half of it each.
/// @returns true if the two letters, side by side as drawn, are of one glyph.
bool share_a_glyph(char32_t left, char32_t right, double left_width, double right_width);

/// Turns the letters of a word, as drawn from left to right, into the order they are read.
std::string in_reading_direction(std::string_view drawn);

}  // namespace ats::pdf
