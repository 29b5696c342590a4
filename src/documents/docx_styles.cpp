#include "documents/docx_styles.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "documents/docx_look.hpp"
#include "documents/xml_part.hpp"

namespace ats::documents {
namespace {

// Longer chains of styles that are based on one another are circles.
constexpr int longest_chain = 32;

// Word itself keeps at most 4,079.
constexpr std::size_t most_styles = 20'000;

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
void add_below(Style& style, Style const& below) {
    style.look = over(style.look, below.look);
    if (!style.backdrop) style.backdrop = below.backdrop;
    if (!style.place.list) style.place.list = below.place.list;
    if (!style.place.level) style.place.level = below.place.level;
    style.heading = style.heading || below.heading;
    style.shades_cells = style.shades_cells || below.shades_cells;
}

bool is_true(std::string_view value) { return value == "1" || value == "true"; }

}  // namespace

ListPlace read_list_place(pugi::xml_node paragraph_properties) {
    auto const place = child(paragraph_properties, "numPr");
    if (!place) return {};
    return {number_of(attribute(child(place, "numId"), "val")),
            number_of(attribute(child(place, "ilvl"), "val"))};
}

Styles::Styles(std::string xml, Effort& effort) : effort_(effort) {
    if (xml.empty()) return;
    auto text = decode_xml(std::move(xml));
    repaired_ = text.repaired;
    xml_ = std::move(text.bytes);
    if (auto const sheet = text.wide ? std::nullopt : split_styles(xml_)) {
        read_sheet(*sheet);
        return;
    }
    text.bytes = std::exchange(xml_, {});
    read_all(parse_xml(std::move(text), effort_));
}

void Styles::read_sheet(StyleSheet const& sheet) {
    read_defaults(parse_xml(XmlText{std::string(sheet.head)}, effort_).document.document_element());
    auto const starts = parse_xml(XmlText{sheet.start_tags}, effort_);
    auto xml = sheet.styles.begin();
    for (auto const& start : starts.document.document_element().children()) {
        if (xml == sheet.styles.end()) break;
        add(start, {*xml++});
    }
    cut_ = starts.cut || xml != sheet.styles.end();
}

void Styles::read_all(XmlPart const& part) {
    auto const root = part.document.document_element();
    cut_ = part.cut;
    read_defaults(root);
    for (auto const& node : root.children()) {
        if (local_name(node.name()) == "style") add(node, {{}, std::make_unique<Own>(read_own(node))});
    }
}

void Styles::read_defaults(pugi::xml_node root) {
    defaults_ = read_look(child(child(child(root, "docDefaults"), "rPrDefault"), "rPr"));
}

void Styles::add(pugi::xml_node start, Entry entry) {
    effort_.require_at_most(entries_.size() + 1, most_styles, "styles");
    auto const id = attribute(start, "styleId");
    // One without an id is nobody's: it must not become the style of all that name none.
    if (id.empty()) return;
    if (is_true(attribute(start, "default")) && attribute(start, "type") == "paragraph") usual_ = id;
    entries_.emplace(id, std::move(entry));
}

Styles::Own Styles::read_own(pugi::xml_node node) {
    Own own;
    auto const paragraph = child(node, "pPr");
    own.style.look = read_look(child(node, "rPr"));
    for (auto const& properties : {paragraph, child(node, "tblPr")}) {
        if (!own.style.backdrop) own.style.backdrop = read_shading(properties);
    }
    own.style.place = read_list_place(paragraph);
    own.style.heading =
        names_heading(attribute(child(node, "name"), "val")) || child(paragraph, "outlineLvl");
    own.style.shades_cells = shades_cells(node);
    own.base = attribute(child(node, "basedOn"), "val");
    return own;
}

Styles::Own const& Styles::own(Entry& entry) {
    if (!entry.own) {
        auto const part = parse_xml(XmlText{std::string(entry.xml)}, effort_);
        cut_ = cut_ || part.cut;
        entry.own = std::make_unique<Own>(read_own(part.document.document_element()));
    }
    return *entry.own;
}

Style Styles::resolve(std::string_view id) {
    Style style;
    style.id = id;
    for (int i = 0; i < longest_chain; ++i) {
        auto const found = entries_.find(id);
        if (found == entries_.end()) break;
        effort_.spend(1);
        auto const& own = this->own(found->second);
        add_below(style, own.style);
        id = own.base;
    }
    return style;
}

Style const& Styles::find(std::string_view id) {
    auto const found = entries_.find(id);
    if (found == entries_.end()) return no_style;
    if (!found->second.whole) found->second.whole = std::make_unique<Style>(resolve(id));
    return *found->second.whole;
}

Style const& Styles::of_paragraph(std::string_view id) { return find(id.empty() ? usual_ : id); }

// Two styles that both hide show again: that is how the format defines a toggle. What is written at the
// run itself is absolute.
RunLook Styles::look(Style const& paragraph, pugi::xml_node properties) {
    auto const direct = read_look(properties);
    auto const& character = find(attribute(child(properties, "rStyle"), "val"));
    auto look = over(over(over(direct, character.look), paragraph.look), defaults_);
    bool const by_style = character.look.vanishes.value_or(false) != paragraph.look.vanishes.value_or(false);
    look.vanishes = direct.vanishes.value_or(by_style || defaults_.vanishes.value_or(false));
    return look;
}

}  // namespace ats::documents
