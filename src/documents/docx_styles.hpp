#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "documents/docx_style_sheet.hpp"
#include "documents/effort.hpp"
#include "documents/run_look.hpp"
#include "documents/xml_part.hpp"

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

/// The styles of a Word document. Each is parsed when it is first asked for.
class Styles {
public:
    /// No styles.
    explicit Styles(Effort& effort) : effort_(effort) {}
    Styles(Styles const&) = delete;  // Pieces of its own text are kept.
    Styles& operator=(Styles const&) = delete;
    /// @param xml of the part with the styles; may be empty.
    /// @throws what Effort throws, as all members do.
    Styles(std::string xml, Effort& effort);

    /// @returns the style of this id; one that says nothing if there is none.
    Style const& find(std::string_view id);
    /// @returns the style of a paragraph: the document's usual one if `id` is empty.
    Style const& of_paragraph(std::string_view id);

    /// How a run looks. @param properties its rPr; may be empty.
    RunLook look(Style const& paragraph, pugi::xml_node properties);

    /// What was parsed so far is broken.
    bool cut() const noexcept { return cut_; }
    /// Bytes that are no UTF-8 were replaced.
    bool repaired() const noexcept { return repaired_; }

private:
    /// What stands in the style itself.
    struct Own {
        Style style;
        std::string base;  ///< Id of the style that it is based on.
    };
    struct Entry {
        std::string_view xml;  ///< Unless it was parsed with all others.
        std::unique_ptr<Own> own = nullptr;
        std::unique_ptr<Style> whole = nullptr;
    };

    static Own read_own(pugi::xml_node node);
    void read_sheet(StyleSheet const& sheet);
    void read_all(XmlPart const& part);
    void add(pugi::xml_node start, Entry entry);
    void read_defaults(pugi::xml_node root);
    Own const& own(Entry& entry);
    Style resolve(std::string_view id);

    Effort& effort_;
    std::string xml_;  // The entries point into it.
    std::map<std::string, Entry, std::less<>> entries_;
    std::string usual_;
    RunLook defaults_;
    bool cut_ = false;
    bool repaired_ = false;
};

}  // namespace ats::documents
