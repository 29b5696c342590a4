#include "pdf_worker/gutter.hpp"

#include <algorithm>
#include <cmath>

namespace ats::pdf {
namespace {

// In shares of the text size. Between words the space is 0.2 to 0.3 wide.
constexpr double narrowest_gutter = 0.75;
constexpr double same_line_tolerance = 0.2;  // Lines of two columns meet so well by chance only.
constexpr double run_pitch = 1.9;            // Base lines further apart than this do not run on.

constexpr std::size_t fewest_lines = 4;  // Beside a gutter, on each side.
constexpr std::size_t most_rows = 5000;  // No page for people has more; it bounds time and memory.

// A rail (flush-right dates, labels at the left) has fewer lines than the text that it belongs to, in
// short runs, and each of them stands on a line of that text.
constexpr double rail_density = 0.75;
constexpr double rail_run = 2.5;
constexpr double rail_alignment = 0.8;

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

/// The lines of one side of a gutter: for each row that has words there, the words' extent.
struct Line {
    std::size_t row;
    double top;
    double bottom;
};

using Lines = std::vector<Line>;

Lines side_lines(std::vector<Row> const& rows, Gutter const& gutter, bool right_side) {
    Lines lines;
    for (auto i = gutter.first; i < gutter.last; ++i) {
        Line line{i, rows[i].bottom, rows[i].top};
        for (auto const* const word : rows[i].words) {
            if ((word->left > gutter.x) != right_side) continue;
            line.top = std::min(line.top, word->top);
            line.bottom = std::max(line.bottom, word->bottom);
        }
        if (line.top < line.bottom) lines.push_back(line);
    }
    return lines;
}

double mean_run(Lines const& lines, double size) {
    std::size_t runs = 1;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].bottom - lines[i - 1].bottom > run_pitch * size) ++runs;
    }
    return static_cast<double>(lines.size()) / static_cast<double>(runs);
}

/// @returns the share of `lines` that stand on the same base line as one of `others`.
double aligned_share(Lines const& lines, Lines const& others, double size) {
    auto const is_aligned = [&](Line const& line) {
        auto const other = std::lower_bound(others.begin(), others.end(), line.row,
                                            [](Line const& a, std::size_t row) { return a.row < row; });
        return other != others.end() && other->row == line.row &&
               std::abs(other->bottom - line.bottom) < same_line_tolerance * size;
    };
    auto const aligned = std::count_if(lines.begin(), lines.end(), is_aligned);
    return static_cast<double>(aligned) / static_cast<double>(lines.size());
}

bool is_rail(Lines const& sparse, Lines const& dense, double size) {
    return static_cast<double>(sparse.size()) < rail_density * static_cast<double>(dense.size()) &&
           mean_run(sparse, size) <= rail_run && aligned_share(sparse, dense, size) >= rail_alignment;
}

struct Candidate {
    Gutter gutter;
    double height;  // Of the part that has words on both sides.
};

std::optional<Candidate> judge(std::vector<Row> const& rows, Gutter gutter, double size) {
    auto const left = side_lines(rows, gutter, false);
    auto const right = side_lines(rows, gutter, true);
    if (left.size() < fewest_lines || right.size() < fewest_lines) return std::nullopt;
    bool const left_is_sparse = left.size() < right.size();
    if (is_rail(left_is_sparse ? left : right, left_is_sparse ? right : left, size)) return std::nullopt;
    // What stands above the left column, at the right alone, is a header: it is read first.
    gutter.first = left.front().row;
    double const shared =
        std::min(left.back().bottom, right.back().bottom) - std::max(left.front().top, right.front().top);
    return Candidate{gutter, shared};
}

class Search {
public:
    explicit Search(std::vector<Row> const& rows)
        : rows_(rows), size_(text_size(rows)), cells_(rows, narrowest_gutter * size_) {}

    std::optional<Gutter> run() {
        for (std::size_t cell = 0; cell < cells_.count(); ++cell) try_cell(cell);
        if (!best_) return std::nullopt;
        return best_->gutter;
    }

private:
    void try_cell(std::size_t cell) {
        for (std::size_t first = 0; first < rows_.size();) {
            auto last = first;
            while (last < rows_.size() && cells_.is_free(last, cell)) ++last;
            if (could_win(first, last)) consider({cells_.x(cell), first, last});
            first = last + 1;
        }
    }

    bool could_win(std::size_t first, std::size_t last) const {
        if (last - first < fewest_lines) return false;
        return !best_ || rows_[last - 1].bottom - rows_[first].top > best_->height;
    }

    void consider(Gutter const& gutter) {
        auto const candidate = judge(rows_, gutter, size_);
        if (candidate && candidate->height > 0 && (!best_ || candidate->height > best_->height)) {
            best_ = candidate;
        }
    }

    std::vector<Row> const& rows_;
    double size_;
    FreeCells cells_;
    std::optional<Candidate> best_;
};

}  // namespace

std::optional<Gutter> find_gutter(std::vector<Row> const& rows) {
    if (rows.size() < fewest_lines || rows.size() > most_rows) return std::nullopt;
    return Search(rows).run();
}

}  // namespace ats::pdf
