#include "pdf_worker/segments.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "pdf_worker/letters.hpp"
#include "pdf_worker/scripts.hpp"
#include "text/utf8.hpp"

namespace ats::pdf {
namespace {

// In shares of the font size.
constexpr double same_line = 0.3;
constexpr double bullet_gap = 1.6;
constexpr double deepest_overlap = 0.5;
constexpr double least_edge = 0.8;           // A painted edge is about as high as the line that it parts.
constexpr double least_common_width = 0.25;  // Of the narrower of two segments.
// A space that the file draws in the middle of a string parts words, however wide it is.
constexpr double stretched = 2;

// In points.
constexpr double widest_rule = 2.5;
constexpr double shortest_rule = 6;
constexpr double edge_slack = 1;
constexpr double lowest_box = 8;
constexpr double highest_box = 400;  // More is the ground of a page or of a side bar.

// A table of a whole page has some hundred; the bound keeps hostile pages quick.
constexpr std::size_t most_edges = 2000;
// Dense pages have some hundred segments, each above one or two. All that compares segments is at most
// quadratic in them.
constexpr std::size_t most_segments = 4000;
constexpr std::size_t most_pairs = 50'000;
constexpr std::size_t rows_looked_back = 4;

struct Edge {
    double x;
    double top;
    double bottom;
};

/// Vertical lines, and the sides of boxes.
std::vector<Edge> edges_of(std::vector<Shape> const& shapes) {
    std::vector<Edge> edges;
    for (auto const& shape : shapes) {
        double const width = shape.right - shape.left;
        double const height = shape.bottom - shape.top;
        if (width < widest_rule && height > shortest_rule)
            edges.push_back({shape.left, shape.top, shape.bottom});
        bool const is_box =
            !shape.image && width > shortest_rule && height > lowest_box && height < highest_box;
        if (!is_box) continue;
        edges.push_back({shape.left, shape.top, shape.bottom});
        edges.push_back({shape.right, shape.top, shape.bottom});
    }
    if (edges.size() > most_edges) edges.clear();
    std::sort(edges.begin(), edges.end(), [](Edge const& a, Edge const& b) { return a.x < b.x; });
    return edges;
}

std::vector<std::size_t> by_drawing(std::vector<Word> const& words) {
    std::vector<std::size_t> drawn(words.size());
    std::iota(drawn.begin(), drawn.end(), std::size_t{0});
    std::stable_sort(drawn.begin(), drawn.end(), [&](std::size_t a, std::size_t b) {
        return words[a].witness.drawn < words[b].witness.drawn;
    });
    return drawn;
}

/// Single characters that the file draws from top to bottom are a vertical line each, not words of rows.
std::vector<bool> vertical_letters(std::vector<Word> const& words, std::vector<std::size_t> const& drawn) {
    std::vector<bool> out(words.size());
    for (std::size_t i = 1; i < drawn.size(); ++i) {
        auto const& a = words[drawn[i - 1]];
        auto const& b = words[drawn[i]];
        double const step = b.witness.baseline - a.witness.baseline;
        double const size = a.witness.font_size;
        bool const is_below =
            std::abs(a.left - b.left) < edge_slack && step > 0.6 * size && step < 1.6 * size;
        if (is_below && writes_no_spaces(a.text, b.text) && text::count_characters(a.text) == 1 &&
            text::count_characters(b.text) <= 2) {
            out[drawn[i - 1]] = out[drawn[i]] = true;
        }
    }
    return out;
}

bool is_sign(Word const& word) {
    auto const count = count_letters(word.text);
    return count.characters == 1 && count.letters == 0;
}

class Segmenter {
public:
    Segmenter(std::vector<Word> const& words, std::vector<Shape> const& shapes, double gap)
        : words_(words), edges_(edges_of(shapes)), gap_(gap), place_(words.size()) {
        auto const drawn = by_drawing(words);
        for (std::size_t i = 0; i < drawn.size(); ++i) place_[drawn[i]] = i;
        vertical_ = vertical_letters(words, drawn);
    }

    std::vector<Segment> run() {
        for (auto const& row : base_lines(words_)) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                bool const goes_on = i > 0 && joins(row[i - 1], row[i]);
                if (!goes_on) out_.emplace_back();
                out_.back().words.push_back(row[i]);
            }
        }
        for (auto& segment : out_) settle(segment);
        return std::move(out_);
    }

private:
    bool joins(std::size_t before, std::size_t after) const;
    double widest_gap(std::size_t before, std::size_t after) const;
    bool is_parted(Word const& a, Word const& b) const;
    void settle(Segment& segment) const;

    std::vector<Word> const& words_;
    std::vector<Edge> edges_;
    double gap_;
    std::vector<std::size_t> place_;  // In the order of drawing.
    std::vector<bool> vertical_;
    std::vector<Segment> out_;
};

double Segmenter::widest_gap(std::size_t before, std::size_t after) const {
    auto const& a = words_[before].witness;
    auto const& b = words_[after].witness;
    if (out_.back().words.size() == 1 && is_sign(words_[before])) return bullet_gap;
    bool const one_string = a.drawn >= 0 && a.shown == b.shown && a.space_drawn && a.font == b.font &&
                            place_[after] == place_[before] + 1;
    return one_string ? stretched * gap_ : gap_;
}

