#include "pdf_worker/order_repairs.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "pdf_worker/segment_text.hpp"

namespace ats::pdf {
namespace {

// In shares of the font size.
constexpr double same_row = 0.5;
constexpr double next_row = 2.2;
constexpr double tight_row = 0.35;
constexpr double least_pitch = 0.3;
constexpr double run_on_pitch = 1.9;
constexpr double widest_indent = 4;
constexpr double same_edge = 3;       // In points.
constexpr double row_of_date = 0.75;  // Dates may stand a little above or below the line they belong to.
constexpr double near_rows = 2.4;
constexpr double row_of_label = 0.6;
constexpr double widest_label_gap = 14;
constexpr std::size_t most_words_of_date = 6;

/// Lines that follow each other in the order and on the page.
using Block = std::vector<Run>;

bool continues(Segment const& before, Segment const& after) {
    double const size = std::max(before.size, after.size);
    double const down = after.line - before.line;
    bool const right = std::abs(down) < same_row * size && after.left > before.left;
    bool const below =
        down > 0 && down < next_row * size && (common_width(before, after) > 0 || after.left <= before.left);
    return right || below;
}

std::vector<Block> blocks_of(PageSegments const& page, Order const& order) {
    std::vector<Block> blocks;
    for (auto& run : runs_of(page, order)) {
        bool const goes_on = !blocks.empty() && continues(page.segments[blocks.back().back().segment],
                                                          page.segments[run.segment]);
        if (!goes_on) blocks.emplace_back();
        blocks.back().push_back(std::move(run));
    }
    return blocks;
}

/// For each segment, where the first of its words is in the order.
std::vector<std::size_t> first_places(PageSegments const& page, Order const& order) {
    std::vector<std::size_t> first(page.segments.size(), order.size());
    for (auto i = order.size(); i-- > 0;) first[page.owner[order[i]]] = i;
    return first;
}

/// @returns true if the second follows at the right, or on the next line of one block of text.
bool is_linked(Segment const& first, Segment const& before, Segment const& after) {
    double const size = std::max(before.size, after.size);
    double const down = after.line - before.line;
    if (std::abs(down) < tight_row * size && after.left > before.right - 1) return true;
    bool const is_at_edge =
        after.left < first.left + widest_indent * size || std::abs(after.left - before.left) < same_edge;
    return down > least_pitch * size && down < run_on_pitch * size && is_at_edge &&
           (common_width(before, after) > 0 || after.left <= before.left);
}

std::vector<Block> linked_blocks(PageSegments const& page, Order const& drawing) {
    std::vector<Block> blocks;
    for (auto& run : runs_of(page, drawing)) {
        bool goes_on = false;
        if (!blocks.empty()) {
            auto const& block = blocks.back();
            goes_on = is_linked(page.segments[block.front().segment], page.segments[block.back().segment],
                                page.segments[run.segment]);
        }
        if (!goes_on) blocks.emplace_back();
        blocks.back().push_back(std::move(run));
    }
    return blocks;
}

/// Visits blocks, those that stand above each of them first.
class AboveFirst {
public:
    AboveFirst(PageSegments const& page, std::vector<Block> const& blocks)
        : needs_(blocks.size()), state_(blocks.size(), State::fresh) {
        std::vector<std::size_t> block_of(page.segments.size(), blocks.size());
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            for (auto const& run : blocks[i]) {
                if (block_of[run.segment] == blocks.size()) block_of[run.segment] = i;
            }
        }
        for (auto const& [upper, lower] : page.below) {
            auto const a = block_of[upper], b = block_of[lower];
            if (a != b) ++needs_[b][a];
        }
    }

    std::vector<std::size_t> run() {
        for (std::size_t i = 0; i < needs_.size(); ++i) visit(i);
        return std::move(visited_);
    }

private:
    enum class State { fresh, open, done };
    struct Visit {
        std::size_t block;
        std::map<std::size_t, int>::const_iterator next;
    };

    bool must_precede(std::size_t upper, std::size_t lower) const {
        auto const there = needs_[lower].at(upper);
        auto const back = needs_[upper].find(lower);
        return there > (back == needs_[upper].end() ? 0 : back->second);
    }

