#include "pdf_worker/order_measures.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "pdf_worker/scripts.hpp"
#include "pdf_worker/segment_text.hpp"
#include "text/utf8.hpp"

namespace ats::pdf {
namespace {

constexpr double neighbour_gap = 0.45;  // In shares of the font size.
constexpr double run_on_pitch = 1.9;
constexpr double same_size = 0.35;    // In points.
constexpr double edge_cell = 2.5;     // In points: lines that begin so close begin at one edge.
constexpr double shortest_jump = 4;   // In shares of the font size: on low pages all is near.
constexpr double far_jump = 0.12;     // Of the height of the text.
constexpr double far_in_order = 0.1;  // Of the words.
constexpr std::size_t fewest_words_of_line = 3;
constexpr double least_unspaced_line = 20;  // Letters: shorter lines of Chinese or Japanese need not run on.
constexpr std::size_t most_between = 8;     // Words of a date between two lines.

template <class Count>
double share(Count part, std::size_t all, double none) {
    return all == 0 ? none : static_cast<double>(part) / static_cast<double>(all);
}

long cell(double x) { return std::lround(x / edge_cell); }

/// For each left edge, how far the lines that begin there reach.
class Reach {
public:
    explicit Reach(PageSegments const& page) {
        for (auto const& segment : page.segments) {
            for (long k = -1; k <= 1; ++k) {
                auto& right = right_[cell(segment.text_left) + k];
                right = std::max(right, segment.right);
            }
        }
    }
    double of(double left) const {
        auto const found = right_.find(cell(left));
        return found == right_.end() ? left : found->second;
    }

private:
    std::map<long, double> right_;
};

bool ends_sentence(std::string_view text) {
    constexpr std::string_view ends[] = {".", ":", ";", "!", "?", "|", "。", "；", "："};
    return std::any_of(std::begin(ends), std::end(ends), [&](std::string_view end) {
        return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
    });
}

/// @returns true if the lower line goes on with the sentence of the upper one beyond doubt.
bool runs_on(PageSegments const& page, Reach const& reach, Below const& pair) {
    auto const& upper = page.segments[pair.first];
    auto const& lower = page.segments[pair.second];
    double const pitch = lower.line - upper.line;
    if (lower.bullet || pitch >= run_on_pitch * std::max(upper.size, lower.size) ||
        std::abs(upper.text_left - lower.text_left) >= edge_cell ||
        std::abs(upper.size - lower.size) >= same_size) {
        return false;
    }
    auto const& next = page.words[lower.words.front()];
    auto const& last = page.words[upper.words.back()];
    if (ends_sentence(last.text)) return false;
    if (writes_no_spaces(last.text, next.text)) {
        return upper.right - upper.left > least_unspaced_line * upper.size && upper.font == lower.font;
    }
    bool const is_full = upper.right + (next.right - next.left) + 0.2 * upper.size >=
                         reach.of(upper.text_left) - 0.5 * upper.size;
    return is_full && begins_small(next.text) && upper.words.size() >= fewest_words_of_line;
}

class Measurer {
public:
    Measurer(PageSegments const& page, Order const& order)
        : page_(page), order_(order), place_(page.words.size()), first_(page.segments.size(), order.size()) {
        for (std::size_t i = 0; i < order.size(); ++i) {
            place_[order[i]] = i;
            auto& first = first_[page.owner[order[i]]];
            first = std::min(first, i);
        }
    }

    Measures run() {
        out_.segments = page_.segments.size();
        count_neighbours();
        count_wraps();
        count_inversions();
        count_jumps();
        return out_;
    }

private:
    void count_neighbours();
    void count_wraps();
    void count_inversions();
    void count_jumps();
    bool follows(Below const& pair, std::set<std::size_t> const& wrapped) const;

