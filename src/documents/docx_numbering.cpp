#include "documents/docx_numbering.hpp"

#include <algorithm>

#include "documents/docx_look.hpp"
#include "documents/fragment.hpp"
#include "documents/xml_part.hpp"
#include "text/utf8.hpp"

namespace ats::documents {
namespace {

// Word's own bounds of a list's first number; and more text than anybody puts before a paragraph.
constexpr int largest_start = 32767;
constexpr std::size_t longest_text = 200;
// Word itself keeps some 2,000. Each takes a kilobyte.
constexpr std::size_t most_lists = 10'000;

struct NamedFormat {
    std::string_view name;
    NumberFormat format;
};

constexpr NamedFormat named_formats[] = {
    {"decimal", NumberFormat::decimal},
    {"decimalZero", NumberFormat::two_digits},
    {"lowerLetter", NumberFormat::lower_letter},
    {"upperLetter", NumberFormat::upper_letter},
    {"lowerRoman", NumberFormat::lower_roman},
    {"upperRoman", NumberFormat::upper_roman},
    {"ordinal", NumberFormat::ordinal},
    {"bullet", NumberFormat::bullet},
    {"none", NumberFormat::none},
};

// The scripts and spelled-out numbers of other languages count like decimal ones.
NumberFormat format_of(std::string_view name) {
    auto const* const found = std::find_if(std::begin(named_formats), std::end(named_formats),
                                           [&](NamedFormat const& named) { return named.name == name; });
    return found == std::end(named_formats) ? NumberFormat::decimal : found->format;
}

std::string_view value_of(pugi::xml_node node, std::string_view element) {
    return attribute(child(node, element), "val");
}

int start_of(pugi::xml_node node, std::string_view element) {
    return std::clamp(number_of(value_of(node, element)).value_or(1), 0, largest_start);
}

std::optional<std::size_t> index_of(pugi::xml_node node, std::size_t count) {
    auto const level = number_of(attribute(node, "ilvl"));
    if (!level || *level < 0 || static_cast<std::size_t>(*level) >= count) return std::nullopt;
    return static_cast<std::size_t>(*level);
}

// Which sign it is depends on a font; all of them mean the same.
std::string bullet(std::string const& text) {
    auto const sign = trimmed(text);
    return sign.empty() || text::count_characters(sign) > 1 ? std::string(sign) : "•";
}

bool is_digit_of_level(char c) { return c >= '1' && c <= '9'; }

}  // namespace

Numbering::Numbering(pugi::xml_node root, Styles& styles, Effort& effort) {
    for (auto const& node : root.children()) {
        auto const name = local_name(node.name());
        if (name == "abstractNum") read_definition(node, effort);
        if (name == "num") read_list(node, effort);
    }
    follow_style_links(styles);
}

Numbering::Level Numbering::read_level(pugi::xml_node node) {
    Level level;
    level.start = start_of(node, "start");
    if (auto const format = child(node, "numFmt")) level.format = format_of(attribute(format, "val"));
    level.text = value_of(node, "lvlText").substr(0, longest_text);
    level.restarts_after = number_of(value_of(node, "lvlRestart"));
    auto const legal = child(node, "isLgl");
    level.legal = legal && is_on(legal);
    level.style = value_of(node, "pStyle");
    return level;
}

void Numbering::read_definition(pugi::xml_node node, Effort& effort) {
    effort.spend(level_count);
    effort.require_at_most(definitions_.size() + 1, most_lists, "lists");
    auto const id = number_of(attribute(node, "abstractNumId"));
    if (!id) return;
    Definition definition;
    definition.style_link = value_of(node, "numStyleLink");
    for (auto const& item : node.children()) {
        auto const index = index_of(item, level_count);
        if (index && local_name(item.name()) == "lvl") definition.levels[*index] = read_level(item);
    }
    definitions_.emplace(*id, std::move(definition));
}

void Numbering::read_override(List& list, pugi::xml_node node) {
    auto const index = index_of(node, level_count);
    if (!index) return;
    if (auto const level = child(node, "lvl")) list.own_levels[*index] = read_level(level);
    if (child(node, "startOverride")) list.own_starts[*index] = start_of(node, "startOverride");
}

void Numbering::read_list(pugi::xml_node node, Effort& effort) {
    effort.spend(1);
    effort.require_at_most(lists_.size() + 1, most_lists, "lists");
    auto const id = number_of(attribute(node, "numId"));
    if (!id) return;
    List list;
    list.definition = number_of(value_of(node, "abstractNumId")).value_or(-1);
    for (auto const& item : node.children()) {
        if (local_name(item.name()) == "lvlOverride") read_override(list, item);
    }
    lists_.emplace(*id, std::move(list));
}

// A list style's definition stands at the list that the style names.
void Numbering::follow_style_links(Styles& styles) {
    for (auto& [id, list] : lists_) {
        auto const* const definition = definition_of(list);
        if (definition == nullptr || definition->style_link.empty()) continue;
        auto const named = lists_.find(styles.find(definition->style_link).place.list.value_or(0));
        if (named != lists_.end()) list.definition = named->second.definition;
    }
}

Numbering::Definition* Numbering::definition_of(List const& list) {
    auto const found = definitions_.find(list.definition);
    return found == definitions_.end() ? nullptr : &found->second;
}

std::size_t Numbering::level_of(ListPlace const& direct, Style const& style,
                                Definition const& definition) const {
    if (!direct.list && !direct.level && !style.id.empty()) {
        auto const linked = std::find_if(definition.levels.begin(), definition.levels.end(),
                                         [&](Level const& level) { return level.style == style.id; });
        if (linked != definition.levels.end()) {
            return static_cast<std::size_t>(linked - definition.levels.begin());
        }
    }
    auto const level = direct.level.value_or(direct.list ? 0 : style.place.level.value_or(0));
    return static_cast<std::size_t>(std::clamp(level, 0, static_cast<int>(level_count) - 1));
}

Numbering::Level const& Numbering::level_at(List const& list, Definition const& definition,
                                            std::size_t level) {
    auto const own = list.own_levels.find(level);
    return own == list.own_levels.end() ? definition.levels[level] : own->second;
}

void Numbering::count(List& list, Definition& definition, std::size_t level) {
    auto& number = definition.counts[level];
    if (auto const start = list.own_starts.find(level); start != list.own_starts.end()) {
        number = start->second;
        list.own_starts.erase(start);
    } else {
        number = number ? *number + 1 : level_at(list, definition, level).start;
    }
    for (auto deeper = level + 1; deeper < level_count; ++deeper) {
        auto const after = level_at(list, definition, deeper).restarts_after;
        if (!after || static_cast<int>(level) < *after) definition.counts[deeper].reset();
    }
}

std::string Numbering::label(List const& list, Definition const& definition, std::size_t level) {
    auto const& own = level_at(list, definition, level);
    if (own.format == NumberFormat::bullet) return bullet(own.text);
    std::string out;
    for (std::size_t i = 0; i < own.text.size(); ++i) {
        bool const is_place =
            own.text[i] == '%' && i + 1 < own.text.size() && is_digit_of_level(own.text[i + 1]);
        if (!is_place) {
            out.push_back(own.text[i]);
            continue;
        }
        auto const named = static_cast<std::size_t>(own.text[++i] - '1');
        auto const& place = level_at(list, definition, named);
        bool const decimal = own.legal && place.format != NumberFormat::none;
        out += formatted(definition.counts[named].value_or(place.start),
                         decimal ? NumberFormat::decimal : place.format);
    }
    return std::string(trimmed(out));
}

std::string Numbering::next(Style const& style, pugi::xml_node properties) {
    auto const direct = read_list_place(properties);
    auto const found = lists_.find(direct.list ? *direct.list : style.place.list.value_or(0));
    if (found == lists_.end()) return {};
    auto& list = found->second;
    auto* const definition = definition_of(list);
    if (definition == nullptr) return {};
    auto const level = level_of(direct, style, *definition);
    count(list, *definition, level);
    return label(list, *definition, level);
}

}  // namespace ats::documents