bool Segmenter::is_parted(Word const& a, Word const& b) const {
    auto edge = std::lower_bound(edges_.begin(), edges_.end(), a.right - edge_slack,
                                 [](Edge const& e, double x) { return e.x < x; });
    double const size = std::max(a.witness.font_size, b.witness.font_size);
    for (; edge != edges_.end() && edge->x <= b.left + edge_slack; ++edge) {
        double const line = b.witness.baseline;
        if (edge->top - 2 < line && line < edge->bottom + 2 && edge->bottom - edge->top > least_edge * size)
            return true;
    }
    return false;
}

bool Segmenter::joins(std::size_t before, std::size_t after) const {
    auto const& a = words_[before];
    auto const& b = words_[after];
    double const size = std::max(a.witness.font_size, b.witness.font_size);
    double const gap = b.left - a.right;
    return !(vertical_[before] && vertical_[after]) && gap > -deepest_overlap * size &&
           gap < widest_gap(before, after) * size &&
           std::abs(a.witness.baseline - b.witness.baseline) < same_line * size && !is_parted(a, b);
}

void Segmenter::settle(Segment& segment) const {
    auto const longest = *std::max_element(
        segment.words.begin(), segment.words.end(),
        [&](std::size_t a, std::size_t b) { return words_[a].text.size() < words_[b].text.size(); });
    auto const& usual = words_[longest].witness;
    segment.line = usual.baseline;
    segment.size = usual.font_size;
    segment.font = usual.font;
    segment.left = words_[segment.words.front()].left;
    segment.right = segment.left;
    for (auto const i : segment.words) segment.right = std::max(segment.right, words_[i].right);
    segment.bullet = segment.words.size() > 1 && is_sign(words_[segment.words.front()]);
    segment.text_left = words_[segment.words[segment.bullet ? 1 : 0]].left;
}

/// Pairs of segments with nothing between them from top to bottom. @returns nullopt if they are too many.
std::optional<std::vector<Below>> below(std::vector<Segment> const& segments) {
    if (segments.size() > most_segments) return std::nullopt;
    std::vector<std::size_t> sorted(segments.size());
    std::iota(sorted.begin(), sorted.end(), std::size_t{0});
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](std::size_t a, std::size_t b) { return segments[a].line < segments[b].line; });
    std::vector<Below> out;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        auto const& upper = segments[sorted[i]];
        double nearest = INFINITY;
        for (auto j = i + 1; j < sorted.size(); ++j) {
            auto const& lower = segments[sorted[j]];
            if (lower.line - upper.line <= 0.35 * std::min(upper.size, lower.size)) continue;
            if (lower.line > nearest + same_line * lower.size) break;
            double const narrower = std::min(upper.right - upper.left, lower.right - lower.left);
            if (common_width(upper, lower) <= least_common_width * narrower) continue;
            nearest = std::min(nearest, lower.line);
            out.emplace_back(sorted[i], sorted[j]);
            if (out.size() > most_pairs) return std::nullopt;
        }
    }
    return out;
}

}  // namespace

std::vector<std::vector<std::size_t>> base_lines(std::vector<Word> const& words) {
    std::vector<std::size_t> sorted(words.size());
    std::iota(sorted.begin(), sorted.end(), std::size_t{0});
    auto const line = [&](std::size_t i) { return words[i].witness.baseline; };
    std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
        return line(a) != line(b) ? line(a) < line(b) : words[a].left < words[b].left;
    });
    std::vector<std::vector<std::size_t>> rows;
    for (auto const i : sorted) {
        auto const looked = std::min(rows.size(), rows_looked_back);
        auto const belongs = [&](std::vector<std::size_t> const& row) {
            double const size = std::min(words[i].witness.font_size, words[row.front()].witness.font_size);
            return std::abs(line(row.front()) - line(i)) <= same_line * size;
        };
        auto const row =
            std::find_if(rows.rbegin(), rows.rbegin() + static_cast<std::ptrdiff_t>(looked), belongs);
        if (row == rows.rbegin() + static_cast<std::ptrdiff_t>(looked)) {
            rows.push_back({i});
        } else {
            row->push_back(i);
        }
    }
    for (auto& row : rows) {
        std::stable_sort(row.begin(), row.end(),
                         [&](std::size_t a, std::size_t b) { return words[a].left < words[b].left; });
    }
    return rows;
}

std::vector<Segment> segments_of(std::vector<Word> const& words, std::vector<Shape> const& shapes,
                                 double gap) {
    return Segmenter(words, shapes, gap).run();
}

PageSegments page_segments(std::vector<Word> const& words, std::vector<Shape> const& shapes) {
    PageSegments out{
        words, segments_of(words, shapes, usual_gap), std::vector<std::size_t>(words.size()), {}, false};
    for (std::size_t i = 0; i < out.segments.size(); ++i) {
        for (auto const word : out.segments[i].words) out.owner[word] = i;
    }
    auto pairs = below(out.segments);
    out.crowded = !pairs;
    if (pairs) out.below = std::move(*pairs);
    return out;
}

std::vector<Run> runs_of(PageSegments const& page, Order const& order) {
    std::vector<Run> runs;
    for (auto const word : order) {
        auto const segment = page.owner[word];
        if (runs.empty() || runs.back().segment != segment) runs.push_back({segment, {}});
        runs.back().words.push_back(word);
    }
    return runs;
}

Order order_of(std::vector<Run> const& runs) {
    Order order;
    for (auto const& run : runs) order.insert(order.end(), run.words.begin(), run.words.end());
    return order;
}

}  // namespace ats::pdf
