#include "pdf_worker/columns.hpp"

#include <algorithm>
#include <cmath>

namespace ats::pdf {
namespace {

// In shares of the text size.
constexpr double same_line_tolerance = 0.2;  // Lines of two columns meet so well by chance only.
constexpr double run_pitch = 1.9;            // Base lines further apart than this do not run on.
constexpr double narrow_cell = 6;            // A year, a number, a month and a year.
constexpr double cell_gap = 0.75;            // What parts the cells of a table.
constexpr double same_edge = 0.3;            // Lines that begin so close begin at one edge.
constexpr double paragraph_gap = 0.5;

constexpr std::size_t fewest_lines = 4;  // Beside a gutter, on each side.
constexpr std::size_t fewest_labels = 2;
constexpr std::size_t fewest_card_lines = 2;
constexpr double card_run = 1.5;        // A card has two lines or more; a gap may divide them.
constexpr double share_at_edge = 0.65;  // The others may be dates at its right.

// A rail (flush-right dates, labels at the left) has fewer lines than the text that it belongs to, in
// short runs, and each of them stands on a line of that text.
constexpr double rail_density = 0.75;
constexpr double rail_run = 2.5;
constexpr double aligned = 0.8;
// Labels with less in common with the lines of the text.
constexpr double label_density = 0.34;
constexpr double fewest_label_runs = 3;
constexpr double label_span = 0.5;
constexpr double label_tolerance = 0.45;
constexpr double label_alignment = 0.6;

constexpr double cell_rows = 0.6;  // Rows of a table that have three cells or more.

// Cards stand in two or three columns of one width; this is how far off their edges may be, in shares of
// the width of all.
constexpr double grid_tolerance = 0.035;

}  // namespace

/// A row's words on one side of a gutter.
struct Columns::Line {
    std::size_t row;
    double left;
    double right;
    double top;
    double bottom;
    bool has_digit = false;

    double width() const { return right - left; }
};

Columns::Columns(std::vector<Row> const& rows)
    : rows_(rows), size_(text_size(rows)), left_(rows.front().words.front()->left), right_(left_) {
    for (auto const& row : rows) {
        left_ = std::min(left_, row.words.front()->left);
        for (auto const* const word : row.words) right_ = std::max(right_, word->right);
    }
}

Columns::Lines Columns::lines_beside(Gutter const& gutter, bool right_side) const {
    Lines lines;
    for (auto i = gutter.first; i < gutter.last; ++i) {
        Line line{i, right_, left_, rows_[i].bottom, rows_[i].top};
        for (auto const* const word : rows_[i].words) {
            if ((word->left > gutter.x) != right_side) continue;
            line.left = std::min(line.left, word->left);
            line.right = std::max(line.right, word->right);
            line.top = std::min(line.top, word->top);
            line.bottom = std::max(line.bottom, word->bottom);
            line.has_digit = line.has_digit || word->text.find_first_of("0123456789") != std::string::npos;
        }
        if (line.top < line.bottom) lines.push_back(line);
    }
    return lines;
}

double Columns::mean_run(Lines const& lines) const {
    std::size_t runs = 1;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].bottom - lines[i - 1].bottom > run_pitch * size_) ++runs;
    }
    return static_cast<double>(lines.size()) / static_cast<double>(runs);
}

/// @returns the share of `lines` that stand on the same base line as one of `others`.
double Columns::aligned_share(Lines const& lines, Lines const& others, double tolerance) const {
    auto const is_aligned = [&](Line const& line) {
        auto const other = std::lower_bound(others.begin(), others.end(), line.row,
                                            [](Line const& a, std::size_t row) { return a.row < row; });
        return other != others.end() && other->row == line.row &&
               std::abs(other->bottom - line.bottom) < tolerance * size_;
    };
    auto const count = std::count_if(lines.begin(), lines.end(), is_aligned);
    return static_cast<double>(count) / static_cast<double>(lines.size());
}

bool Columns::is_rail(Lines const& sparse, Lines const& dense) const {
    return static_cast<double>(sparse.size()) < rail_density * static_cast<double>(dense.size()) &&
           mean_run(sparse) <= rail_run && aligned_share(sparse, dense, same_line_tolerance) >= aligned;
}

/// Few labels beside much text, in a font of their own that does not stand on the lines of the text.
bool Columns::are_labels(Lines const& labels, Lines const& text) const {
    auto const count = static_cast<double>(labels.size());
    double const runs = count / mean_run(labels);
    double const span = labels.back().bottom - labels.front().top;
    return count < label_density * static_cast<double>(text.size()) && runs >= fewest_label_runs &&
           mean_run(labels) <= rail_run && span > label_span * (text.back().bottom - text.front().top) &&
           aligned_share(labels, text, label_tolerance) >= label_alignment;
}

bool Columns::has_cells(Row const& row) const {
    int gaps = 0;
    for (std::size_t i = 1; i < row.words.size(); ++i) {
        if (row.words[i]->left - row.words[i - 1]->right > cell_gap * size_) ++gaps;
    }
    return gaps >= 2;
}

