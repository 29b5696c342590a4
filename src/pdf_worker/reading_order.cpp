#include "pdf_worker/reading_order.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "pdf_worker/order_measures.hpp"
#include "pdf_worker/order_repairs.hpp"
#include "pdf_worker/scripts.hpp"

namespace ats::pdf {
namespace {

// No page for people has more.
constexpr std::size_t most_words = 20'000;

constexpr double least_joined = 0.9;  // Of the letters that the scan of the content finds.

/// How bad an order may be on a page that it is believed for; measured on pages of many makers.
struct Limits {
    double lines;
    double wraps;
    double upwards;
    double far_upwards;
    double jumps;
};
constexpr Limits tree_limits{0.9, 0.5, 0.25, 0.2, 0.9};
constexpr Limits drawing_limits{0.95, 0.6, 0.3, 0.2, 0.42};
/// For the blocks that a drawing keeps together, whatever their order.
constexpr Limits link_limits{0.95, 0.8, 1, 1, 0.75};

constexpr double least_cover = 0.85;  // Of the letters by the structure tree.

// Fewer say nothing. Of a page with fewer segments only an order without any fault is believed.
constexpr std::size_t fewest_neighbours = 10;
constexpr std::size_t fewest_wraps = 4;
constexpr std::size_t most_excused_inversions = 2;
constexpr std::size_t fewest_segments = 12;

// A file may draw row by row across its columns: nothing but the lines that run on tells.
constexpr double row_steps = 0.9;
constexpr double same_as_geometry = 0.95;

// In shares of the font size.
constexpr double beside_gap = 3;  // Words without a rank of their own stand so close to those with one.
constexpr double one_row = 0.75;  // Dates may stand a little above or below the line they belong to.
constexpr double deepest_overlap = 0.5;
constexpr double widest_step = 4;  // Down from a line to the next of a region.

/// Where a word stands in an order: lower is earlier.
using Rank = std::tuple<int, int, int>;
bool is_guess(Rank const& rank) { return std::get<2>(rank) != 0; }  // Taken from another word.
constexpr int behind_all = 1'000'000'000;

/// Fills the ranks that are missing from the words beside them, or else drawn before.
class Ranks {
public:
    Ranks(std::vector<Word> const& words, std::vector<std::optional<Rank>> known)
        : words_(words), ranks_(std::move(known)) {}

    std::vector<Rank> run() {
        auto const known = ranks_;
        for (auto const& row : base_lines(words_)) fill(row, known);
        auto last = Rank{-1, 0, 0};
        for (auto const i : drawn()) {
            if (ranks_[i])
                last = {std::get<0>(*ranks_[i]), std::get<1>(*ranks_[i]), 2};
            else
                ranks_[i] = last;
        }
        std::vector<Rank> out;
        for (auto const& rank : ranks_) out.push_back(*rank);
        return out;
    }

private:
    /// Words that were not found among what is drawn stand where poppler has them.
    std::vector<std::size_t> drawn() const {
        std::vector<std::pair<int, std::size_t>> places;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            int const before = places.empty() ? -1 : places.back().first;
            places.emplace_back(words_[i].witness.drawn >= 0 ? words_[i].witness.drawn : before, i);
        }
        std::sort(places.begin(), places.end());
        std::vector<std::size_t> out;
        for (auto const& place : places) out.push_back(place.second);
        return out;
    }

    void fill(std::vector<std::size_t> const& row, std::vector<std::optional<Rank>> const& known) {
        std::optional<std::size_t> left;
        for (auto const i : row) {
            if (known[i])
                left = i;
            else if (left && is_near(*left, i))
                ranks_[i] = {std::get<0>(*known[*left]), std::get<1>(*known[*left]), 1};
        }
        std::optional<std::size_t> right;
        for (auto at = row.rbegin(); at != row.rend(); ++at) {
            if (known[*at])
                right = *at;
            else if (!ranks_[*at] && right && is_near(*at, *right))
                ranks_[*at] = {std::get<0>(*known[*right]), std::get<1>(*known[*right]) - 1, 1};
        }
    }

