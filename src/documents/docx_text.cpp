#include "documents/docx_text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <ats/error.hpp>

#include "documents/docx_look.hpp"
#include "documents/docx_symbols.hpp"
#include "documents/link_address.hpp"
#include "documents/text_encoding.hpp"

namespace ats::documents {
namespace {

// Word itself stops at a few dozen; the walk is recursive, so the stack sets the limit.
constexpr int max_depth = 480;

bool starts_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

bool is_heading(std::string_view style_id, Style const& style, pugi::xml_node properties) {
    return style.heading || starts_with(style_id, "Heading") || starts_with(style_id, "Title") ||
           child(properties, "outlineLvl");
}

}  // namespace

DocxText::Visit DocxText::handler_of(std::string_view element) noexcept {
    static constexpr Handler handlers[] = {
        {"t", &DocxText::text},
        {"r", &DocxText::run},
        {"p", &DocxText::paragraph},
        {"tbl", &DocxText::table},
        {"tr", &DocxText::row},
        {"tc", &DocxText::cell},
        {"hyperlink", &DocxText::hyperlink},
        {"tab", &DocxText::tab},
        {"ptab", &DocxText::tab},
        {"br", &DocxText::line_break},
        {"cr", &DocxText::line_break},
        {"noBreakHyphen", &DocxText::hyphen},
        {"sym", &DocxText::symbol},
        {"fldSimple", &DocxText::simple_field},
        {"fldChar", &DocxText::field_character},
        {"instrText", &DocxText::instruction},
        {"AlternateContent", &DocxText::alternate_content},
        {"anchor", &DocxText::drawing},
        {"inline", &DocxText::drawing},
        {"shape", &DocxText::drawing},
        {"rect", &DocxText::drawing},
        {"txbxContent", &DocxText::text_box},
        {"textpath", &DocxText::word_art},
        {"chart", &DocxText::graphic},
        {"relIds", &DocxText::graphic},
        // Properties hold names that mean something else in running text, such as tab and ins.
        {"pPr", &DocxText::skip},
        {"rPr", &DocxText::skip},
        {"tblPr", &DocxText::skip},
        {"trPr", &DocxText::skip},
        {"tcPr", &DocxText::skip},
        {"sdtPr", &DocxText::skip},
        {"sectPr", &DocxText::skip},
        // What the author took out, and pronunciation aids.
        {"del", &DocxText::skip},
        {"moveFrom", &DocxText::skip},
        {"delText", &DocxText::skip},
        {"delInstrText", &DocxText::skip},
        {"rt", &DocxText::skip},
    };
    auto const* const found =
        std::find_if(std::begin(handlers), std::end(handlers),
                     [&](Handler const& handler) { return handler.element == element; });
    return found == std::end(handlers) ? &DocxText::visit_children : found->visit;
}

Fragment DocxText::render(pugi::xml_node root) {
    visit_children(root);
    out_.place_boxes();
    return std::exchange(out_, {});
}

void DocxText::visit_children(pugi::xml_node node) {
    if (++depth_ > max_depth) {
        throw DocumentError(ErrorCode::document_too_large, setting_.name,
                            "elements are nested more than " + std::to_string(max_depth) + " deep");
    }
    for (auto const& item : node.children()) {
        effort_.spend(1);
        if (item.type() == pugi::node_element) (this->*handler_of(local_name(item.name())))(item);
    }
    --depth_;
}

void DocxText::visit_concealed(pugi::xml_node node, bool concealed) {
    auto const outer = std::exchange(concealed_, concealed_ || concealed);
    visit_children(node);
    concealed_ = outer;
}

void DocxText::text(pugi::xml_node node) {
    for (auto const& item : node.children()) {
        std::string_view const value = item.value();
        effort_.spend_on_new_text(value.size());
        std::transform(value.begin(), value.end(), std::back_inserter(out()),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 ? ' ' : c; });
    }
}

