#include "documents/html/css.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "documents/fragment.hpp"
#include "documents/html/css_values.hpp"

namespace ats::documents {
namespace {

// Rules that stand in one another this deep are made by no person.
constexpr int max_depth = 8;
// Each element is held against each rule. Frameworks have some thousand rules that concern what is shown.
constexpr std::size_t most_rules = 4000;

// What decides whether text is seen, and where a line ends. Nothing else is kept.
constexpr std::string_view properties[] = {
    "background",
    "background-color",
    "background-image",
    "bottom",
    "clip",
    "clip-path",
    "color",
    "display",
    "float",
    "font",
    "font-size",
    "height",
    "left",
    "list-style",
    "list-style-type",
    "max-height",
    "max-width",
    "opacity",
    "overflow",
    "position",
    "right",
    "text-indent",
    "top",
    "transform",
    "visibility",
    "white-space",
    "width",
};

bool is_kept(std::string_view property) {
    return std::find(std::begin(properties), std::end(properties), property) != std::end(properties);
}

std::string without_comments(std::string_view css) {
    std::string out;
    while (!css.empty()) {
        auto const begin = css.find("/*");
        out.append(css.substr(0, begin));
        if (begin == css.npos) break;
        auto const end = css.find("*/", begin + 2);
        css.remove_prefix(end == css.npos ? css.size() : end + 2);
        out.push_back(' ');
    }
    return out;
}

/// Where the block ends whose '{' stands right before `css`.
std::size_t end_of_block(std::string_view css) {
    int open = 1;
    for (std::size_t i = 0; i < css.size(); ++i) {
        if (css[i] == '{') ++open;
        if (css[i] == '}' && --open == 0) return i;
    }
    return css.size();
}

bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view take_name(std::string_view& rest) {
    std::size_t length = 0;
    while (length < rest.size() && is_name(rest[length])) ++length;
    auto const name = rest.substr(0, length);
    rest.remove_prefix(length);
    return name;
}

/// Takes `[name]` or `[name="value"]`. @returns false for any other comparison.
bool take_attribute(std::string_view& rest, std::pair<std::string, std::string>& attribute) {
    rest.remove_prefix(1);
    attribute.first = lower_case(take_name(rest));
    if (attribute.first.empty()) return false;
    if (rest.substr(0, 1) == "=") {
        auto const end = rest.find(']');
        auto value = rest.substr(1, end == rest.npos ? end : end - 1);
        rest.remove_prefix(std::min(rest.size(), value.size() + 1));
        if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'')) {
            value = value.substr(1, value.size() - 2);
        }
        attribute.second = value;
    }
    if (rest.substr(0, 1) != "]") return false;
    rest.remove_prefix(1);
    return true;
}

/// Media of a screen without any condition, which are what a reader sees.
bool is_for_readers(std::string_view prelude) {
    auto const rule = lower_case(prelude);
    if (rule.compare(0, 6, "@layer") == 0 || rule.compare(0, 9, "@supports") == 0) return true;
    if (rule.compare(0, 6, "@media") != 0) return false;
    auto const media = std::string(trimmed(std::string_view(rule).substr(6)));
    return media == "all" || media == "screen" || media == "only screen";
}

}  // namespace

void CssRules::add(std::string_view css, Effort& effort) {
    effort.spend_on_text(css.size());
    add_rules(without_comments(css), 0, effort);
}

void CssRules::add_rules(std::string_view css, int depth, Effort& effort) {
    while (!css.empty() && rules_.size() < most_rules) {
        effort.spend(1);
        auto const end = css.find_first_of("{;}");
        auto const prelude = trimmed(css.substr(0, end));
        if (prelude.substr(0, 7) == "@import") incomplete_ = true;
        if (end == css.npos) return;
        auto const mark = css[end];
        css.remove_prefix(end + 1);
        if (mark != '{') continue;
        auto const length = end_of_block(css);
        effort.spend_on_text(length);
        auto const block = css.substr(0, length);
        css.remove_prefix(std::min(css.size(), length + 1));
        if (prelude.substr(0, 1) == "@") {
            add_at_rule(prelude, block, depth, effort);
        } else {
            add_rule(prelude, block);
        }
    }
}

void CssRules::add_at_rule(std::string_view prelude, std::string_view block, int depth, Effort& effort) {
    if (depth < max_depth && is_for_readers(prelude)) add_rules(block, depth + 1, effort);
}

void CssRules::add_rule(std::string_view selectors, std::string_view block) {
    auto const declarations = parse_declarations(block);
    if (declarations.empty()) return;
    while (!selectors.empty() && rules_.size() < most_rules) {
        auto const end = selectors.find(',');
        auto selector = parse_selector(trimmed(selectors.substr(0, end)));
        selectors.remove_prefix(end == selectors.npos ? selectors.size() : end + 1);
        if (selector.empty()) continue;
        auto const specificity = specificity_of(selector);
        rules_.push_back({std::move(selector), declarations, specificity});
    }
}

