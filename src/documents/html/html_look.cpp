#include "documents/html/html_look.hpp"

#include <cmath>
#include <iterator>
#include <string>

#include "documents/html/css_values.hpp"

namespace ats::documents {
namespace {

// Two points, as for other formats: a hair's breadth of 0.7 mm.
constexpr double largest_tiny = 2.7;
// Below it black letters on white are as near to white as letters that count as white.
constexpr double least_opacity = .0625;
// Pixels beyond an edge of the page that no part of a page reaches by chance.
constexpr double far_outside = 500;
// The usual way to keep words for screen readers only is a box of one pixel.
constexpr double largest_speck = 1;

/// Looks up what is said about one element.
class Sayings {
public:
    Sayings(CssDeclarations const& declarations, HtmlLook const& outer)
        : declarations_(declarations), outer_(outer) {}

    std::string_view operator[](std::string_view property) const {
        auto const found = declarations_.find(property);
        return found == declarations_.end() ? std::string_view() : std::string_view(found->second);
    }
    std::optional<double> length(std::string_view property) const {
        return css_length((*this)[property], {outer_.font_size, 0});
    }
    bool says(std::string_view property, std::string_view value) const { return (*this)[property] == value; }

private:
    CssDeclarations const& declarations_;
    HtmlLook const& outer_;
};

std::optional<double> size_by_name(std::string_view value, double outer) {
    struct Named {
        std::string_view name;
        double pixels;
    };
    constexpr Named sizes[] = {{"xx-small", 9}, {"x-small", 10}, {"small", 13},   {"medium", 16},
                               {"large", 18},   {"x-large", 24}, {"xx-large", 32}};
    if (value == "smaller") return outer / 1.2;
    if (value == "larger") return outer * 1.2;
    for (auto const& each : sizes) {
        if (each.name == value) return each.pixels;
    }
    return std::nullopt;
}

std::optional<double> font_size_of(std::string_view value, double outer) {
    if (auto const named = size_by_name(value, outer)) return named;
    return css_length(value, {outer, outer});
}

/// The size within the shorthand `font: italic 12pt/1.2 serif`.
std::optional<double> size_in_font(std::string_view value, double outer) {
    while (!value.empty()) {
        auto const end = value.find_first_of(" /");
        auto const word = value.substr(0, end);
        value.remove_prefix(end == value.npos ? value.size() : end + 1);
        bool const is_weight = word.find_first_not_of("0123456789") == word.npos;
        if (is_weight) continue;
        if (auto const size = font_size_of(word, outer)) return size;
    }
    return std::nullopt;
}

/// The first colour of a shorthand; a picture or gradient beside it decides.
std::optional<CssColour> colour_in(std::string_view value) {
    while (!value.empty()) {
        auto const begin = value.find_first_not_of(' ');
        if (begin == value.npos) break;
        value.remove_prefix(begin);
        bool const is_function = value.substr(0, 3) == "rgb";
        auto const end = is_function ? value.find(')') : value.find(' ');
        auto const length = end == value.npos ? value.size() : end + (is_function ? 1 : 0);
        if (auto const colour = css_colour(value.substr(0, length))) return colour;
        value.remove_prefix(length);
    }
    return std::nullopt;
}

bool is_picture(std::string_view value) {
    return value.find("url(") != value.npos || value.find("gradient(") != value.npos;
}

void set_backdrop(HtmlLook& look, Sayings const& says) {
    for (auto const* const property : {"background", "background-color", "background-image"}) {
        auto const value = says[property];
        if (value.empty()) continue;
        if (is_picture(value)) {
            look.backdrop = unknown_backdrop;
            return;
        }
        auto const colour = colour_in(value);
        if (!colour || colour->opacity < least_opacity) continue;
        look.backdrop =
            colour->opacity == 1 ? Backdrop{Backdrop::Kind::plain, colour->colour} : unknown_backdrop;
    }
}

void set_ink(HtmlLook& look, std::string_view value) {
    auto const colour = css_colour(value);
    if (!colour) return;
    look.ink = colour->colour;
    look.ink_is_clear = colour->opacity < least_opacity;
}

std::optional<HtmlLook::Flow> flow_of(Sayings const& says) {
    auto const display = says["display"];
    if (display == "flex" || display == "grid" || display == "inline-flex" || display == "inline-grid") {
        return HtmlLook::Flow::row;
    }
    bool const floats = says.says("float", "left") || says.says("float", "right");
    bool const is_placed = says.says("position", "absolute") || says.says("position", "fixed");
    if (floats || is_placed || display == "inline-block" || display == "table-cell") {
        return HtmlLook::Flow::apart;
    }
    if (display == "block" || display == "list-item" || display == "table" || display == "table-row") {
        return HtmlLook::Flow::block;
    }
    if (display == "inline") return HtmlLook::Flow::inline_text;
    return std::nullopt;
}

bool is_outside(Sayings const& says) {
    if (says.length("text-indent").value_or(0) <= -far_outside) return true;
    auto const position = says["position"];
    if (position != "absolute" && position != "fixed" && position != "relative") return false;
    for (auto const* const edge : {"left", "top", "right", "bottom"}) {
        if (says.length(edge).value_or(0) <= -far_outside) return true;
    }
    return says.length("left").value_or(0) >= 10 * far_outside;
}

bool is_clipped(Sayings const& says) {
    auto const clip = says["clip"];
    bool const is_cut = clip == "rect(0,0,0,0)" || clip == "rect(0, 0, 0, 0)" || clip == "rect(0 0 0 0)" ||
                        clip.substr(0, 8) == "rect(1px" || clip.substr(0, 8) == "rect(0px";
    auto const path = says["clip-path"];
    bool const has_no_area = path == "inset(50%)" || path == "inset(100%)" || path == "circle(0)";
    auto const shape = says["transform"];
    return is_cut || has_no_area || shape == "scale(0)" || shape == "scale(0,0)" || shape == "scale(0, 0)";
}

bool is_speck(Sayings const& says) {
    auto const overflow = says["overflow"];
    if (overflow != "hidden" && overflow != "clip") return false;
    for (auto const* const side : {"width", "height", "max-width", "max-height"}) {
        auto const length = says.length(side);
        if (length && *length <= largest_speck) return true;
    }
    return false;
}

}  // namespace

bool HtmlLook::hides() const {
    if (gone || invisible || ink_is_clear || opacity < least_opacity || font_size < largest_tiny) return true;
    return ink && backdrop.kind != Backdrop::Kind::unknown && are_alike(*ink, backdrop.colour);
}

HtmlLook look_of(CssDeclarations const& declarations, HtmlLook const& outer) {
    Sayings const says(declarations, outer);
    auto look = outer;
    look.flow = flow_of(says);
    look.gone =
        outer.gone || says.says("display", "none") || is_outside(says) || is_clipped(says) || is_speck(says);
    auto const visibility = says["visibility"];
    if (!visibility.empty() && visibility != "inherit") look.invisible = visibility != "visible";
    if (auto const opacity = css_length(says["opacity"], {1, 1})) look.opacity *= *opacity;
    if (auto const size = size_in_font(says["font"], outer.font_size)) look.font_size = *size;
    if (auto const size = font_size_of(says["font-size"], outer.font_size)) look.font_size = *size;
    set_ink(look, says["color"]);
    set_backdrop(look, says);
    auto const blanks = says["white-space"];
    if (!blanks.empty()) look.keeps_blanks = blanks.substr(0, 3) == "pre";
    for (auto const* const property : {"list-style", "list-style-type"}) {
        if (says[property].find("none") != std::string_view::npos) look.has_no_bullets = true;
    }
    return look;
}

}  // namespace ats::documents
