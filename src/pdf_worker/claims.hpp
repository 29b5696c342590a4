#pragma once

#include <vector>

#include "pdf_worker/ink.hpp"

namespace ats::pdf {

/// Pixels or samples [begin, end).
struct Span {
    int begin = 0;
    int end = 0;
};

/// The pixels from `begin` to `end` points, at least one; none outside the picture.
Span pixels(double begin, double end, double scale, int size);

/// Which pixels lie in the boxes of words, and of how many.
class Claims {
public:
    Claims(Picture const& picture, std::vector<Word> const& words);
    /// @returns the number of boxes; many are counted as 255.
    int at(int x, int y) const { return counts_[static_cast<std::size_t>(y) * width_ + x]; }

private:
    bool add(Span x, Span y, std::size_t& budget);

    std::size_t width_;
    std::vector<unsigned char> counts_;
};

}  // namespace ats::pdf