std::vector<CssRules::Declaration> CssRules::parse_declarations(std::string_view block) {
    std::vector<Declaration> out;
    while (!block.empty()) {
        auto const end = block.find(';');
        auto const declaration = block.substr(0, end);
        block.remove_prefix(end == block.npos ? block.size() : end + 1);
        auto const colon = declaration.find(':');
        if (colon == declaration.npos) continue;
        auto property = lower_case(trimmed(declaration.substr(0, colon)));
        auto value = lower_case(trimmed(declaration.substr(colon + 1)));
        if (!is_kept(property)) continue;
        auto const mark = value.find("!important");
        bool const important = mark != value.npos;
        if (important) value = std::string(trimmed(std::string_view(value).substr(0, mark)));
        out.push_back({std::move(property), std::move(value), important});
    }
    return out;
}

bool CssRules::take_simple(std::string_view& rest, Simple& simple) {
    auto const before = rest.size();
    if (rest.substr(0, 1) == "*") {
        rest.remove_prefix(1);
    } else {
        simple.tag = lower_case(take_name(rest));
    }
    while (!rest.empty() && (rest.front() == '.' || rest.front() == '#' || rest.front() == '[')) {
        auto const mark = rest.front();
        if (mark == '[') {
            if (!take_attribute(rest, simple.attributes.emplace_back())) return false;
            continue;
        }
        rest.remove_prefix(1);
        auto const name = take_name(rest);
        if (name.empty()) return false;
        if (mark == '#') simple.id = name;
        if (mark == '.') simple.classes.emplace_back(name);
    }
    return rest.size() < before;
}

/// @returns the simple selectors from the outermost to the element's own; none if one is not understood.
std::vector<CssRules::Simple> CssRules::parse_selector(std::string_view selector) {
    constexpr std::string_view blanks = " \t\r\n\f";
    std::vector<Simple> out;
    bool directly_below = false;
    while (!selector.empty()) {
        Simple simple;
        simple.directly_below = std::exchange(directly_below, false);
        if (!take_simple(selector, simple)) return {};
        out.push_back(std::move(simple));
        auto const begin = selector.find_first_not_of(blanks);
        if (begin == 0 && selector.front() != '>') return {};
        selector.remove_prefix(begin == selector.npos ? selector.size() : begin);
        if (selector.substr(0, 1) == ">") {
            directly_below = true;
            selector = trimmed(selector.substr(1));
        }
    }
    return directly_below ? std::vector<Simple>() : out;
}

int CssRules::specificity_of(std::vector<Simple> const& selector) {
    // CSS Selectors Level 4, section 17; more than 99 of a kind are as many as 99.
    int ids = 0;
    int classes = 0;
    int tags = 0;
    for (auto const& simple : selector) {
        if (!simple.id.empty()) ++ids;
        classes += static_cast<int>(simple.classes.size() + simple.attributes.size());
        if (!simple.tag.empty()) ++tags;
    }
    return std::min(ids, 99) * 10'000 + std::min(classes, 99) * 100 + std::min(tags, 99);
}

bool CssRules::matches(Simple const& simple, CssElement const& element) {
    if (!simple.tag.empty() && simple.tag != element.tag) return false;
    if (!simple.id.empty() && simple.id != element.id) return false;
    auto const has_class = [&](std::string const& name) {
        return std::find(element.classes.begin(), element.classes.end(), name) != element.classes.end();
    };
    auto const has_attribute = [&](auto const& wanted) {
        return std::any_of(element.attributes.begin(), element.attributes.end(), [&](auto const& attribute) {
            return attribute.first == wanted.first &&
                   (wanted.second.empty() || attribute.second == wanted.second);
        });
    };
    return std::all_of(simple.classes.begin(), simple.classes.end(), has_class) &&
           std::all_of(simple.attributes.begin(), simple.attributes.end(), has_attribute);
}

bool CssRules::matches(Rule const& rule, std::vector<CssElement> const& path) {
    auto wanted = rule.selector.rbegin();
    auto element = path.rbegin();
    if (element == path.rend() || !matches(*wanted, *element)) return false;
    bool directly_below = wanted->directly_below;
    ++wanted;
    ++element;
    // The nearest that fits is taken: what is lost by it are selectors that mix both kinds of descent.
    while (wanted != rule.selector.rend()) {
        if (element == path.rend()) return false;
        if (matches(*wanted, *element)) {
            directly_below = wanted->directly_below;
            ++wanted;
        } else if (directly_below) {
            return false;
        }
        ++element;
    }
    return true;
}

CssDeclarations CssRules::declarations(std::vector<CssElement> const& path, std::string_view own_style,
                                       Effort& effort) const {
    constexpr std::size_t rules_in_a_step = 16;
    effort.spend(1 + rules_.size() / rules_in_a_step);
    effort.spend_on_text(own_style.size());
    std::vector<Rule const*> found;
    for (auto const& rule : rules_) {
        if (matches(rule, path)) found.push_back(&rule);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](Rule const* a, Rule const* b) { return a->specificity < b->specificity; });
    auto const own = parse_declarations(own_style);
    CssDeclarations out;
    for (bool const important : {false, true}) {
        auto const say = [&](std::vector<Declaration> const& declarations) {
            for (auto const& each : declarations) {
                if (each.important == important) out[each.property] = each.value;
            }
        };
        for (auto const* const rule : found) say(rule->declarations);
        say(own);
    }
    return out;
}

}  // namespace ats::documents
