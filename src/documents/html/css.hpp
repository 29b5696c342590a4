#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "documents/effort.hpp"

namespace ats::documents {

/// Properties and their values, both in lower case.
using CssDeclarations = std::map<std::string, std::string, std::less<>>;

/// What selectors ask of an element.
struct CssElement {
    std::string tag;
    std::string id;
    std::vector<std::string> classes;
    std::vector<std::pair<std::string, std::string>> attributes;
};

/// The rules of a page that say what it shows. Selectors of tags, classes, ids and attributes are understood,
/// inside one another and directly below; a rule with any other selector is left out.
class CssRules {
public:
    /// Adds the rules of a style element. @throws what Effort::spend() throws.
    void add(std::string_view css, Effort& effort);

    /// @returns what the rules and then the element's own style say, the strongest saying last heard.
    /// @param path the element behind those that it stands in, the outermost first.
    CssDeclarations declarations(std::vector<CssElement> const& path, std::string_view own_style,
                                 Effort& effort) const;

    /// @returns true if a rule stands in another file, which is not read.
    bool is_incomplete() const noexcept { return incomplete_; }

private:
    struct Simple {
        std::string tag;
        std::string id;
        std::vector<std::string> classes;
        std::vector<std::pair<std::string, std::string>> attributes;  ///< Without a value: any.
        bool directly_below = false;  ///< The element must stand directly in what matches the one before.
    };
    struct Declaration {
        std::string property;
        std::string value;
        bool important = false;
    };
    struct Rule {
        std::vector<Simple> selector;
        std::vector<Declaration> declarations;
        int specificity = 0;
    };

    static std::vector<Declaration> parse_declarations(std::string_view block);
    static std::vector<Simple> parse_selector(std::string_view selector);
    static bool take_simple(std::string_view& rest, Simple& simple);
    static bool matches(Simple const& simple, CssElement const& element);
    static bool matches(Rule const& rule, std::vector<CssElement> const& path);
    static int specificity_of(std::vector<Simple> const& selector);

    void add_rules(std::string_view css, int depth, Effort& effort);
    void add_at_rule(std::string_view prelude, std::string_view block, int depth, Effort& effort);
    void add_rule(std::string_view selectors, std::string_view block);

    std::vector<Rule> rules_;
    bool incomplete_ = false;
};

}  // namespace ats::documents