    PageSegments const& page_;
    Order const& order_;
    std::vector<std::size_t> place_;  // Of each word.
    std::vector<std::size_t> first_;  // Of each segment.
    Measures out_;
};

void Measurer::count_neighbours() {
    std::size_t kept = 0;
    for (auto const& segment : page_.segments) {
        for (std::size_t i = 1; i < segment.words.size(); ++i) {
            auto const& a = page_.words[segment.words[i - 1]];
            auto const& b = page_.words[segment.words[i]];
            double const size = std::max(a.witness.font_size, b.witness.font_size);
            if (b.left - a.right >= neighbour_gap * size) continue;
            ++out_.neighbours;
            kept += place_[segment.words[i]] == place_[segment.words[i - 1]] + 1 ? 1 : 0;
        }
    }
    out_.lines = share(kept, out_.neighbours, 1);
}

/// A date at the right of the upper line may stand between the two.
bool Measurer::follows(Below const& pair, std::set<std::size_t> const& wrapped) const {
    auto const& upper = page_.segments[pair.first];
    auto const from = place_[upper.words.back()];
    auto const to = place_[page_.segments[pair.second].words.front()];
    if (to <= from || to > from + most_between) return false;
    for (auto i = from + 1; i < to; ++i) {
        auto const between = page_.owner[order_[i]];
        auto const& segment = page_.segments[between];
        bool const is_beside =
            std::abs(segment.line - upper.line) < 0.5 * upper.size && segment.left > upper.right - 1;
        if (!is_beside || wrapped.count(between) != 0 || !is_date(page_, segment)) return false;
    }
    return true;
}

void Measurer::count_wraps() {
    Reach const reach(page_);
    std::vector<Below> pairs;
    std::set<std::size_t> wrapped;
    for (auto const& pair : page_.below) {
        if (!runs_on(page_, reach, pair)) continue;
        pairs.push_back(pair);
        wrapped.insert({pair.first, pair.second});
    }
    auto const kept =
        std::count_if(pairs.begin(), pairs.end(), [&](Below const& pair) { return follows(pair, wrapped); });
    out_.wrapped = pairs.size();
    out_.wraps = share(kept, pairs.size(), 1);
}

void Measurer::count_inversions() {
    std::size_t far = 0;
    for (auto const& [upper, lower] : page_.below) {
        if (first_[lower] >= first_[upper]) continue;
        ++out_.inversions;
        auto const distance = static_cast<double>(first_[upper] - first_[lower]);
        far += distance > far_in_order * static_cast<double>(order_.size()) ? 1 : 0;
    }
    out_.upwards = share(out_.inversions, page_.below.size(), 0);
    out_.far_upwards = share(far, page_.below.size(), 0);
}

void Measurer::count_jumps() {
    if (page_.segments.size() < 2) return;
    std::vector<std::size_t> sorted;
    double top = page_.segments.front().line, bottom = top;
    for (std::size_t i = 0; i < page_.segments.size(); ++i) {
        sorted.push_back(i);
        top = std::min(top, page_.segments[i].line);
        bottom = std::max(bottom, page_.segments[i].line);
    }
    std::sort(sorted.begin(), sorted.end(),
              [&](std::size_t a, std::size_t b) { return first_[a] < first_[b]; });
    std::size_t jumps = 0;
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        auto const& before = page_.segments[sorted[i - 1]];
        double const step = std::abs(page_.segments[sorted[i]].line - before.line);
        jumps += step > std::max(far_jump * (bottom - top), shortest_jump * before.size) ? 1 : 0;
    }
    out_.jumps = share(jumps, sorted.size() - 1, 0);
}

}  // namespace

Measures measure(PageSegments const& page, Order const& order) { return Measurer(page, order).run(); }

double common_steps(Order const& order, Order const& other) {
    if (order.size() < 2) return 1;
    std::vector<std::size_t> next(order.size(), order.size());
    for (std::size_t i = 1; i < other.size(); ++i) next[other[i - 1]] = other[i];
    std::size_t common = 0;
    for (std::size_t i = 1; i < order.size(); ++i) common += next[order[i - 1]] == order[i] ? 1 : 0;
    return static_cast<double>(common) / static_cast<double>(order.size() - 1);
}

}  // namespace ats::pdf
