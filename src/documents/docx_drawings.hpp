#pragma once

#include <optional>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "documents/colour.hpp"
#include "documents/effort.hpp"

namespace ats::documents {

/// @returns the text of a chart or a diagram: each of its titles, categories and labels on a line, once.
std::string graphic_text(pugi::xml_node root, Effort& effort);

/// @param content of a text box (txbxContent). @returns what its shape is filled with.
Backdrop fill_of_box(pugi::xml_node content);

/// @returns true if the author hid the drawing (anchor, inline or a VML shape) as a whole.
bool is_hidden_drawing(pugi::xml_node drawing);

/// Shapes and pictures of the whole document that text may stand on.
class DrawnBackdrops {
public:
    explicit DrawnBackdrops(Effort& effort) : effort_(effort) {}

    /// @param root of a part with text, which must outlive this.
    void add(pugi::xml_node root) { roots_.push_back(root); }
    /// @returns true if something lies behind the text, so that white letters may be seen.
    bool behind_text() { return found().behind_text; }
    /// @returns true if anything that floats may lie behind a text box.
    bool behind_boxes() { return found().behind_boxes; }

private:
    struct Found {
        bool behind_text = false;
        bool behind_boxes = false;
    };
    class Search;

    Found const& found();

    Effort& effort_;
    std::vector<pugi::xml_node> roots_;
    std::optional<Found> found_;  // Looked for when first asked: few documents have white letters.
};

}  // namespace ats::documents
