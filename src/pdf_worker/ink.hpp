#pragma once

#include <span>
#include <vector>

#include "pdf_worker/layout.hpp"

namespace ats::pdf {

/// A page as it looks: red, green and blue bytes, row by row from the top.
struct Picture {
    std::span<unsigned char const> bytes;
    int width = 0;
    int height = 0;
    int stride = 0;    ///< Bytes from one row to the next.
    double scale = 1;  ///< Pixels for each point of the page.
};

/// @returns true if anything stands out from the ground of the page.
bool has_ink(Picture const& picture);

/// Looks for ink where the words stand. A word on top of ink that is not its own (a photo, a pattern,
/// another word at the same place) counts as seen: leaving out what can be read would be worse.
/// @returns for each word, true if nobody sees it. Words without letters and digits never are hidden.
std::vector<bool> hidden_words(Picture const& picture, std::vector<Word> const& words);

}  // namespace ats::pdf
