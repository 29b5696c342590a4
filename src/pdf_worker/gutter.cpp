#include "pdf_worker/gutter.hpp"

#include <algorithm>
#include <utility>

#include "pdf_worker/card_grid.hpp"
#include "pdf_worker/columns.hpp"

namespace ats::pdf {
namespace {

// In shares of the text size. Between words the space is 0.2 to 0.3 wide.
constexpr double narrowest_gutter = 0.75;

constexpr std::size_t fewest_rows = 2;   // Of two cards side by side.
constexpr std::size_t most_rows = 5000;  // No page for people has more; it bounds time and memory.

// One column of cells is about a point wide; more would gain nothing.
constexpr double cell_width = 1.0;
constexpr std::size_t most_cells = 2048;

/// The page's width in cells, and for each row in which of them a gutter's middle may be.
class FreeCells {
public:
    FreeCells(std::vector<Row> const& rows, double gutter_width);

    std::size_t count() const { return count_; }
    bool is_free(std::size_t row, std::size_t cell) const { return free_[row * count_ + cell] != 0; }
    double x(std::size_t cell) const { return left_ + (static_cast<double>(cell) + 0.5) * width_; }

private:
    void block(std::size_t row, double from, double to);

    double left_ = 0;
    double width_ = cell_width;
    std::size_t count_ = 0;
    std::vector<unsigned char> free_;
};

FreeCells::FreeCells(std::vector<Row> const& rows, double gutter_width) {
    double right = rows.front().words.front()->left;
    left_ = right;
    for (auto const& row : rows) {
        left_ = std::min(left_, row.words.front()->left);
        for (auto const* const word : row.words) right = std::max(right, word->right);
    }
    width_ = std::max(cell_width, (right - left_) / static_cast<double>(most_cells));
    count_ = static_cast<std::size_t>((right - left_) / width_) + 1;
    free_.assign(rows.size() * count_, 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (auto const* const word : rows[i].words) {
            block(i, word->left - gutter_width / 2, word->right + gutter_width / 2);
        }
    }
}

void FreeCells::block(std::size_t row, double from, double to) {
    auto const cell = [&](double x) {
        return static_cast<std::size_t>(std::clamp((x - left_) / width_, 0.0, static_cast<double>(count_)));
    };
    auto const first = free_.begin() + static_cast<std::ptrdiff_t>(row * count_);
    auto const begin = static_cast<std::ptrdiff_t>(cell(from));
    auto const end = static_cast<std::ptrdiff_t>(std::min(cell(to) + 1, count_));
    if (begin < end) std::fill(first + begin, first + end, static_cast<unsigned char>(0));
}

class Search {
public:
    explicit Search(std::vector<Row> const& rows)
        : rows_(rows), size_(text_size(rows)), columns_(rows), cells_(rows, narrowest_gutter * size_) {}

    std::optional<Gutter> run() {
        for (std::size_t cell = 0; cell < cells_.count(); ++cell) try_cell(cell);
        if (cards_ && !goes_beyond_cards()) return cards_->first_row;
        if (best_) return columns_.first_section(best_->gutter);
        if (rail_) return rail_->gutter;
        return std::nullopt;
    }

private:
    // Neighbouring cells are mostly free beside the same rows, and part the same words.
    void try_cell(std::size_t cell) {
        auto const before = std::exchange(runs_, {});
        for (std::size_t first = 0; first < rows_.size();) {
            auto last = first;
            while (last < rows_.size() && cells_.is_free(last, cell)) ++last;
            if (last - first >= fewest_rows) {
                Run const run{first, last};
                runs_.push_back(run);
                bool const is_new = std::find(before.begin(), before.end(), run) == before.end();
                if (is_new) consider_cards({cells_.x(cell), first, last});
                if (is_new && could_win(first, last)) consider({cells_.x(cell), first, last});
            }
            first = last + 1;
        }
    }

    bool could_win(std::size_t first, std::size_t last) const {
        return !best_ || rows_[last - 1].bottom - rows_[first].top > best_->height;
    }

    void consider(Gutter const& gutter) {
        auto const candidate = columns_.judge(gutter);
        if (!candidate) return;
        auto& best = candidate->gutter.rail ? rail_ : best_;
        if (candidate->height > (best ? best->height : 0)) best = candidate;
    }

    /// Of cards in the same lines, the first column ends at the gutter that most lines of cards share.
    void consider_cards(Gutter const& gutter) {
        auto const found = find_cards(rows_, gutter, size_);
        if (!found) return;
        auto const lines = [](CardGrid const& grid) { return grid.last - grid.first_row.first; };
        if (!cards_ || lines(*found) > lines(*cards_)) cards_ = found;
    }

    /// @returns true if there are columns that hold more than the cards.
    bool goes_beyond_cards() const {
        return best_ &&
               (best_->gutter.first + 1 < cards_->first_row.first || best_->gutter.last > cards_->last + 1);
    }

    using Run = std::pair<std::size_t, std::size_t>;  // Rows from the first to before the second.

    std::vector<Row> const& rows_;
    double size_;
    std::vector<Run> runs_;  // Free beside the last cell.
    Columns columns_;
    FreeCells cells_;
    std::optional<ColumnPair> best_;
    std::optional<CardGrid> cards_;
    std::optional<ColumnPair> rail_;  // What there is if there are no columns.
};

}  // namespace

std::optional<Gutter> find_gutter(std::vector<Row> const& rows) {
    if (rows.size() < fewest_rows || rows.size() > most_rows) return std::nullopt;
    return Search(rows).run();
}

}  // namespace ats::pdf
