#include "documents/docx_drawings.hpp"

#include <set>
#include <string_view>

#include "documents/xml_part.hpp"

namespace ats::documents {
namespace {

std::string_view parent_name(pugi::xml_node node, int generations) {
    for (; generations > 0; --generations) node = node.parent();
    return local_name(node.name());
}

/// Names of categories and series are kept as values in a cache of strings; numbers are in others.
bool is_name_value(pugi::xml_node node) {
    if (local_name(node.name()) != "v") return false;
    auto const cache = parent_name(node, 2);
    return cache == "strCache" || cache == "lvl" || parent_name(node, 1) == "tx";
}

/// The charts of newer programs have their names in a dimension of strings.
bool is_new_name(pugi::xml_node node) {
    return local_name(node.name()) == "pt" && parent_name(node, 2) == "strDim";
}

/// Collects lines while it walks the elements without recursion.
class GraphicText : public pugi::xml_tree_walker {
public:
    explicit GraphicText(Effort& effort) : effort_(effort) {}

    bool for_each(pugi::xml_node& node) override {
        effort_.spend(1);
        auto const name = local_name(node.name());
        if (name == "p") end_line();
        if (name == "t") line_ += node.child_value();
        if (is_name_value(node) || is_new_name(node)) {
            end_line();
            line_ = node.child_value();
            end_line();
        }
        return true;
    }

    std::string take() {
        end_line();
        return std::move(text_);
    }

private:
    void end_line() {
        effort_.spend_on_text(line_.size());
        auto const [line, is_new] = seen_.insert(std::move(line_));
        line_.clear();
        if (is_new && !line->empty()) text_.append(*line).push_back('\n');
    }

    Effort& effort_;
    std::set<std::string> seen_;  // Each series repeats the categories.
    std::string line_;
    std::string text_;
};

std::optional<Colour> scheme_colour(std::string_view name) {
    if (name == "bg1" || name == "lt1") return white;
    return std::nullopt;
}

Backdrop solid_fill(pugi::xml_node fill) {
    auto const scheme = child(fill, "schemeClr");
    // A colour of the theme may be made darker.
    auto const colour = scheme && !scheme.first_child()
                            ? scheme_colour(attribute(scheme, "val"))
                            : parse_colour(attribute(child(fill, "srgbClr"), "val"));
    return colour ? Backdrop{Backdrop::Kind::plain, *colour} : unknown_backdrop;
}

Backdrop fill_of_shape(pugi::xml_node shape, pugi::xml_node properties) {
    if (child(properties, "noFill")) return {};
    if (auto const fill = child(properties, "solidFill")) return solid_fill(fill);
    for (auto const name : {"gradFill", "blipFill", "pattFill", "grpFill"}) {
        if (child(properties, name)) return unknown_backdrop;
    }
    auto const reference = attribute(child(child(shape, "style"), "fillRef"), "idx");
    return reference.empty() || reference == "0" ? Backdrop{} : unknown_backdrop;
}

Backdrop fill_of_vml(pugi::xml_node shape) {
    auto const filled = attribute(shape, "filled");
    if (filled == "f" || filled == "false") return {};
    auto const name = attribute(shape, "fillcolor");
    if (child(shape, "fill") || child(shape, "imagedata")) return unknown_backdrop;
    if (name.empty() || name == "white" || name.substr(0, 4) == "#fff") return {};
    auto const colour = parse_colour(name.substr(0, name.find(' ')));
    return colour ? Backdrop{Backdrop::Kind::plain, *colour} : unknown_backdrop;
}

bool can_show_white(Backdrop const& fill) {
    return fill.kind == Backdrop::Kind::unknown ||
           (fill.kind == Backdrop::Kind::plain && !are_alike(fill.colour, white));
}

}  // namespace

std::string graphic_text(pugi::xml_node root, Effort& effort) {
    GraphicText lines(effort);
    root.traverse(lines);
    return lines.take();
}

Backdrop fill_of_box(pugi::xml_node content) {
    auto const shape = content.parent().parent();
    auto const properties = child(shape, "spPr");
    return properties ? fill_of_shape(shape, properties) : fill_of_vml(shape);
}

bool is_hidden_drawing(pugi::xml_node drawing) {
    auto const hidden = attribute(child(drawing, "docPr"), "hidden");
    return hidden == "1" || hidden == "true" ||
           attribute(drawing, "style").find("visibility:hidden") != std::string_view::npos;
}

class DrawnBackdrops::Search : public pugi::xml_tree_walker {
public:
    Search(Effort& effort, Found& found) : effort_(effort), found_(found) {}

    bool for_each(pugi::xml_node& node) override {
        effort_.spend(1);
        auto const name = local_name(node.name());
        if (depth() <= anchor_depth_) anchor_depth_ = outside;
        if (name == "anchor") {
            anchor_depth_ = depth();
            behind_ = attribute(node, "behindDoc") == "1" || attribute(node, "behindDoc") == "true";
        }
        if (anchor_depth_ != outside && is_drawn(node, name)) note(behind_);
        auto const style = attribute(node, "style");
        if (style.find("position:absolute") != style.npos && can_show_white(fill_of_vml(node))) {
            note(style.find("z-index:-") != style.npos);
        }
        return true;
    }

private:
    static constexpr int outside = -1;

    static bool is_drawn(pugi::xml_node node, std::string_view name) {
        return name == "pic" || (name == "spPr" && can_show_white(fill_of_shape(node.parent(), node)));
    }

    void note(bool behind) {
        found_.behind_boxes = true;
        found_.behind_text = found_.behind_text || behind;
    }

    Effort& effort_;
    Found& found_;
    int anchor_depth_ = outside;
    bool behind_ = false;
};

DrawnBackdrops::Found const& DrawnBackdrops::found() {
    if (found_) return *found_;
    found_ = Found{};
    Search search(effort_, *found_);
    for (auto const& root : roots_) pugi::xml_node(root).traverse(search);
    return *found_;
}

}  // namespace ats::documents
