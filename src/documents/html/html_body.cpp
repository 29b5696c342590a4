#include "documents/html/html_body.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

#include <ats/error.hpp>

#include "documents/html/css_values.hpp"
#include "documents/link_address.hpp"
#include "documents/text_encoding.hpp"

namespace ats::documents {
namespace {

// As for other formats: the walk is recursive, so the stack sets the limit.
constexpr int max_depth = 480;
// Beyond it an item keeps its number.
constexpr long most_number = 32767;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::vector<std::string> classes_of(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < text.size();) {
        auto end = i;
        while (end < text.size() && !is_space(text[end])) ++end;
        if (end > i) out.emplace_back(text.substr(i, end - i));
        i = end + 1;
    }
    return out;
}

CssElement described(GumboElement const& element, std::string tag) {
    CssElement out{std::move(tag),
                   std::string(attribute_of(element, "id")),
                   classes_of(attribute_of(element, "class")),
                   {}};
    for (unsigned i = 0; i < element.attributes.length; ++i) {
        auto const& attribute = *static_cast<GumboAttribute const*>(element.attributes.data[i]);
        out.attributes.emplace_back(attribute.name, attribute.value);
    }
    return out;
}

/// What old pages say by attributes, in the words of style sheets.
std::string style_of(GumboElement const& element) {
    std::string style;
    if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) style += "display:none;";
    if (auto const colour = attribute_of(element, "bgcolor"); !colour.empty()) {
        style.append("background-color:").append(colour).append(";");
    }
    if (auto const colour = attribute_of(element, "color"); !colour.empty()) {
        style.append("color:").append(colour).append(";");
    }
    if (!attribute_of(element, "background").empty()) style += "background:url();";
    return style.append(attribute_of(element, "style"));
}

}  // namespace

HtmlBody::HtmlBody(CssRules const& styles, std::string const& name, Effort& effort)
    : styles_(styles), name_(name), effort_(effort) {
    // What another file says of the page's colour is not known.
    if (styles.is_incomplete()) look_.backdrop = unknown_backdrop;
}

HtmlBody::Visit HtmlBody::handler_of(std::string_view tag) noexcept {
    static constexpr Handler handlers[] = {
        {"br", &HtmlBody::break_line},
        {"a", &HtmlBody::link},
        {"ul", &HtmlBody::list},
        {"ol", &HtmlBody::list},
        {"menu", &HtmlBody::list},
        {"li", &HtmlBody::item},
        {"tr", &HtmlBody::row},
        {"td", &HtmlBody::cell},
        {"th", &HtmlBody::cell},
        {"pre", &HtmlBody::preformatted},
        {"p", &HtmlBody::paragraph},
        {"h1", &HtmlBody::paragraph},
        {"h2", &HtmlBody::paragraph},
        {"h3", &HtmlBody::paragraph},
        {"h4", &HtmlBody::paragraph},
        {"h5", &HtmlBody::paragraph},
        {"h6", &HtmlBody::paragraph},
        {"hr", &HtmlBody::paragraph},
        {"blockquote", &HtmlBody::paragraph},
        {"table", &HtmlBody::paragraph},
        {"section", &HtmlBody::paragraph},
        {"article", &HtmlBody::paragraph},
        {"header", &HtmlBody::paragraph},
        {"footer", &HtmlBody::paragraph},
        {"aside", &HtmlBody::paragraph},
        {"dl", &HtmlBody::paragraph},
        {"figure", &HtmlBody::paragraph},
        {"fieldset", &HtmlBody::paragraph},
        {"div", &HtmlBody::block},
        {"body", &HtmlBody::block},
        {"main", &HtmlBody::block},
        {"nav", &HtmlBody::block},
        {"form", &HtmlBody::block},
        {"address", &HtmlBody::block},
        {"details", &HtmlBody::block},
        {"summary", &HtmlBody::block},
        {"center", &HtmlBody::block},
        {"caption", &HtmlBody::block},
        {"dt", &HtmlBody::block},
        {"dd", &HtmlBody::block},
        {"figcaption", &HtmlBody::block},
        {"legend", &HtmlBody::block},
        {"hgroup", &HtmlBody::block},
        // What no browser shows as words of the page.
        {"head", &HtmlBody::skip},
        {"title", &HtmlBody::skip},
        {"script", &HtmlBody::skip},
        {"style", &HtmlBody::skip},
        {"template", &HtmlBody::skip},
        {"noscript", &HtmlBody::skip},
        {"noframes", &HtmlBody::skip},
        {"iframe", &HtmlBody::skip},
        {"object", &HtmlBody::skip},
        {"audio", &HtmlBody::skip},
        {"video", &HtmlBody::skip},
        {"canvas", &HtmlBody::skip},
        {"datalist", &HtmlBody::skip},
        {"select", &HtmlBody::skip},
        {"desc", &HtmlBody::skip},
        {"metadata", &HtmlBody::skip},
        {"rt", &HtmlBody::skip},
        {"rp", &HtmlBody::skip},
    };
    auto const* const found = std::find_if(std::begin(handlers), std::end(handlers),
                                           [&](Handler const& handler) { return handler.tag == tag; });
    return found == std::end(handlers) ? &HtmlBody::children : found->visit;
}

