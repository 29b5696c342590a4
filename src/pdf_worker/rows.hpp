#pragma once

#include <string>
#include <vector>

#include "pdf_worker/layout.hpp"

namespace ats::pdf {

using Words = std::vector<Word const*>;

/// Words that stand on one line, from left to right.
struct Row {
    Words words;
    double top = 0;
    double bottom = 0;
};

/// Groups words into rows, from top to bottom.
std::vector<Row> rows_of(Words words);

/// @returns the middle one of the values; 0 if there are none.
double median(std::vector<double> values);

/// @returns about the font size of a word: some fonts pretend to be twice as high as their letters.
double size_of(Word const& word);

/// @returns about the font size of most of the words, the measure of all distances; 0 if there are
/// none.
double text_size(std::vector<Row> const& rows);

}  // namespace ats::pdf