    void visit(std::size_t first) {
        std::vector<Visit> path;
        open(first, path);
        while (!path.empty()) {
            auto& [block, next] = path.back();
            if (next == needs_[block].end()) {
                state_[block] = State::done;
                visited_.push_back(block);
                path.pop_back();
                continue;
            }
            auto const upper = (next++)->first;
            if (must_precede(upper, block)) open(upper, path);
        }
    }

    void open(std::size_t block, std::vector<Visit>& path) {
        if (state_[block] != State::fresh) return;
        state_[block] = State::open;
        path.push_back({block, needs_[block].begin()});
    }

    std::vector<std::map<std::size_t, int>> needs_;  // For each block, those above it and by how many lines.
    std::vector<State> state_;
    std::vector<std::size_t> visited_;
};

/// Finds the segments that belong behind another one on their row.
class Moves {
public:
    Moves(PageSegments const& page, std::vector<Run> const& runs)
        : page_(page), runs_(runs), place_(page.segments.size()), date_(page.segments.size()) {
        for (std::size_t i = 0; i < runs.size(); ++i) place_[runs[i].segment] = i;
        for (std::size_t i = 0; i < page.segments.size(); ++i) {
            auto const& segment = page.segments[i];
            date_[i] = segment.words.size() <= most_words_of_date && is_date(page, segment);
            sorted_.push_back(i);
        }
        std::sort(sorted_.begin(), sorted_.end(),
                  [&](std::size_t a, std::size_t b) { return at(a).line < at(b).line; });
    }

    /// @returns for each segment that moves, the one to put it behind.
    std::map<std::size_t, std::size_t> run() {
        for (std::size_t i = 0; i < date_.size(); ++i) {
            if (date_[i]) consider_date(i);
        }
        for (auto const& run : runs_) {
            if (is_label(page_, at(run.segment))) consider_label(run.segment);
        }
        return std::move(moves_);
    }

private:
    Segment const& at(std::size_t i) const { return page_.segments[i]; }
    Segment const* beside(std::size_t place, int step) const;
    std::vector<std::size_t> near(std::size_t i, double rows) const;
    std::optional<std::size_t> line_of(std::size_t date) const;
    bool is_at_home(std::size_t date, std::size_t line) const;
    bool is_label_at(std::size_t place) const {
        return place < runs_.size() && is_label(page_, at(runs_[place].segment));
    }
    void consider_date(std::size_t date);
    void consider_label(std::size_t label);

