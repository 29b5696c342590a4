#include "documents/docx_styles.hpp"

#include <algorithm>
#include <cctype>

#include "documents/docx_look.hpp"
#include "documents/xml_part.hpp"

namespace ats::documents {
namespace {

// Longer chains of styles that are based on one another are circles.
constexpr int longest_chain = 32;

using Nodes = std::map<std::string_view, pugi::xml_node, std::less<>>;

Style const no_style;

bool names_heading(std::string_view name) {
    constexpr std::string_view beginnings[] = {"heading", "title"};
    return std::any_of(std::begin(beginnings), std::end(beginnings), [&](std::string_view beginning) {
        return name.size() >= beginning.size() &&
               std::equal(beginning.begin(), beginning.end(), name.begin(),
                          [](char a, char b) { return std::tolower(static_cast<unsigned char>(b)) == a; });
    });
}

bool shades_cells(pugi::xml_node style) {
    auto const shades = [](pugi::xml_node node) {
        auto const shading = read_shading(child(node, "tcPr"));
        return shading && shading->kind != Backdrop::Kind::page;
    };
    auto const parts = style.children();
    return shades(style) || std::any_of(parts.begin(), parts.end(), [&](pugi::xml_node part) {
               return local_name(part.name()) == "tblStylePr" && shades(part);
           });
}

/// Adds what a style lower in the chain says.
void add_below(Style& style, pugi::xml_node node) {
    auto const paragraph = child(node, "pPr");
    style.look = over(style.look, read_look(child(node, "rPr")));
    for (auto const& properties : {paragraph, child(node, "tblPr")}) {
        if (!style.backdrop) style.backdrop = read_shading(properties);
    }
    auto const place = read_list_place(paragraph);
    if (!style.place.list) style.place.list = place.list;
    if (!style.place.level) style.place.level = place.level;
    style.heading = style.heading || names_heading(attribute(child(node, "name"), "val")) ||
                    child(paragraph, "outlineLvl");
    style.shades_cells = style.shades_cells || shades_cells(node);
}

Style resolve(pugi::xml_node node, Nodes const& nodes, Effort& effort) {
    Style style;
    style.id = attribute(node, "styleId");
    for (int i = 0; i < longest_chain && node; ++i) {
        effort.spend(1);
        add_below(style, node);
        auto const base = nodes.find(attribute(child(node, "basedOn"), "val"));
        node = base == nodes.end() ? pugi::xml_node() : base->second;
    }
    return style;
}

}  // namespace

ListPlace read_list_place(pugi::xml_node paragraph_properties) {
    auto const place = child(paragraph_properties, "numPr");
    if (!place) return {};
    return {number_of(attribute(child(place, "numId"), "val")),
            number_of(attribute(child(place, "ilvl"), "val"))};
}

Styles::Styles(pugi::xml_node root, Effort& effort) {
    Nodes nodes;
    for (auto const& node : root.children()) {
        auto const id = attribute(node, "styleId");
        // One without an id is nobody's: it must not become the style of all that name none.
        if (local_name(node.name()) == "style" && !id.empty()) nodes.emplace(id, node);
    }
    for (auto const& [id, node] : nodes) {
        styles_.emplace(id, resolve(node, nodes, effort));
        auto const is_usual = attribute(node, "default");
        if (attribute(node, "type") == "paragraph" && (is_usual == "1" || is_usual == "true")) usual_ = id;
    }
    defaults_ = read_look(child(child(child(root, "docDefaults"), "rPrDefault"), "rPr"));
}

Style const& Styles::find(std::string_view id) const {
    auto const found = styles_.find(id);
    return found == styles_.end() ? no_style : found->second;
}

Style const& Styles::of_paragraph(std::string_view id) const { return find(id.empty() ? usual_ : id); }

// Two styles that both hide show again: that is how the format defines a toggle. What is written at the
// run itself is absolute.
RunLook Styles::look(Style const& paragraph, pugi::xml_node properties) const {
    auto const direct = read_look(properties);
    auto const& character = find(attribute(child(properties, "rStyle"), "val"));
    auto look = over(over(over(direct, character.look), paragraph.look), defaults_);
    bool const by_style = character.look.vanishes.value_or(false) != paragraph.look.vanishes.value_or(false);
    look.vanishes = direct.vanishes.value_or(by_style || defaults_.vanishes.value_or(false));
    return look;
}

}  // namespace ats::documents
