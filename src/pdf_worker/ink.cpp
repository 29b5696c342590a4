#include "pdf_worker/ink.hpp"

#include <algorithm>
#include <cmath>

#include "pdf_worker/claims.hpp"
#include "pdf_worker/letters.hpp"

namespace ats::pdf {
namespace {

// Of 255. Text whose gray is nearer to its ground than this is not read by anyone.
constexpr int least_contrast = 16;
// Colours as light as each other part if they differ this much; pale yellow and white do not.
constexpr int least_colour_contrast = 96;
// Points, on a page of usual size. Print that small is a line, not a text.
constexpr double least_height = 3;
constexpr double usual_page = 792;
// The part of a box in which all letters have ink, and into which the neighbouring lines do not reach.
constexpr double band_begin = 0.25;
constexpr double band_end = 0.75;
// A cell is about as wide as a letter, so that ink of a neighbour or of a rule shows in few of them.
constexpr double cell_per_height = 0.5;
// Both bound the work for a word, however large its box is.
constexpr int max_cells = 16;
constexpr int max_samples = 24;
// Accents and signs of formulas stand beside the boxes that fonts state for them; words do not.
constexpr int most_displaced = 2;
constexpr double displacement = 0.5;

struct Area {
    Span x;
    Span y;
};

class Contrast {
public:
    void add(unsigned char const* pixel) {
        add(0, (77 * pixel[0] + 150 * pixel[1] + 29 * pixel[2]) / 256);
        for (int i = 0; i < 3; ++i) add(i + 1, pixel[i]);
    }
    bool is_seen() const {
        return range(0) >= least_contrast ||
               std::max({range(1), range(2), range(3)}) >= least_colour_contrast;
    }

private:
    void add(int i, int value) {
        least_[i] = std::min(least_[i], value);
        most_[i] = std::max(most_[i], value);
    }
    int range(int i) const { return most_[i] - least_[i]; }

    int least_[4] = {255, 255, 255, 255};
    int most_[4] = {0, 0, 0, 0};
};

bool is_whole(Picture const& picture) {
    return picture.width > 0 && picture.height > 0 && picture.stride / 3 >= picture.width &&
           picture.bytes.size() / static_cast<std::size_t>(picture.stride) >=
               static_cast<std::size_t>(picture.height);
}

unsigned char const* pixel_at(Picture const& picture, int x, int y) {
    return picture.bytes.data() + static_cast<std::ptrdiff_t>(y) * picture.stride + 3 * x;
}

/// A word's box as its letters see it.
struct Line {
    bool is_upright;  ///< False if it runs up or down the page.
    double begin;     ///< Along the line.
    double end;
    double top;  ///< Across the line.
    double bottom;

    double length() const { return end - begin; }
    double height() const { return bottom - top; }
};

Line line_of(Word const& word) {
    if (word.rotation % 2 == 0) return {true, word.left, word.right, word.top, word.bottom};
    return {false, word.top, word.bottom, word.left, word.right};
}

bool is_possible(Line const& line) {
    return std::isfinite(line.length()) && std::isfinite(line.height()) && line.length() >= 0 &&
           line.height() > 0;
}

int step(Span span) { return std::max(1, (span.end - span.begin) / max_samples); }

/// One page's picture, and where its words stand on it.
class Page {
public:
    Page(Picture const& picture, std::vector<Word> const& words)
        : picture_(picture), claims_(picture, words) {}

    bool is_hidden(Word const& word) const;

private:
    Area area(Line const& line, double begin, double end, double top, double bottom) const;
    Area cell(Line const& line, int index, int count) const;
    bool is_tiny(Line const& line) const;
    bool shows_letter(Area const& area, bool is_upright) const;
    int seen_cells(Line const& line, int count) const;
    bool is_displaced(Line const& line) const;

