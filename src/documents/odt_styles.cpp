#include "documents/odt_styles.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "documents/xml_part.hpp"

namespace ats::documents {
namespace {

// Longer chains of styles that are based on one another are circles.
constexpr int longest_chain = 32;
// More than anybody writes before or behind a number.
constexpr std::size_t longest_affix = 50;
constexpr int largest_start = 32767;
// Each change by hand to how text looks makes a style. A style takes 200 bytes, one of lists 900.
constexpr std::size_t most_styles = 50'000;
constexpr std::size_t most_list_styles = 10'000;

std::string key_of(std::string_view family, std::string_view name) {
    return std::string(family).append("/").append(name);
}

/// @returns a size such as "10.5pt" in half points; nullopt for relative ones.
std::optional<int> half_points(std::string_view size) {
    if (size.size() < 3 || size.substr(size.size() - 2) != "pt") return std::nullopt;
    auto const points = std::strtod(std::string(size).c_str(), nullptr);
    if (!(points >= 0 && points < 1000)) return std::nullopt;
    return static_cast<int>(std::lround(points * 2));
}

std::optional<Backdrop> backdrop_of(std::string_view colour) {
    if (colour.empty()) return std::nullopt;
    auto const parsed = parse_colour(colour);
    return parsed ? Backdrop{Backdrop::Kind::plain, *parsed} : Backdrop{};
}

void read_text(RunLook& look, pugi::xml_node properties) {
    auto const display = attribute(properties, "display");
    if (!display.empty()) look.vanishes = display == "none";
    auto const colour = attribute(properties, "color");
    bool const automatic = attribute(properties, "use-window-font-color") == "true";
    if (auto const parsed = parse_colour(colour); parsed && !automatic) look.ink = Ink{false, *parsed};
    if (automatic) look.ink = Ink{};
    look.half_points = half_points(attribute(properties, "font-size"));
}

std::optional<Backdrop> fill_of(pugi::xml_node properties) {
    auto const fill = attribute(properties, "fill");
    if (fill == "solid") return backdrop_of(attribute(properties, "fill-color"));
    if (!fill.empty() && fill != "none") return unknown_backdrop;
    return std::nullopt;
}

RunLook read_look(pugi::xml_node style) {
    RunLook look;
    for (auto const& properties : style.children()) {
        if (local_name(properties.name()) == "text-properties") read_text(look, properties);
        if (auto const fill = fill_of(properties)) look.backdrop = fill;
        if (auto const colour = backdrop_of(attribute(properties, "background-color")))
            look.backdrop = colour;
    }
    return look;
}

/// Whether a page design fills the page with more than white.
bool has_picture(pugi::xml_node layout) {
    auto const properties = child(layout, "page-layout-properties");
    auto const colour = parse_colour(attribute(properties, "background-color"));
    auto const fill = fill_of(properties);
    bool const filled = fill && (fill->kind == Backdrop::Kind::unknown || !are_alike(fill->colour, white));
    return child(properties, "background-image") || filled || (colour && !are_alike(*colour, white));
}

NumberFormat format_of(std::string_view name) {
    if (name.empty()) return NumberFormat::none;
    if (name == "a") return NumberFormat::lower_letter;
    if (name == "A") return NumberFormat::upper_letter;
    if (name == "i") return NumberFormat::lower_roman;
    if (name == "I") return NumberFormat::upper_roman;
    return NumberFormat::decimal;
}

OdtListLevel read_level(pugi::xml_node node) {
    OdtListLevel level;
    bool const counts = local_name(node.name()) == "list-level-style-number";
    level.format = counts ? format_of(attribute(node, "num-format")) : NumberFormat::bullet;
    level.prefix = attribute(node, "num-prefix").substr(0, longest_affix);
    level.suffix = attribute(node, "num-suffix").substr(0, longest_affix);
    level.start = std::clamp(number_of(attribute(node, "start-value")).value_or(1), 0, largest_start);
    level.shown_levels = number_of(attribute(node, "display-levels")).value_or(1);
    return level;
}

}  // namespace

void OdtStyles::add(pugi::xml_node node) {
    for (auto const& item : node.children()) {
        effort_.spend(1);
        auto const name = local_name(item.name());
        if (name == "style") add_style(item);
        if (name == "list-style") add_list(item);
        if (name == "page-layout" && has_picture(item)) has_background_drawing_ = true;
        if (name == "default-style" && attribute(item, "family") == "paragraph") defaults_ = read_look(item);
    }
}

void OdtStyles::add_style(pugi::xml_node node) {
    effort_.require_at_most(styles_.size() + 1, most_styles, "styles");
    Entry entry;
    entry.look = read_look(node);
    entry.parent = attribute(node, "parent-style-name");
    entry.list = attribute(node, "list-style-name");
    entry.master_page = attribute(node, "master-page-name");
    if (attribute(child(node, "graphic-properties"), "run-through") == "background") {
        has_background_drawing_ = true;
    }
    styles_.insert_or_assign(key_of(attribute(node, "family"), attribute(node, "name")), std::move(entry));
}

void OdtStyles::add_list(pugi::xml_node node) {
    effort_.require_at_most(lists_.size() + 1, most_list_styles, "styles of lists");
    OdtListStyle list;
    for (auto const& item : node.children()) {
        auto const level = number_of(attribute(item, "level")).value_or(0);
        if (level < 1 || level > static_cast<int>(odt_list_levels)) continue;
        list[static_cast<std::size_t>(level - 1)] = read_level(item);
    }
    lists_.insert_or_assign(std::string(attribute(node, "name")), std::move(list));
}

OdtStyles::Entry const* OdtStyles::find(std::string_view family, std::string_view name) const {
    effort_.spend(1);
    auto const found = styles_.find(key_of(family, name));
    return found == styles_.end() ? nullptr : &found->second;
}

RunLook OdtStyles::look(std::string_view family, std::string_view name) const {
    RunLook look;
    for (int i = 0; i < longest_chain && !name.empty(); ++i) {
        auto const* const entry = find(family, name);
        if (entry == nullptr) break;
        look = over(look, entry->look);
        name = entry->parent;
    }
    return look;
}

OdtListStyle const* OdtStyles::list(std::string_view name) const {
    auto const found = lists_.find(name);
    return found == lists_.end() ? nullptr : &found->second;
}

std::string_view OdtStyles::list_of(std::string_view paragraph_style) const {
    auto const* const entry = find("paragraph", paragraph_style);
    return entry == nullptr ? std::string_view() : entry->list;
}

std::string_view OdtStyles::master_page_of(std::string_view paragraph_style) const {
    auto const* const entry = find("paragraph", paragraph_style);
    return entry == nullptr ? std::string_view() : entry->master_page;
}

}  // namespace ats::documents
