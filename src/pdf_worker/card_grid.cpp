#include "pdf_worker/card_grid.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>

#include "pdf_worker/letters.hpp"

namespace ats::pdf {
namespace {

// In shares of the text size.
constexpr double widest_gap_in_card = 2;  // Between its lines; labels in boxes stand far apart.
constexpr double widest_gap_of_rows = 6;  // Between two rows of cards.
constexpr double same_left = 1;           // Labels in boxes stand a little further in than the heading.
constexpr double same_middle = 0.5;

/// How a heading looks: its font, size in half points, and colour.
using Style = std::tuple<std::uint32_t, long, std::uint32_t>;

Style style_of(Word const& word) {
    return {word.witness.font, std::lround(2 * word.witness.font_size), word.witness.colour};
}

/// The words of a line on one side of the gutter.
struct Cell {
    Words words;

    bool empty() const { return words.empty(); }
    double left() const { return words.front()->left; }
    double right() const { return words.back()->right; }
    double middle() const { return (left() + right()) / 2; }

    /// @returns nullopt if its words differ, or have no letters.
    std::optional<Style> style() const {
        std::optional<Style> found;
        for (auto const* const word : words) {
            if (count_letters(word->text).letters == 0) continue;
            if (found && *found != style_of(*word)) return std::nullopt;
            found = style_of(*word);
        }
        return found;
    }
};

struct Line {
    Cell left;
    Cell right;
};

class Finder {
public:
    Finder(std::vector<Row> const& rows, Gutter const& gutter, double size)
        : rows_(rows), gutter_(gutter), size_(size) {
        for (auto i = gutter.first; i < gutter.last; ++i) {
            auto& line = lines_.emplace_back();
            for (auto const* const word : rows[i].words) {
                (word->left > gutter.x ? line.right : line.left).words.push_back(word);
            }
        }
    }

    std::optional<CardGrid> run() {
        for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
            auto const style = lines_[i].left.style();
            if (!style || lines_[i].right.style() != style) continue;
            heading_ = *style;
            if (auto const grid = grid_from(i)) return grid;
        }
        return std::nullopt;
    }

private:
    bool is_heading(Cell const& cell) const { return !cell.empty() && cell.style() == heading_; }
    bool is_body(Line const& line) const { return !is_heading(line.left) && !is_heading(line.right); }

    double gap_above(std::size_t line) const {
        auto const row = gutter_.first + line;
        return rows_[row].top - rows_[row - 1].bottom;
    }

    /// The line behind the body of the cards whose headings stand on this line.
    std::size_t end_of_cards(std::size_t heading) const {
        auto end = heading + 1;
        while (end < lines_.size() && is_body(lines_[end]) && gap_above(end) < widest_gap_in_card * size_)
            ++end;
        return end;
    }

    static bool stands_under(Cell const& heading, Cell const& body, double size) {
        return std::abs(body.left() - heading.left()) < same_left * size ||
               std::abs(body.middle() - heading.middle()) < same_middle * size;
    }

    /// @returns true if under each of the two headings stands a line that is not that of a table.
    bool are_cards(std::size_t heading, std::size_t end) const {
        Cell const* first_left = nullptr;
        Cell const* first_right = nullptr;
        for (auto i = heading + 1; i < end; ++i) {
            auto const& [left, right] = lines_[i];
            if (first_left == nullptr && !left.empty()) first_left = &left;
            if (first_right == nullptr && !right.empty()) first_right = &right;
        }
        if (first_left == nullptr || first_right == nullptr) return false;
        return stands_under(lines_[heading].left, *first_left, size_) &&
               stands_under(lines_[heading].right, *first_right, size_);
    }

    /// One row of headings with rows of cells under it is a table.
    bool is_table(std::size_t heading, std::size_t end) const {
        auto const first = lines_.begin() + static_cast<std::ptrdiff_t>(heading) + 1;
        auto const last = lines_.begin() + static_cast<std::ptrdiff_t>(end);
        return last - first >= 2 && std::all_of(first, last, [](Line const& line) {
                   return !line.left.empty() && !line.right.empty();
               });
    }

    /// The last row of cards may have one only.
    bool is_last_card(std::size_t heading, std::size_t end) const {
        auto const first = lines_.begin() + static_cast<std::ptrdiff_t>(heading);
        auto const last = lines_.begin() + static_cast<std::ptrdiff_t>(end);
        return std::all_of(first, last, [](Line const& line) { return line.right.empty(); });
    }

    std::optional<CardGrid> grid_from(std::size_t first) const {
        auto const first_end = end_of_cards(first);
        if (!are_cards(first, first_end)) return std::nullopt;
        auto end = first_end;
        std::size_t rows_of_cards = 1;
        while (end < lines_.size() && !is_body(lines_[end]) && gap_above(end) < widest_gap_of_rows * size_) {
            auto const next = end_of_cards(end);
            bool const both = is_heading(lines_[end].left) && is_heading(lines_[end].right);
            // A heading beside the text of another column: columns that are read one after the other.
            if (!both && !is_last_card(end, next)) return std::nullopt;
            if (next == end + 1) break;
            end = next;
            ++rows_of_cards;
        }
        if (rows_of_cards == 1 && is_table(first, first_end)) return std::nullopt;
        return CardGrid{{gutter_.x, gutter_.first + first, gutter_.first + first_end}, gutter_.first + end};
    }

    std::vector<Row> const& rows_;
    Gutter const& gutter_;
    double size_;
    std::vector<Line> lines_;
    Style heading_;
};

}  // namespace

std::optional<CardGrid> find_cards(std::vector<Row> const& rows, Gutter const& gutter, double size) {
    return Finder(rows, gutter, size).run();
}

}  // namespace ats::pdf