Fragment HtmlBody::render(GumboNode const& root) {
    visit(root);
    return std::move(out_);
}

void HtmlBody::visit(GumboNode const& node) {
    effort_.spend(1);
    bool const is_text =
        node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
    if (is_text) words(node.v.text.text);
    if (node.type == GUMBO_NODE_ELEMENT) element(node.v.element);
}

void HtmlBody::element(GumboElement const& element) {
    auto const tag = tag_of(element);
    path_.push_back(described(element, tag));
    auto const outer =
        std::exchange(look_, look_of(styles_.declarations(path_, style_of(element), effort_), look_));
    auto handler = handler_of(tag);
    bool const is_plain = handler == &HtmlBody::children || handler == &HtmlBody::block;
    bool const is_block = look_.flow == HtmlLook::Flow::block || look_.flow == HtmlLook::Flow::row;
    if (is_plain && is_block) handler = &HtmlBody::block;
    if (handler == &HtmlBody::block && look_.flow == HtmlLook::Flow::inline_text)
        handler = &HtmlBody::children;
    // Words beside one another on the screen need no blank between them in the file.
    bool const is_apart = handler == &HtmlBody::children &&
                          (look_.flow == HtmlLook::Flow::apart || outer.flow == HtmlLook::Flow::row);
    if (is_apart) part();
    (this->*handler)(element);
    if (is_apart) part();
    look_ = outer;
    path_.pop_back();
}

void HtmlBody::children(GumboElement const& element) {
    if (++depth_ > max_depth) {
        throw DocumentError(ErrorCode::document_too_large, name_,
                            "elements are nested more than " + std::to_string(max_depth) + " deep");
    }
    for (unsigned i = 0; i < element.children.length; ++i) {
        visit(*static_cast<GumboNode const*>(element.children.data[i]));
    }
    --depth_;
}

void HtmlBody::words(std::string_view text) {
    effort_.spend_on_new_text(text.size());
    auto& out = this->out();
    for (char const c : text) {
        bool const space = is_space(c) && !look_.keeps_blanks;
        if (space && (out.empty() || out.back() == ' ' || out.back() == '\n' || out.back() == '\t')) continue;
        out.push_back(space ? ' ' : c);
    }
}

void HtmlBody::end_line() {
    auto& out = this->out();
    while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
    if (!out.empty()) out.push_back('\n');
}

void HtmlBody::part() {
    auto& out = this->out();
    if (out.empty() || out.back() == '\n' || out.back() == '\t') return;
    if (out.back() == ' ') out.pop_back();
    out.push_back('\t');
}

void HtmlBody::end_paragraph() {
    auto& out = this->out();
    if (!out.empty() && out.back() != '\n') end_line();
    if (!out.empty()) out.push_back('\n');
}

void HtmlBody::block(GumboElement const& element) {
    auto const ends_open_line = [&] {
        auto const& out = this->out();
        if (!out.empty() && out.back() != '\n') end_line();
    };
    ends_open_line();
    children(element);
    ends_open_line();
}

void HtmlBody::paragraph(GumboElement const& element) {
    end_paragraph();
    children(element);
    end_paragraph();
}

void HtmlBody::preformatted(GumboElement const& element) {
    look_.keeps_blanks = true;
    paragraph(element);
}

void HtmlBody::link(GumboElement const& element) {
    auto const begin = out_.text.size();
    children(element);
    if (!look_.hides()) add_address(out_.text, begin, attribute_of(element, "href"), effort_);
}

void HtmlBody::list(GumboElement const& element) {
    auto const start = std::string(attribute_of(element, "start"));
    lists_.push_back(
        {element.tag == GUMBO_TAG_OL,
         start.empty() ? 1 : std::clamp(std::strtol(start.c_str(), nullptr, 10), 0L, most_number)});
    if (lists_.size() == 1) {
        paragraph(element);
    } else {
        block(element);
    }
    lists_.pop_back();
}

void HtmlBody::item(GumboElement const& element) {
    auto const begin = out_.text.size();
    block(element);
    if (look_.has_no_bullets || lists_.empty()) return;
    auto at = begin;
    while (at < out_.text.size() && out_.text[at] == '\n') ++at;
    if (is_blank(std::string_view(out_.text).substr(at))) return;
    auto& list = lists_.back();
    effort_.spend_on_text(out_.text.size() - at);
    out_.text.insert(at, list.counts ? std::to_string(list.number) + ". " : "• ");
    if (list.number < most_number) ++list.number;
}

void HtmlBody::row(GumboElement const& element) {
    auto outer = std::exchange(cells_, {});
    block(element);
    auto const line = join_cells(std::exchange(cells_, std::move(outer)));
    if (!line.empty()) out_.text.append(line).push_back('\n');
}

void HtmlBody::cell(GumboElement const& element) {
    auto outer = std::exchange(out_, {});
    auto const outer_lists = std::exchange(lists_, {});
    children(element);
    // It is copied at each level that it is nested in.
    effort_.spend_on_text(out_.text.size() + out_.hidden.size());
    auto inner = std::exchange(out_, std::move(outer));
    lists_ = outer_lists;
    out_.hidden += inner.hidden;
    cells_.emplace_back(trimmed(inner.text));
}

}  // namespace ats::documents
