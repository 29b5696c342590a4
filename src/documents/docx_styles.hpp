#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "documents/effort.hpp"
#include "documents/run_look.hpp"

namespace ats::documents {

/// The place of a paragraph in a list, as far as it is told.
struct ListPlace {
    std::optional<int> list;   ///< 0: in none after all.
    std::optional<int> level;  ///< From 0.
};

/// @param paragraph_properties the pPr of a paragraph or a style.
ListPlace read_list_place(pugi::xml_node paragraph_properties);

/// What a style says, including the styles that it is based on.
struct Style {
    std::string id;
    RunLook look;
    std::optional<Backdrop> backdrop;  ///< Of its paragraphs or of its tables.
    ListPlace place;
    bool heading = false;
    bool shades_cells = false;  ///< A table's style that gives some cells a colour.
};

/// The styles of a Word document.
class Styles {
public:
    Styles() = default;
    /// @param root of the part with the styles; may be empty.
    Styles(pugi::xml_node root, Effort& effort);

    /// @returns the style of this id; one that says nothing if there is none.
    Style const& find(std::string_view id) const;
    /// @returns the style of a paragraph: the document's usual one if `id` is empty.
    Style const& of_paragraph(std::string_view id) const;

    /// How a run looks. @param properties its rPr; may be empty.
    RunLook look(Style const& paragraph, pugi::xml_node properties) const;

private:
    std::map<std::string, Style, std::less<>> styles_;
    std::string usual_;
    RunLook defaults_;
};

}  // namespace ats::documents
