#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "documents/effort.hpp"
#include "documents/number_format.hpp"
#include "documents/run_look.hpp"

namespace ats::documents {

/// What is printed before the paragraphs of one level of a list.
struct OdtListLevel {
    NumberFormat format = NumberFormat::none;
    std::string prefix;
    std::string suffix;
    int start = 1;
    int shown_levels = 1;  ///< 2 on the second level gives "1.1".
};

inline constexpr std::size_t odt_list_levels = 10;
using OdtListStyle = std::array<OdtListLevel, odt_list_levels>;

/// The styles of an OpenDocument text. Each part has its own ones beside those of the document.
class OdtStyles {
public:
    explicit OdtStyles(Effort& effort) : effort_(effort) {}

    /// Adds the styles below `node`: office:styles or office:automatic-styles. Later ones count.
    void add(pugi::xml_node node);

    /// How text of a style looks, with the styles that it is based on. @param family such as "text".
    RunLook look(std::string_view family, std::string_view name) const;
    /// How text looks where no style says.
    RunLook const& defaults() const noexcept { return defaults_; }
    /// @returns the list style; nullptr if there is none of that name.
    OdtListStyle const* list(std::string_view name) const;
    /// @returns the list style that a paragraph's style names; empty if none.
    std::string_view list_of(std::string_view paragraph_style) const;
    /// @returns true if some drawing is put behind the text, where white letters may be seen.
    bool has_background_drawing() const noexcept { return has_background_drawing_; }
    /// Takes over that `other`, the styles of another part, has such a drawing: it may reach anywhere.
    void share_drawings_of(OdtStyles const& other) noexcept {
        has_background_drawing_ = has_background_drawing_ || other.has_background_drawing_;
    }
    /// @returns the name of the page design that the style switches to; empty if none.
    std::string_view master_page_of(std::string_view paragraph_style) const;

private:
    struct Entry {
        RunLook look;
        std::string parent;
        std::string list;
        std::string master_page;
    };

    void add_style(pugi::xml_node node);
    void add_list(pugi::xml_node node);
    Entry const* find(std::string_view family, std::string_view name) const;

    Effort& effort_;
    std::map<std::string, Entry, std::less<>> styles_;  // By family and name.
    std::map<std::string, OdtListStyle, std::less<>> lists_;
    RunLook defaults_;
    bool has_background_drawing_ = false;
};

}  // namespace ats::documents
