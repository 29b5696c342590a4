#include "documents/docx_look.hpp"

#include <string_view>

#include "documents/xml_part.hpp"

namespace ats::documents {
namespace {

Ink read_ink(std::string_view value) {
    auto const colour = parse_colour(value);
    return colour ? Ink{false, *colour} : Ink{};
}

Backdrop backdrop_of(std::string_view fill) {
    auto const colour = parse_colour(fill);
    return colour ? Backdrop{Backdrop::Kind::plain, *colour} : Backdrop{};
}

Backdrop shading(pugi::xml_node shd) {
    auto const pattern = attribute(shd, "val");
    if (pattern == "clear" || pattern == "nil" || pattern.empty()) return backdrop_of(attribute(shd, "fill"));
    // Dots and stripes, and a solid pattern of the automatic colour, which is black.
    auto const colour = parse_colour(attribute(shd, "color"));
    return pattern == "solid" && colour ? Backdrop{Backdrop::Kind::plain, *colour} : unknown_backdrop;
}

// Of the marker's colours one is white, all others are told from it.
std::optional<Backdrop> highlight(std::string_view name) {
    if (name == "none") return std::nullopt;
    return name == "white" ? Backdrop{Backdrop::Kind::plain, white} : unknown_backdrop;
}

/// Letters may be drawn as outlines alone, or not at all.
bool draws_nothing(pugi::xml_node run_properties) {
    return child(child(run_properties, "textFill"), "noFill") && !child(run_properties, "textOutline");
}

}  // namespace

bool is_on(pugi::xml_node toggle) noexcept {
    auto const value = attribute(toggle, "val");
    return value != "0" && value != "false" && value != "off";
}

RunLook read_look(pugi::xml_node run_properties) {
    RunLook look;
    for (auto const& item : run_properties.children()) {
        auto const name = local_name(item.name());
        if (name == "vanish") look.vanishes = is_on(item);
        if (name == "color") look.ink = read_ink(attribute(item, "val"));
        if (name == "sz") look.half_points = number_of(attribute(item, "val"));
        if (name == "shd" && !look.backdrop) look.backdrop = shading(item);
        if (name == "highlight") look.backdrop = highlight(attribute(item, "val"));
        if (name == "textFill" && draws_nothing(run_properties)) look.vanishes = true;
    }
    return look;
}

std::optional<Backdrop> read_shading(pugi::xml_node properties) {
    auto const shd = child(properties, "shd");
    return shd ? std::optional(shading(shd)) : std::nullopt;
}

}  // namespace ats::documents
