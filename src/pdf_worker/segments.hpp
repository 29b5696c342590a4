#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "pdf_worker/layout.hpp"
#include "pdf_worker/witness.hpp"

namespace ats::pdf {

/// Indices of the words of a page, in the order they are read.
using Order = std::vector<std::size_t>;

/// Words of one base line that no wide gap and no painted edge parts: no order reads anything between them.
struct Segment {
    std::vector<std::size_t> words;  ///< From left to right.
    double left = 0;
    double right = 0;
    double line = 0;       ///< Its base line.
    double size = 0;       ///< Of the font that most of its letters have.
    double text_left = 0;  ///< Where the text behind a bullet begins.
    bool bullet = false;
    std::uint32_t font = 0;
};

/// A segment, and one of those that stand next under it.
using Below = std::pair<std::size_t, std::size_t>;

/// The segments of a page and how they stand to each other.
struct PageSegments {
    std::vector<Word> const& words;  ///< With base lines and font sizes in their witnesses.
    std::vector<Segment> segments;
    std::vector<std::size_t> owner;  ///< For each word, its segment.
    std::vector<Below> below;
    bool crowded = false;  ///< No page for people has so many: what stands under what is not known.
};

/// How wide the gaps inside segments may be, in shares of the font size.
inline constexpr double usual_gap = 0.62;
/// Words so close are one piece in whatever order the file gives them.
inline constexpr double least_gap = 0.36;

std::vector<Segment> segments_of(std::vector<Word> const& words, std::vector<Shape> const& shapes,
                                 double gap);

/// @param words must outlive the result.
PageSegments page_segments(std::vector<Word> const& words, std::vector<Shape> const& shapes);

/// The words of each base line, from left to right; lines from top to bottom.
std::vector<std::vector<std::size_t>> base_lines(std::vector<Word> const& words);

/// Parts of one segment in the order given.
struct Run {
    std::size_t segment;
    std::vector<std::size_t> words;
};

std::vector<Run> runs_of(PageSegments const& page, Order const& order);
Order order_of(std::vector<Run> const& runs);

/// How much two segments have in common from left to right, in points; not above 0 if nothing.
inline double common_width(Segment const& a, Segment const& b) {
    return (a.right < b.right ? a.right : b.right) - (a.left > b.left ? a.left : b.left);
}

}  // namespace ats::pdf