    bool is_near(std::size_t a, std::size_t b) const {
        double const size = std::max(words_[a].witness.font_size, words_[b].witness.font_size);
        return words_[b].left - words_[a].right < beside_gap * size;
    }

    std::vector<Word> const& words_;
    std::vector<std::optional<Rank>> ranks_;
};

std::vector<Rank> ranks_by_drawing(std::vector<Word> const& words) {
    std::vector<std::optional<Rank>> known;
    for (auto const& word : words) {
        known.push_back(word.witness.drawn >= 0 ? std::optional(Rank{word.witness.drawn, 0, 0})
                                                : std::nullopt);
    }
    return Ranks(words, std::move(known)).run();
}

/// Running heads and feet that the tree leaves out come first and last.
std::vector<Rank> ranks_by_tree(std::vector<Word> const& words) {
    double top = INFINITY, bottom = -INFINITY;
    for (auto const& word : words) {
        top = std::min(top, word.witness.baseline);
        bottom = std::max(bottom, word.witness.baseline);
    }
    std::vector<std::optional<Rank>> known;
    for (auto const& word : words) {
        auto const& witness = word.witness;
        bool const is_head = witness.baseline < (top + bottom) / 2;
        auto& rank = known.emplace_back();
        if (witness.artifact) rank = {is_head ? -1 : behind_all, witness.drawn, 0};
        if (!witness.artifact && witness.tree >= 0) rank = {witness.tree, witness.drawn, 0};
    }
    return Ranks(words, std::move(known)).run();
}

Order sorted_by(std::vector<Rank> const& ranks) {
    Order order(ranks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });
    return order;
}

/// Words that stand close on one line stay together, where the first of them is.
Order sorted_together(std::vector<Segment> const& pieces, std::vector<Rank> const& ranks) {
    std::vector<std::pair<Rank, std::size_t>> sorted;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        auto const earlier = [&](std::size_t a, std::size_t b) {
            return std::tuple(is_guess(ranks[a]), ranks[a]) < std::tuple(is_guess(ranks[b]), ranks[b]);
        };
        auto const least = ranks[*std::min_element(pieces[i].words.begin(), pieces[i].words.end(), earlier)];
        sorted.emplace_back(least, i);
    }
    std::sort(sorted.begin(), sorted.end());
    Order order;
    for (auto const& [rank, i] : sorted)
        order.insert(order.end(), pieces[i].words.begin(), pieces[i].words.end());
    return order;
}

bool is_within(Measures const& found, Limits const& limits) {
    if (found.neighbours >= fewest_neighbours && found.lines < limits.lines) return false;
    if (found.wrapped >= fewest_wraps && found.wraps < limits.wraps) return false;
    if (found.segments < fewest_segments) return found.inversions == 0;
    bool const counts = found.inversions > most_excused_inversions;
    if (counts && (found.upwards > limits.upwards || found.far_upwards > limits.far_upwards)) return false;
    return found.jumps <= limits.jumps;
}

/// Chooses the order that the file gives best.
class Chooser {
public:
    Chooser(std::vector<Word> const& words, PageWitness const& witness, Order const& geometry)
        : words_(words),
          witness_(witness),
          geometry_(geometry),
          page_(page_segments(words, witness.shapes)),
          pieces_(segments_of(words, witness.shapes, least_gap)) {}

    std::optional<Order> run() const {
        if (page_.crowded || words_.size() != geometry_.size()) return std::nullopt;
        if (witness_.tree_cover >= least_cover) {
            auto const tree = ranks_by_tree(words_);
            if (is_within(measure(page_, sorted_by(tree)), tree_limits))
                return repaired(sorted_together(pieces_, tree));
        }
        return by_drawing();
    }