    PageSegments const& page_;
    std::vector<Run> const& runs_;
    std::vector<std::size_t> place_;
    std::vector<bool> date_;
    std::vector<std::size_t> sorted_;  // From top to bottom.
    std::map<std::size_t, std::size_t> moves_;
};

/// The other segments within so many font sizes above and below.
std::vector<std::size_t> Moves::near(std::size_t i, double rows) const {
    constexpr double largest_font = 100;  // In points; what is larger has no dates beside it.
    double const reach = rows * largest_font;
    auto first = std::lower_bound(sorted_.begin(), sorted_.end(), at(i).line - reach,
                                  [&](std::size_t a, double y) { return at(a).line < y; });
    std::vector<std::size_t> out;
    for (; first != sorted_.end() && at(*first).line <= at(i).line + reach; ++first) {
        double const distance = std::abs(at(*first).line - at(i).line);
        if (*first != i && distance < rows * std::max(at(*first).size, at(i).size)) out.push_back(*first);
    }
    return out;
}

/// The nearest text at the left of a date that nothing stands behind.
std::optional<std::size_t> Moves::line_of(std::size_t date) const {
    std::optional<std::size_t> line;
    for (auto const i : near(date, row_of_date)) {
        if (at(i).left > at(date).left) return std::nullopt;
        if (date_[i] || at(i).right >= at(date).left + 1) continue;
        if (!line || at(i).right > at(*line).right) line = i;
    }
    return line;
}

Segment const* Moves::beside(std::size_t place, int step) const {
    auto const other = place + static_cast<std::size_t>(step);
    if (other >= runs_.size() || date_[runs_[other].segment]) return nullptr;
    return &at(runs_[other].segment);
}

/// @returns true if the date is read with lines near it, or in a column of its own.
bool Moves::is_at_home(std::size_t date, std::size_t line) const {
    auto const& own = at(date);
    auto const is_near = [&](Segment const* other) {
        return other != nullptr &&
               std::abs(other->line - own.line) < near_rows * std::max(other->size, own.size);
    };
    auto const* const before = beside(place_[date], -1);
    auto const* const after = beside(place_[date], 1);
    if (is_near(before) && before->line <= own.line + 0.3 * own.size) return true;
    if (is_near(after) && after->line >= own.line - 2) return true;
    auto const others = near(date, near_rows);
    return std::any_of(others.begin(), others.end(), [&](std::size_t i) {
        return !date_[i] && common_width(at(i), own) > 0 && at(i).left > at(line).right;
    });
}

void Moves::consider_date(std::size_t date) {
    auto const line = line_of(date);
    if (!line) return;
    auto const place = place_[date];
    if (place > 0 && runs_[place - 1].segment == *line) return;
    bool const is_just_before = place + 1 < runs_.size() && runs_[place + 1].segment == *line;
    if (is_just_before || !is_at_home(date, *line)) moves_[date] = *line;
}

/// Only labels in a row: a single one may be the heading of a list.
void Moves::consider_label(std::size_t label) {
    auto const place = place_[label];
    if (!is_label_at(place + 1) && (place == 0 || !is_label_at(place - 1))) return;
    std::optional<std::size_t> value;
    for (auto const i : near(label, row_of_label)) {
        if (at(i).left > at(label).right - 1 && (!value || at(i).left < at(*value).left)) value = i;
    }
    if (!value || at(*value).left - at(label).right > widest_label_gap * at(label).size) return;
    auto const from = place_[*value];
    if (from == place + 1 || from == 0 || moves_.count(*value) != 0) return;
    auto const& before = at(runs_[from - 1].segment);
    if (std::abs(before.line - at(*value).line) > row_of_label * at(*value).size) moves_[*value] = label;
}

}  // namespace

Order above_first(PageSegments const& page, Order const& order) {
    auto const blocks = blocks_of(page, order);
    Order out;
    for (auto const block : AboveFirst(page, blocks).run()) {
        auto const part = order_of(blocks[block]);
        out.insert(out.end(), part.begin(), part.end());
    }
    return out;
}

Order linked(PageSegments const& page, Order const& geometry, Order const& drawing) {
    auto const places = first_places(page, geometry);
    auto blocks = linked_blocks(page, drawing);
    auto const place = [&](Block const& block) {
        auto first = geometry.size();
        for (auto const& run : block) first = std::min(first, places[run.segment]);
        return first;
    };
    std::stable_sort(blocks.begin(), blocks.end(),
                     [&](Block const& a, Block const& b) { return place(a) < place(b); });
    Order order;
    for (auto const& block : blocks) {
        auto const part = order_of(block);
        order.insert(order.end(), part.begin(), part.end());
    }
    return above_first(page, order);
}

Order rejoined(PageSegments const& page, Order const& order) {
    auto const runs = runs_of(page, order);
    if (runs.size() != page.segments.size()) return order;  // Segments in pieces have no one place.
    auto const moves = Moves(page, runs).run();
    std::multimap<std::size_t, std::size_t> behind;
    std::vector<Run const*> run_of(page.segments.size());
    for (auto const& run : runs) {
        run_of[run.segment] = &run;
        auto const move = moves.find(run.segment);
        if (move != moves.end()) behind.emplace(move->second, run.segment);
    }
    Order out;
    auto const append = [&](Run const& run) { out.insert(out.end(), run.words.begin(), run.words.end()); };
    for (auto const& run : runs) {
        if (moves.count(run.segment) != 0) continue;
        append(run);
        auto const [first, last] = behind.equal_range(run.segment);
        for (auto i = first; i != last; ++i) append(*run_of[i->second]);
    }
    return out.size() == order.size() ? out : order;
}

}  // namespace ats::pdf
