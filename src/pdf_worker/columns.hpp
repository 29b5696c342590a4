#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "pdf_worker/rows.hpp"

namespace ats::pdf {

/// A vertical strip without words between two columns.
struct Gutter {
    double x;           ///< A line inside the strip.
    std::size_t first;  ///< The rows beside it: [first, last).
    std::size_t last;
    bool rail = false;  ///< It parts no columns, but labels at the left from the text they belong to.
};

/// Two columns, and how far they stand side by side.
struct ColumnPair {
    Gutter gutter;
    double height;
};

/// Tells what is read column by column from what is read line by line: tables, labels at the left of a
/// text, dates at its right.
class Columns {
public:
    /// @param rows of a region; they must outlive this.
    explicit Columns(std::vector<Row> const& rows);

    /// @returns the columns beside a gutter; nullopt if it parts no columns.
    std::optional<ColumnPair> judge(Gutter gutter) const;

    /// Moves the second line of a label at the left to its first line: it is read before the text.
    void lift_labels(std::vector<Row>& rows, Gutter const& rail) const;

    /// Cards stand in sections with a heading each, and each section is read before the next.
    /// @returns the gutter as far as the first section goes; all of it if it has no such sections.
    Gutter first_section(Gutter gutter) const;

private:
    struct Line;
    using Lines = std::vector<Line>;

    Lines lines_beside(Gutter const& gutter, bool right_side) const;
    double mean_run(Lines const& lines) const;
    double aligned_share(Lines const& lines, Lines const& others, double tolerance) const;
    bool are_labels(Lines const& labels, Lines const& text) const;
    bool is_rail(Lines const& sparse, Lines const& dense) const;
    bool is_table(Lines const& left, Lines const& right, Gutter const& gutter) const;
    bool has_cells(Row const& row) const;
    bool are_cards(Lines const& left, Lines const& right) const;
    static double left_edge(Lines const& lines);
    bool are_apart(Lines const& left, Lines const& right) const;
    bool is_block(Lines const& lines) const;
    bool stands_on_grid(double x) const;
    bool begins_section(Lines const& left, Lines const& right, std::size_t heading) const;

    std::vector<Row> const& rows_;
    double size_;
    double left_;
    double right_;
};

}  // namespace ats::pdf
