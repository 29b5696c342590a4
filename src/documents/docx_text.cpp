#include "documents/docx_text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <ats/error.hpp>

#include "documents/plain_text.hpp"

namespace ats::documents {
namespace {

// Word itself stops at a few dozen; the walk is recursive, so the stack sets the limit.
constexpr int max_depth = 480;

bool starts_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

bool ends_with(std::string_view text, std::string_view suffix) {
    return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

bool is_heading(pugi::xml_node paragraph) {
    auto const properties = child(paragraph, "pPr");
    auto const style = attribute(child(properties, "pStyle"), "val");
    return starts_with(style, "Heading") || starts_with(style, "Title") || child(properties, "outlineLvl");
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\n";
    auto const first = text.find_first_not_of(blank);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// What a reader of the printed page would write down of a link; empty for what is no address.
std::string_view address_of(std::string_view target) {
    if (starts_with(target, "mailto:")) return target.substr(7, target.find('?') - 7);
    if (!starts_with(target, "http://") && !starts_with(target, "https://")) return {};
    return ends_with(target, "/") ? target.substr(0, target.size() - 1) : target;
}

bool shows(std::string_view text, std::string_view address) {
    auto const scheme_end = address.find("://");
    auto const core = scheme_end == address.npos ? address : address.substr(scheme_end + 3);
    return text.find(core) != text.npos;
}

/// At worst a search compares the whole address at each place of the text, many bytes at once.
std::size_t cost_of_search(std::string_view text, std::string_view address) {
    constexpr std::size_t bytes_at_once = 32;
    return text.size() * (1 + address.size() / bytes_at_once);
}

std::string join_cells(std::vector<std::string> const& cells) {
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        // Behind a cell of several lines a tab would tie its last line alone to the next cell.
        if (i > 0) out.push_back(cells[i - 1].find('\n') == std::string::npos ? '\t' : '\n');
        out += cells[i];
    }
    out.erase(out.find_last_not_of("\t\n") + 1);
    return out;
}

}  // namespace

DocxText::Visit DocxText::handler_of(std::string_view element) noexcept {
    static constexpr Handler handlers[] = {
        {"t", &DocxText::text},
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
        {"AlternateContent", &DocxText::alternate_content},
        {"txbxContent", &DocxText::text_box},
        // Properties hold names that mean something else in running text, such as tab and ins.
        {"pPr", &DocxText::skip},
        {"rPr", &DocxText::skip},
        {"tblPr", &DocxText::skip},
        {"trPr", &DocxText::skip},
        {"tcPr", &DocxText::skip},
        {"sdtPr", &DocxText::skip},
        {"sectPr", &DocxText::skip},
        // What the author took out, field codes, and pronunciation aids.
        {"del", &DocxText::skip},
        {"moveFrom", &DocxText::skip},
        {"delText", &DocxText::skip},
        {"instrText", &DocxText::skip},
        {"delInstrText", &DocxText::skip},
        {"rt", &DocxText::skip},
    };
    auto const* const found =
        std::find_if(std::begin(handlers), std::end(handlers),
                     [&](Handler const& handler) { return handler.element == element; });
    return found == std::end(handlers) ? &DocxText::visit_children : found->visit;
}

std::string DocxText::render(pugi::xml_node root) {
    visit_children(root);
    place_boxes();
    return std::exchange(out_, {}).text;
}

void DocxText::visit_children(pugi::xml_node node) {
    if (++depth_ > max_depth) {
        throw DocumentError(ErrorCode::document_too_large, name_,
                            "elements are nested more than " + std::to_string(max_depth) + " deep");
    }
    for (auto const& item : node.children()) {
        effort_.spend(1);
        if (item.type() == pugi::node_element) (this->*handler_of(local_name(item.name())))(item);
    }
    --depth_;
}

void DocxText::text(pugi::xml_node node) {
    for (auto const& item : node.children()) {
        std::string_view const value = item.value();
        effort_.spend_on_text(value.size());
        std::transform(value.begin(), value.end(), std::back_inserter(out_.text),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 ? ' ' : c; });
    }
}

void DocxText::paragraph(pugi::xml_node node) {
    if (is_heading(node)) out_.text.push_back('\n');
    visit_children(node);
    out_.text.push_back('\n');
    place_boxes();
}

void DocxText::table(pugi::xml_node node) {
    visit_children(node);
    out_.text.push_back('\n');
}

void DocxText::row(pugi::xml_node node) {
    if (child(child(node, "trPr"), "del")) return;
    auto outer = std::exchange(cells_, {});
    visit_children(node);
    auto const line = join_cells(std::exchange(cells_, std::move(outer)));
    if (!line.empty()) out_.text.append(line).push_back('\n');
}

void DocxText::cell(pugi::xml_node node) { cells_.emplace_back(trimmed(block_of(node))); }

void DocxText::hyperlink(pugi::xml_node node) {
    auto const begin = out_.text.size();
    visit_children(node);
    auto const* const target = relationships_.find(attribute(node, "id"));
    if (target == nullptr || !target->external) return;
    auto const address = address_of(target->target);
    auto const shown = std::string_view(out_.text).substr(begin);
    effort_.spend_on_text(address.size());
    effort_.spend_on_text(cost_of_search(shown, address));
    if (address.empty() || shows(shown, address)) return;
    out_.text.append(" (").append(address).append(")");
}

void DocxText::alternate_content(pugi::xml_node node) {
    for (auto const& alternative : node.children()) {
        auto fragment = fragment_of(alternative);
        if (is_blank(fragment.text) && fragment.boxes.empty()) continue;
        out_.text += fragment.text;
        std::move(fragment.boxes.begin(), fragment.boxes.end(), std::back_inserter(out_.boxes));
        return;
    }
}

void DocxText::text_box(pugi::xml_node node) {
    auto block = block_of(node);
    if (!is_blank(block)) out_.boxes.push_back(std::move(block));
}

DocxText::Fragment DocxText::fragment_of(pugi::xml_node node) {
    auto outer = std::exchange(out_, {});
    visit_children(node);
    // It is copied or searched at each level that it is nested in.
    effort_.spend_on_text(out_.text.size());
    effort_.spend(out_.boxes.size());
    return std::exchange(out_, std::move(outer));
}

std::string DocxText::block_of(pugi::xml_node node) {
    auto fragment = fragment_of(node);
    for (auto const& box : fragment.boxes) fragment.text.append("\n").append(box);
    return std::move(fragment.text);
}

// A text box is anchored somewhere inside a paragraph that it is no part of.
void DocxText::place_boxes() {
    for (auto const& box : std::exchange(out_.boxes, {})) out_.text.append(box);
}

}  // namespace ats::documents
