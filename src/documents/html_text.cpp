#include "documents/html_text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <iterator>

#include "text/utf8.hpp"

namespace ats::documents {
namespace {

struct NamedEntity {
    std::string_view name;
    std::string_view character;
};

// Those that people type; letters beyond ASCII are typed as themselves.
constexpr NamedEntity named_entities[] = {
    {"&amp;", "&"},   {"&lt;", "<"},     {"&gt;", ">"},     {"&quot;", "\""},  {"&apos;", "'"},
    {"&nbsp;", " "},  {"&copy;", "©"},   {"&reg;", "®"},    {"&trade;", "™"},  {"&ndash;", "–"},
    {"&mdash;", "—"}, {"&bull;", "•"},   {"&middot;", "·"}, {"&hellip;", "…"}, {"&emsp;", " "},
    {"&ensp;", " "},  {"&thinsp;", " "},
};

std::string numbered_entity(std::string_view entity) {
    auto digits = entity.substr(2, entity.size() - 3);
    bool const hexadecimal = digits.substr(0, 1) == "x" || digits.substr(0, 1) == "X";
    if (hexadecimal) digits.remove_prefix(1);
    unsigned code = 0;
    auto const parsed =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hexadecimal ? 16 : 10);
    bool const is_scalar = code >= 0x20 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
    std::string out;
    text::append(out, parsed.ec == std::errc() && is_scalar ? code : text::replacement_character);
    return out;
}

std::string tag_name(std::string_view tag) {
    std::string name;
    for (char const c : tag.substr(1)) {
        if (c == '/' && name.empty()) continue;
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) break;
        name.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    }
    return name;
}

/// What a tag does to the line that it stands in.
std::string_view effect_of(std::string_view tag) {
    constexpr std::string_view lines[] = {"br", "p",  "div",     "li",      "tr",      "table",
                                          "ul", "ol", "h1",      "h2",      "h3",      "h4",
                                          "h5", "h6", "summary", "details", "section", "center"};
    auto const name = tag_name(tag);
    if (std::find(std::begin(lines), std::end(lines), name) != std::end(lines)) return "\n";
    bool const ends_cell = (name == "td" || name == "th") && tag.substr(0, 2) == "</";
    return ends_cell ? "\t" : std::string_view();
}

bool begins_tag(std::string_view rest) {
    if (rest.size() < 2 || rest[0] != '<') return false;
    auto const next = static_cast<unsigned char>(rest[1]);
    return std::isalpha(next) != 0 || next == '/' || next == '!' || next == '?';
}

/// Where the entity that `rest` begins with ends; 0 if it begins with none.
std::size_t entity_length(std::string_view rest) {
    constexpr std::size_t longest = 12;
    auto const end = rest.substr(0, longest).find(';');
    return rest.front() == '&' && end != rest.npos && end > 1 ? end + 1 : 0;
}

}  // namespace

std::string decode_entity(std::string_view entity) {
    if (entity.substr(0, 2) == "&#" && entity.size() > 3) return numbered_entity(entity);
    auto const* const found = std::find_if(std::begin(named_entities), std::end(named_entities),
                                           [&](NamedEntity const& named) { return named.name == entity; });
    return std::string(found == std::end(named_entities) ? entity : found->character);
}

HtmlText html_text(std::string_view html) {
    constexpr std::string_view comment = "<!--";
    HtmlText text;
    while (!html.empty()) {
        auto length = std::size_t{1};
        if (html.substr(0, comment.size()) == comment) {
            auto const end = html.find("-->", comment.size());
            text.hidden.append(html.substr(comment.size(), end - comment.size())).push_back('\n');
            length = end == html.npos ? html.size() : end + 3;
        } else if (begins_tag(html)) {
            auto const end = html.find('>');
            text.shown += effect_of(html.substr(0, end));
            length = end == html.npos ? html.size() : end + 1;
        } else if (auto const entity = entity_length(html); entity > 0) {
            text.shown += decode_entity(html.substr(0, entity));
            length = entity;
        } else {
            text.shown.push_back(html.front());
        }
        html.remove_prefix(length);
    }
    return text;
}

}  // namespace ats::documents