/// Rows of cells that belong together: a narrow column of numbers or years at the left, or three columns and
/// more.
bool Columns::is_table(Lines const& left, Lines const& right, Gutter const& gutter) const {
    if (aligned_share(left, right, same_line_tolerance) < aligned) return false;
    bool const numbers = std::all_of(left.begin(), left.end(), [&](Line const& line) {
        return line.has_digit && line.width() < narrow_cell * size_;
    });
    if (numbers) return true;
    auto const first = rows_.begin() + static_cast<std::ptrdiff_t>(gutter.first);
    auto const last = rows_.begin() + static_cast<std::ptrdiff_t>(gutter.last);
    auto const with_cells = std::count_if(first, last, [&](Row const& row) { return has_cells(row); });
    return aligned_share(right, left, same_line_tolerance) >= aligned &&
           static_cast<double>(with_cells) >= cell_rows * static_cast<double>(last - first);
}

double Columns::left_edge(Lines const& lines) {
    double edge = lines.front().left;
    for (auto const& line : lines) edge = std::min(edge, line.left);
    return edge;
}

/// @returns true if the lines run on, and most of them begin at one edge.
bool Columns::is_block(Lines const& lines) const {
    auto const edge = left_edge(lines);
    auto const at_edge = std::count_if(
        lines.begin(), lines.end(), [&](Line const& line) { return line.left - edge < same_edge * size_; });
    return lines.size() >= fewest_card_lines && mean_run(lines) >= card_run &&
           static_cast<double>(at_edge) >= share_at_edge * static_cast<double>(lines.size());
}

bool Columns::stands_on_grid(double x) const {
    double const width = right_ - left_ + size_;  // As if there were a gutter behind the last column, too.
    double const share = (x - left_) / width;
    constexpr double edges[] = {1.0 / 2, 1.0 / 3, 2.0 / 3};
    return std::any_of(std::begin(edges), std::end(edges),
                       [&](double edge) { return std::abs(share - edge) < grid_tolerance; });
}

bool Columns::are_cards(Lines const& left, Lines const& right) const {
    return is_block(left) && is_block(right) && stands_on_grid(left_edge(right));
}

/// @returns true if both sides run on, and no line of one stands beside a line of the other.
bool Columns::are_apart(Lines const& left, Lines const& right) const {
    auto const& fewer = left.size() < right.size() ? left : right;
    auto const& more = left.size() < right.size() ? right : left;
    return fewer.size() >= fewest_card_lines && mean_run(fewer) >= fewest_card_lines &&
           mean_run(more) >= fewest_card_lines && aligned_share(fewer, more, same_line_tolerance) == 0;
}

std::optional<ColumnPair> Columns::judge(Gutter gutter) const {
    auto const left = lines_beside(gutter, false);
    auto const right = lines_beside(gutter, true);
    if (left.empty() || right.empty()) return std::nullopt;
    bool const cards = are_cards(left, right) || are_apart(left, right);
    if (!cards && left.size() >= fewest_labels && right.size() >= fewest_lines &&
        (is_rail(left, right) || are_labels(left, right))) {
        gutter.rail = true;
        return ColumnPair{gutter, left.back().bottom - left.front().top};
    }
    if (!cards && std::min(left.size(), right.size()) < fewest_lines) return std::nullopt;
    if (!cards && (is_rail(right, left) || is_table(left, right, gutter))) return std::nullopt;
    // What stands above the left column, at the right alone, is a header: it is read first.
    gutter.first = left.front().row;
    double const shared =
        std::min(left.back().bottom, right.back().bottom) - std::max(left.front().top, right.front().top);
    return ColumnPair{gutter, shared};
}

/// @returns true if a line of the left side stands alone, and under it both sides begin anew.
bool Columns::begins_section(Lines const& left, Lines const& right, std::size_t heading) const {
    if (heading == 0 || heading + 1 >= left.size()) return false;
    auto const& line = left[heading];
    auto const next = std::partition_point(
        right.begin(), right.end(), [&](Line const& other) { return other.row < left[heading + 1].row; });
    if (next == right.begin() || next == right.end() || next->row != left[heading + 1].row) return false;
    auto const& above = *(next - 1);
    return above.row < line.row && line.top - above.bottom > paragraph_gap * size_ &&
           line.top - left[heading - 1].bottom > paragraph_gap * size_ &&
           std::abs(next->bottom - left[heading + 1].bottom) < same_line_tolerance * size_;
}

void Columns::lift_labels(std::vector<Row>& rows, Gutter const& gutter) const {
    auto const labels = lines_beside(gutter, false);
    std::size_t first = 0;
    for (std::size_t i = 1; i < labels.size(); ++i) {
        if (labels[i].bottom - labels[i - 1].bottom > run_pitch * size_) {
            first = i;
            continue;
        }
        auto& from = rows[labels[i].row].words;
        auto& to = rows[labels[first].row].words;
        auto const is_text = [&](Word const* word) { return word->left > gutter.x; };
        auto const end_of_label = std::find_if(from.begin(), from.end(), is_text);
        if (end_of_label == from.end()) continue;  // A line of its own stays one.
        to.insert(std::find_if(to.begin(), to.end(), is_text), from.begin(), end_of_label);
        from.erase(from.begin(), end_of_label);
    }
}

Gutter Columns::first_section(Gutter gutter) const {
    auto const left = lines_beside(gutter, false);
    auto const right = lines_beside(gutter, true);
    // Beside what is left of a gutter under a header there may be no words.
    if (right.empty() || !stands_on_grid(left_edge(right))) return gutter;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (!begins_section(left, right, i)) continue;
        gutter.last = left[i].row;
        return gutter;
    }
    return gutter;
}

}  // namespace ats::pdf