    PageSegments const& page() const { return page_; }

private:
    std::optional<Order> by_drawing() const {
        auto const ranks = ranks_by_drawing(words_);
        auto const drawing = sorted_by(ranks);
        auto const found = measure(page_, drawing);
        bool const is_by_rows = is_drawn_by_rows(drawing, found);
        auto const together = sorted_together(pieces_, ranks);
        if (is_within(found, drawing_limits) && !is_by_rows) return repaired(together);
        bool const links = !is_by_rows && found.segments >= fewest_segments &&
                           is_within(found, link_limits) &&
                           (found.wrapped < 2 || found.wraps >= link_limits.wraps);
        if (!links) return std::nullopt;
        return rejoined(page_, linked(page_, geometry_, together));
    }

    bool is_drawn_by_rows(Order const& drawing, Measures const& found) const {
        if (found.wrapped == 0 || found.wraps >= drawing_limits.wraps) return false;
        Order rows;
        for (auto const& row : base_lines(words_)) rows.insert(rows.end(), row.begin(), row.end());
        return common_steps(drawing, rows) >= row_steps &&
               common_steps(geometry_, drawing) < same_as_geometry;
    }

    Order repaired(Order const& order) const { return rejoined(page_, above_first(page_, order)); }

    std::vector<Word> const& words_;
    PageWitness const& witness_;
    Order const& geometry_;
    PageSegments page_;
    std::vector<Segment> pieces_;
};

/// Writes the segments of an order as lines.
class Writer {
public:
    explicit Writer(PageSegments const& page) : page_(page), to_left_(runs_left(page.words)) {}

    std::vector<Region> run(Order const& order) {
        Segment const* before = nullptr;
        for (auto const& run : runs_of(page_, order)) {
            auto const& segment = page_.segments[run.segment];
            if (before == nullptr || !is_beside(*before, segment)) begin_row(before, segment);
            for (auto const word : run.words) add(page_.words[word]);
            before = &segment;
        }
        for (auto& region : regions_) {
            for (auto& row : region) {
                std::stable_sort(row.words.begin(), row.words.end(),
                                 [](Word const* a, Word const* b) { return a->left < b->left; });
            }
        }
        return std::move(regions_);
    }

private:
    bool is_beside(Segment const& before, Segment const& after) const {
        double const size = std::max(before.size, after.size);
        if (std::abs(before.line - after.line) >= one_row * size) return false;
        auto const& row = regions_.back().back().words;
        double left = before.left, right = before.right;
        for (auto const* const word : row)
            left = std::min(left, word->left), right = std::max(right, word->right);
        bool const is_right = after.left > right - deepest_overlap * size;
        return is_right || (to_left_ && after.right < left + deepest_overlap * size);
    }

    void begin_row(Segment const* before, Segment const& segment) {
        double const down = before == nullptr ? 0 : segment.line - before->line;
        bool const goes_on = down > 0 && (common_width(*before, segment) > 0 ||
                                          down < widest_step * std::max(before->size, segment.size));
        if (!goes_on) regions_.emplace_back();
        auto const& first = page_.words[segment.words.front()];
        regions_.back().push_back({{}, first.top, first.bottom});
    }

    void add(Word const& word) {
        auto& row = regions_.back().back();
        row.words.push_back(&word);
        row.top = std::min(row.top, word.top);
        row.bottom = std::max(row.bottom, word.bottom);
    }

    PageSegments const& page_;
    bool to_left_;
    std::vector<Region> regions_;
};

}  // namespace

std::optional<std::vector<Region>> order_of_file(std::vector<Word> const& words, PageWitness const& witness,
                                                 Order const& geometry) {
    if (words.empty() || words.size() > most_words || witness.joined < least_joined) return std::nullopt;
    Chooser const chooser(words, witness, geometry);
    auto const order = chooser.run();
    if (!order) return std::nullopt;
    return Writer(chooser.page()).run(*order);
}

}  // namespace ats::pdf