    Picture const& picture_;
    Claims claims_;
};

Area Page::area(Line const& line, double begin, double end, double top, double bottom) const {
    auto const& [x0, x1] = line.is_upright ? std::pair(begin, end) : std::pair(top, bottom);
    auto const& [y0, y1] = line.is_upright ? std::pair(top, bottom) : std::pair(begin, end);
    return {pixels(x0, x1, picture_.scale, picture_.width), pixels(y0, y1, picture_.scale, picture_.height)};
}

Area Page::cell(Line const& line, int index, int count) const {
    auto const width = line.length() / count;
    auto const begin = line.begin + index * width;
    return area(line, begin, begin + width, line.top + band_begin * line.height(),
                line.top + band_end * line.height());
}

bool Page::is_tiny(Line const& line) const {
    auto const side = std::max(picture_.width, picture_.height) / picture_.scale;
    return line.height() < least_height * std::min(1.0, side / usual_page);
}

/// Letters change along the line, rules and edges across it do not. What lies in the boxes of other
/// words too tells nothing, unless it is most of the area.
bool Page::shows_letter(Area const& area, bool is_upright) const {
    auto const& lines = is_upright ? area.y : area.x;
    auto const& along = is_upright ? area.x : area.y;
    int own_samples = 0;
    int samples = 0;
    bool own_seen = false;
    bool seen = false;
    for (int i = lines.begin; i < lines.end; i += step(lines)) {
        Contrast own;
        Contrast all;
        for (int j = along.begin; j < along.end; j += step(along), ++samples) {
            int const x = is_upright ? j : i;
            int const y = is_upright ? i : j;
            auto const* const pixel = pixel_at(picture_, x, y);
            all.add(pixel);
            if (claims_.at(x, y) > 1) continue;
            own.add(pixel);
            ++own_samples;
        }
        own_seen = own_seen || own.is_seen();
        seen = seen || all.is_seen();
    }
    return own_samples * 4 >= samples * 3 ? own_seen : seen;
}

int Page::seen_cells(Line const& line, int count) const {
    int seen = 0;
    for (int i = 0; i < count; ++i) seen += shows_letter(cell(line, i, count), line.is_upright) ? 1 : 0;
    return seen;
}

/// @returns true if there is ink around the word that belongs to no other.
bool Page::is_displaced(Line const& line) const {
    auto const reach = displacement * line.height();
    auto const near = area(line, line.begin - reach, line.end + reach, line.top - reach, line.bottom + reach);
    auto const box = area(line, line.begin, line.end, line.top, line.bottom);
    Contrast contrast;
    for (int y = near.y.begin; y < near.y.end; y += step(near.y)) {
        for (int x = near.x.begin; x < near.x.end; x += step(near.x)) {
            bool const inside = x >= box.x.begin && x < box.x.end && y >= box.y.begin && y < box.y.end;
            if (claims_.at(x, y) <= (inside ? 1 : 0)) contrast.add(pixel_at(picture_, x, y));
        }
    }
    return contrast.is_seen();
}

bool Page::is_hidden(Word const& word) const {
    auto const count = count_letters(word.text);
    auto const line = line_of(word);
    if (count.letters == 0 || !is_possible(line)) return false;
    if (is_tiny(line)) return true;
    auto const cells = static_cast<int>(
        std::clamp(std::round(line.length() / (cell_per_height * line.height())), 1.0, double{max_cells}));
    auto const needed = std::max(1, cells * count.letters / count.characters / 2);
    if (seen_cells(line, cells) >= needed) return false;
    return count.characters > most_displaced || !is_displaced(line);
}

}  // namespace

bool has_ink(Picture const& picture) {
    if (!is_whole(picture)) return false;
    Contrast contrast;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) contrast.add(pixel_at(picture, x, y));
        if (contrast.is_seen()) return true;
    }
    return false;
}

std::vector<bool> hidden_words(Picture const& picture, std::vector<Word> const& words) {
    std::vector<bool> hidden(words.size());
    if (!is_whole(picture) || !(picture.scale > 0)) return hidden;
    Page const page(picture, words);
    for (std::size_t i = 0; i < words.size(); ++i) hidden[i] = page.is_hidden(words[i]);
    return hidden;
}

}  // namespace ats::pdf