void DocxText::symbol(pugi::xml_node node) { out() += symbol_text(node); }

bool DocxText::is_lost_on(Colour ink, Backdrop const& backdrop) {
    if (backdrop.kind == Backdrop::Kind::unknown || !are_alike(ink, backdrop.colour)) return false;
    if (backdrop.kind == Backdrop::Kind::plain) return true;
    return in_box_ ? !setting_.drawn.behind_boxes() : !setting_.drawn.behind_text();
}

bool DocxText::is_hidden(RunLook const& look) {
    if (look.vanishes.value_or(false) || is_tiny(look)) return true;
    if (!look.ink || look.ink->automatic) return false;
    return is_lost_on(look.ink->colour, look.backdrop.value_or(backdrop_));
}

void DocxText::run(pugi::xml_node node) {
    auto const& paragraph = style_ != nullptr ? *style_ : setting_.styles.of_paragraph("");
    auto const look = setting_.styles.look(paragraph, child(node, "rPr"));
    auto const outer = std::exchange(hidden_, is_hidden(look));
    // A drawing in a run that vanishes is gone too; one in a run of white letters is not.
    visit_concealed(node, look.vanishes.value_or(false));
    hidden_ = outer;
}

void DocxText::paragraph(pugi::xml_node node) {
    auto const properties = child(node, "pPr");
    auto const style_id = attribute(child(properties, "pStyle"), "val");
    auto const& style = setting_.styles.of_paragraph(style_id);
    auto const shading = read_shading(properties);
    auto const outer_style = std::exchange(style_, &style);
    auto const outer_backdrop = backdrop_;
    if (shading || style.backdrop) backdrop_ = shading ? *shading : *style.backdrop;
    if (is_heading(style_id, style, properties)) out_.text.push_back('\n');
    auto const begin = out_.text.size();
    auto const label = setting_.numbering.next(style, properties);
    visit_children(node);
    end_paragraph(begin, label);
    style_ = outer_style;
    backdrop_ = outer_backdrop;
}

void DocxText::end_paragraph(std::size_t begin, std::string const& label) {
    auto const text = std::string_view(out_.text).substr(begin);
    if (!label.empty() && !is_blank(text)) {
        effort_.spend_on_text(text.size() + label.size());
        out_.text.insert(begin, label + " ");
    }
    out_.text.push_back('\n');
    if (!out_.hidden.empty()) out_.hidden.push_back('\n');
    out_.place_boxes();
}

void DocxText::table(pugi::xml_node node) {
    auto const properties = child(node, "tblPr");
    auto const& style = setting_.styles.find(attribute(child(properties, "tblStyle"), "val"));
    auto const outer = backdrop_;
    if (style.backdrop) backdrop_ = *style.backdrop;
    if (style.shades_cells) backdrop_ = unknown_backdrop;  // Which cells, is not looked at.
    if (auto const shading = read_shading(properties)) backdrop_ = *shading;
    visit_children(node);
    backdrop_ = outer;
    out_.text.push_back('\n');
}

void DocxText::row(pugi::xml_node node) {
    auto const properties = child(node, "trPr");
    if (child(properties, "del")) return;
    auto outer = std::exchange(cells_, {});
    auto const hidden = child(properties, "hidden");
    visit_concealed(node, hidden && is_on(hidden));
    auto const line = join_cells(std::exchange(cells_, std::move(outer)));
    if (!line.empty()) out_.text.append(line).push_back('\n');
}

void DocxText::cell(pugi::xml_node node) {
    auto const properties = child(node, "tcPr");
    if (child(properties, "cellDel")) return;
    auto const outer = backdrop_;
    if (auto const shading = read_shading(properties)) backdrop_ = *shading;
    cells_.emplace_back(trimmed(block_of(node)));
    backdrop_ = outer;
}

