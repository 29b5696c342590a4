#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ats::documents {

/// Text that is rendered apart from the text around it.
struct Fragment {
    std::string text;    ///< What a reader sees.
    std::string hidden;  ///< What a reader does not see.
    std::vector<std::string>
        boxes;  ///< Text boxes, which are anchored inside a paragraph they are no part of.

    bool is_empty() const;
    /// Puts `other` behind this.
    void add(Fragment other);
    /// Writes the boxes behind the text.
    void place_boxes();
};

/// @returns the text without white space at both ends.
std::string_view trimmed(std::string_view text);

/// @returns the cells of a row as a line, parted by tabs.
std::string join_cells(std::vector<std::string> const& cells);

}  // namespace ats::documents
