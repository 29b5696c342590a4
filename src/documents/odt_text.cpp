#include "documents/odt_text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <ats/error.hpp>

#include "documents/link_address.hpp"
#include "documents/text_encoding.hpp"
#include "documents/xml_part.hpp"

namespace ats::documents {
namespace {

// As for Word: the walk is recursive, so the stack sets the limit.
constexpr int max_depth = 480;
// More spaces in a row than a line has are no layout.
constexpr int most_spaces = 200;

bool is_source_of_index(std::string_view element) {
    constexpr std::string_view ending = "-source";
    return element.size() > ending.size() && element.substr(element.size() - ending.size()) == ending;
}

}  // namespace

OdtText::Visit OdtText::handler_of(std::string_view element) noexcept {
    static constexpr Handler handlers[] = {
        {"p", &OdtText::paragraph},
        {"h", &OdtText::heading},
        {"span", &OdtText::span},
        {"s", &OdtText::spaces},
        {"tab", &OdtText::tab},
        {"line-break", &OdtText::line_break},
        {"a", &OdtText::link},
        {"note", &OdtText::note},
        {"list", &OdtText::list},
        {"list-item", &OdtText::list_item},
        {"table", &OdtText::table},
        {"table-row", &OdtText::row},
        {"table-cell", &OdtText::cell},
        {"section", &OdtText::section},
        {"hidden-text", &OdtText::hidden_field},
        {"hidden-paragraph", &OdtText::hidden_field},
        {"text-box", &OdtText::drawing},
        {"custom-shape", &OdtText::drawing},
        {"rect", &OdtText::drawing},
        {"ellipse", &OdtText::drawing},
        {"frame", &OdtText::visit_children},
        // Text of others than the author, what was deleted, and what describes instead of showing.
        {"annotation", &OdtText::skip},
        {"tracked-changes", &OdtText::skip},
        {"covered-table-cell", &OdtText::skip},
        {"ruby-text", &OdtText::skip},
        {"forms", &OdtText::skip},
        {"event-listeners", &OdtText::skip},
        {"title", &OdtText::skip},
        {"desc", &OdtText::skip},
        {"script", &OdtText::skip},
        {"variable-decls", &OdtText::skip},
        {"sequence-decls", &OdtText::skip},
        {"user-field-decls", &OdtText::skip},
    };
    if (is_source_of_index(element)) return &OdtText::skip;
    auto const* const found =
        std::find_if(std::begin(handlers), std::end(handlers),
                     [&](Handler const& handler) { return handler.element == element; });
    return found == std::end(handlers) ? &OdtText::visit_children : found->visit;
}

Fragment OdtText::render(pugi::xml_node root) {
    visit_children(root);
    out_.place_boxes();
    if (!notes_.empty()) out_.text.append("\n").append(std::exchange(notes_, {}));
    return std::exchange(out_, {});
}

void OdtText::visit_children(pugi::xml_node node) {
    if (++depth_ > max_depth) {
        throw DocumentError(ErrorCode::document_too_large, name_,
                            "elements are nested more than " + std::to_string(max_depth) + " deep");
    }
    for (auto const& item : node.children()) {
        effort_.spend(1);
        if (item.type() == pugi::node_element) (this->*handler_of(local_name(item.name())))(item);
        if (item.type() == pugi::node_pcdata || item.type() == pugi::node_cdata) characters(item.value());
    }
    --depth_;
}

bool OdtText::is_hidden() const {
    if (concealed_ || look_.vanishes.value_or(false) || is_tiny(look_)) return true;
    if (!look_.ink || look_.ink->automatic) return false;
    auto const backdrop = look_.backdrop.value_or(backdrop_);
    if (backdrop.kind == Backdrop::Kind::unknown || !are_alike(look_.ink->colour, backdrop.colour))
        return false;
    return backdrop.kind == Backdrop::Kind::plain || !styles_.has_background_drawing();
}

// White space of the file is one space at most, and none at the beginning of a line: text says the rest.
void OdtText::characters(std::string_view text) {
    effort_.spend_on_new_text(text.size());
    auto& out = this->out();
    for (char const c : text) {
        bool const space = static_cast<unsigned char>(c) <= 0x20;
        if (space && (out.empty() || out.back() == ' ' || out.back() == '\n')) continue;
        out.push_back(space ? ' ' : c);
    }
}

void OdtText::spaces(pugi::xml_node node) {
    auto const count = std::clamp(number_of(attribute(node, "c")).value_or(1), 1, most_spaces);
    out().append(static_cast<std::size_t>(count), ' ');
}

void OdtText::visit_concealed(pugi::xml_node node, bool concealed) {
    auto const outer = std::exchange(concealed_, concealed_ || concealed);
    visit_children(node);
    concealed_ = outer;
}

std::string OdtText::take_label() {
    if (lists_.empty() || !lists_.back().label_due || lists_.back().style == nullptr) return {};
    auto const own = std::min(lists_.size(), odt_list_levels) - 1;
    auto const& level = (*lists_.back().style)[own];
    if (level.format == NumberFormat::bullet) return "• ";
    auto const shown = static_cast<std::size_t>(std::clamp(level.shown_levels, 1, static_cast<int>(own) + 1));
    std::string numbers;
    for (auto i = own + 1 - shown; i <= own; ++i) {
        auto const number = formatted(lists_[i].number, (*lists_.back().style)[i].format);
        numbers.append(numbers.empty() ? "" : ".").append(number);
    }
    return numbers.empty() ? std::string() : level.prefix + numbers + level.suffix + " ";
}

void OdtText::paragraph(pugi::xml_node node) {
    auto const style = attribute(node, "style-name");
    if (auto const page = styles_.master_page_of(style); !page.empty()) master_pages_.emplace(page);
    auto const outer_look = std::exchange(look_, over(styles_.look("paragraph", style), styles_.defaults()));
    auto const begin = out_.text.size();
    auto const label = take_label();
    visit_children(node);
    auto const text = std::string_view(out_.text).substr(begin);
    if (!is_blank(text)) {
        effort_.spend_on_text(text.size() + label.size());
        out_.text.insert(begin, label);
        if (!lists_.empty()) lists_.back().label_due = false;
    }
    look_ = outer_look;
    out_.text.push_back('\n');
    if (!out_.hidden.empty()) out_.hidden.push_back('\n');
    out_.place_boxes();
}

void OdtText::heading(pugi::xml_node node) {
    out_.text.push_back('\n');
    paragraph(node);
}

void OdtText::span(pugi::xml_node node) {
    auto const outer = look_;
    look_ = over(styles_.look("text", attribute(node, "style-name")), outer);
    visit_children(node);
    look_ = outer;
}

void OdtText::link(pugi::xml_node node) {
    auto const begin = out_.text.size();
    auto const hidden_begin = out_.hidden.size();
    visit_children(node);
    bool const only_hidden = out_.hidden.size() > hidden_begin && out_.text.size() == begin;
    if (!only_hidden && !concealed_) add_address(out_.text, begin, attribute(node, "href"), effort_);
}

void OdtText::note(pugi::xml_node node) {
    auto const outer_lists = std::exchange(lists_, {});
    notes_ += block_of(child(node, "note-body"));
    lists_ = outer_lists;
}

void OdtText::list(pugi::xml_node node) {
    auto const name = attribute(node, "style-name");
    auto const* const named = styles_.list(name);
    auto const* const inherited = lists_.empty() ? nullptr : lists_.back().style;
    OpenList list{named != nullptr ? named : inherited};
    auto const level = std::min(lists_.size(), odt_list_levels - 1);
    if (list.style != nullptr) list.number = (*list.style)[level].start - 1;
    bool const continues =
        attribute(node, "continue-numbering") == "true" || !attribute(node, "continue-list").empty();
    if (lists_.empty() && continues) list.number = last_number_;
    effort_.spend(lists_.size());
    lists_.push_back(list);
    visit_children(node);
    last_number_ = lists_.back().number;
    lists_.pop_back();
}

void OdtText::list_item(pugi::xml_node node) {
    if (!lists_.empty()) {
        auto& list = lists_.back();
        list.number =
            std::clamp(number_of(attribute(node, "start-value")).value_or(list.number + 1), 0, 32767);
        list.label_due = true;
    }
    visit_children(node);
}

/// Visits what stands on a background of its own.
void OdtText::visit_on(pugi::xml_node node, std::string_view family) {
    auto const outer = backdrop_;
    backdrop_ = styles_.look(family, attribute(node, "style-name")).backdrop.value_or(outer);
    visit_children(node);
    backdrop_ = outer;
}

void OdtText::table(pugi::xml_node node) {
    visit_on(node, "table");
    out_.text.push_back('\n');
}

void OdtText::row(pugi::xml_node node) {
    auto outer = std::exchange(cells_, {});
    auto const outer_lists = std::exchange(lists_, {});
    visit_on(node, "table-row");
    lists_ = outer_lists;
    auto const line = join_cells(std::exchange(cells_, std::move(outer)));
    if (!line.empty()) out_.text.append(line).push_back('\n');
}

void OdtText::cell(pugi::xml_node node) {
    auto const outer = backdrop_;
    backdrop_ = styles_.look("table-cell", attribute(node, "style-name")).backdrop.value_or(outer);
    cells_.emplace_back(trimmed(block_of(node)));
    backdrop_ = outer;
}

void OdtText::section(pugi::xml_node node) { visit_concealed(node, attribute(node, "display") == "none"); }

void OdtText::hidden_field(pugi::xml_node node) {
    visit_concealed(node, attribute(node, "is-hidden") == "true");
}

// A text box has no style of its own: the frame around it has.
void OdtText::drawing(pugi::xml_node node) {
    auto style = attribute(node, "style-name");
    if (style.empty()) style = attribute(node.parent(), "style-name");
    auto const outer_backdrop = backdrop_;
    auto const outer_look = std::exchange(look_, styles_.defaults());
    auto const outer_lists = std::exchange(lists_, {});
    backdrop_ = styles_.look("graphic", style).backdrop.value_or(Backdrop{});
    auto block = block_of(node);
    if (!is_blank(block)) out_.boxes.push_back(std::move(block));
    lists_ = outer_lists;
    look_ = outer_look;
    backdrop_ = outer_backdrop;
}

Fragment OdtText::fragment_of(pugi::xml_node node) {
    auto outer = std::exchange(out_, {});
    visit_children(node);
    // It is copied at each level that it is nested in.
    effort_.spend_on_text(out_.text.size() + out_.hidden.size());
    effort_.spend(out_.boxes.size());
    return std::exchange(out_, std::move(outer));
}

std::string OdtText::block_of(pugi::xml_node node) {
    auto fragment = fragment_of(node);
    for (auto const& box : fragment.boxes) fragment.text.append("\n").append(box);
    out_.hidden += fragment.hidden;
    return std::move(fragment.text);
}

}  // namespace ats::documents
