#pragma once
#include <cstdint>
#include <vector>
namespace ats::pdf {
/// What the content streams and the structure tree say about a word beside its box.
struct Witness {
    int drawn = -1;            ///< Running number of its first glyph in the order of drawing; -1: not found.
    int tree = -1;             ///< Rank of its content in the structure tree; -1: none.
    bool artifact = false;     ///< Marked as no content (running heads, feet).
    double baseline = 0;       ///< In points from the top of the page, as shown.
    double font_size = 0;      ///< In points, from the matrices; 0: not known.
    std::uint32_t font = 0;    ///< Same number, same font.
    std::uint32_t colour = 0;  ///< 0xRRGGBB of its fill.
    std::uint32_t shown = 0;   ///< Running number of the shown string that holds its first glyph.
    bool space_drawn = false;  ///< A space glyph follows it in its shown string.
};
/// A painted line, box or image of the page, in points from its top left, as shown.
struct Shape {
    double left = 0, top = 0, right = 0, bottom = 0;
    std::uint32_t colour = 0;
    bool image = false;
};
/// What was drawn on a page beside its words.
struct PageWitness {
    std::vector<Witness> words;  ///< For each word of the page.
    std::vector<Shape> shapes;
    double joined = 0;      ///< Share of letters found in the scan.
    double tree_cover = 0;  ///< Letters with a rank of all that are no artifacts.
    bool all_seen = false;  ///< A person surely sees all words, and there are some. False: ask the eyes.
};
}  // namespace ats::pdf