void DocxText::link(std::string_view target, std::size_t begin, std::size_t hidden_begin) {
    if (begin > out_.text.size()) return;
    bool const only_hidden = out_.hidden.size() > hidden_begin && out_.text.size() == begin;
    if (!only_hidden && !concealed_) add_address(out_.text, begin, target, effort_);
}

void DocxText::hyperlink(pugi::xml_node node) {
    auto const begin = out_.text.size();
    auto const hidden_begin = out_.hidden.size();
    visit_children(node);
    auto const* const target = relationships_.find(attribute(node, "id"));
    if (target != nullptr && target->external) link(target->target, begin, hidden_begin);
}

void DocxText::simple_field(pugi::xml_node node) {
    auto const begin = out_.text.size();
    auto const hidden_begin = out_.hidden.size();
    visit_children(node);
    link(link_target(attribute(node, "instr")), begin, hidden_begin);
}

void DocxText::field_character(pugi::xml_node node) {
    auto const type = attribute(node, "fldCharType");
    if (type == "begin") fields_.open();
    auto* const field = fields_.innermost();
    if (field == nullptr) return;
    if (type == "separate") {
        field->shows = true;
        field->fragment = fragments_;
        field->begin = out_.text.size();
        field->hidden = out_.hidden.size();
    }
    if (type == "end") close_field();
}

void DocxText::close_field() {
    auto const& field = *fields_.innermost();
    if (field.shows && field.fragment == fragments_) {
        link(link_target(field.instruction), field.begin, field.hidden);
    }
    fields_.close();
}

void DocxText::instruction(pugi::xml_node node) {
    std::string_view const text = node.child_value();
    effort_.spend_on_text(text.size());
    fields_.add_instruction(text);
}

void DocxText::alternate_content(pugi::xml_node node) {
    for (auto const& alternative : node.children()) {
        auto fragment = fragment_of(alternative);
        if (fragment.is_empty()) continue;
        out_.add(std::move(fragment));
        return;
    }
}

void DocxText::drawing(pugi::xml_node node) { visit_concealed(node, is_hidden_drawing(node)); }

void DocxText::text_box(pugi::xml_node node) {
    auto const outer_backdrop = std::exchange(backdrop_, fill_of_box(node));
    auto const outer_box = std::exchange(in_box_, true);
    auto const outer_hidden = std::exchange(hidden_, false);
    auto const outer_style = std::exchange(style_, nullptr);
    add_box(block_of(node));
    style_ = outer_style;
    hidden_ = outer_hidden;
    in_box_ = outer_box;
    backdrop_ = outer_backdrop;
}

void DocxText::add_box(std::string block) {
    if (!is_blank(block)) out_.boxes.push_back(std::move(block));
}

void DocxText::word_art(pugi::xml_node node) {
    if (concealed_) return;
    auto const shown = attribute(node, "string");
    effort_.spend_on_text(shown.size());
    if (!shown.empty()) add_box(std::string(shown) + "\n");
}

void DocxText::graphic(pugi::xml_node node) {
    auto const data = attribute(node, "dm");
    auto const found = graphics_.find(data.empty() ? attribute(node, "id") : data);
    if (found == graphics_.end() || concealed_) return;
    effort_.spend_on_text(found->second.size());
    add_box(found->second);
}

Fragment DocxText::fragment_of(pugi::xml_node node) {
    auto outer = std::exchange(out_, {});
    ++fragments_;
    visit_children(node);
    --fragments_;
    // It is copied or searched at each level that it is nested in.
    effort_.spend_on_text(out_.text.size() + out_.hidden.size());
    effort_.spend(out_.boxes.size());
    return std::exchange(out_, std::move(outer));
}

std::string DocxText::block_of(pugi::xml_node node) {
    auto fragment = fragment_of(node);
    for (auto const& box : fragment.boxes) fragment.text.append("\n").append(box);
    out_.hidden += fragment.hidden;
    return std::move(fragment.text);
}

}  // namespace ats::documents
