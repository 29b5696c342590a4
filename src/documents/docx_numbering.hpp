#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "documents/docx_styles.hpp"
#include "documents/effort.hpp"
#include "documents/number_format.hpp"

namespace ats::documents {

/// Counts the lists of a Word document, whose numbers are written nowhere in its text.
class Numbering {
public:
    Numbering() = default;
    /// @param root of the part with the numbering; may be empty.
    Numbering(pugi::xml_node root, Styles& styles, Effort& effort);

    /// Counts a paragraph. @param style of the paragraph. @param properties its pPr.
    /// @returns what is printed before it, such as "2.1" or "•"; empty if nothing is.
    std::string next(Style const& style, pugi::xml_node properties);

private:
    static constexpr std::size_t level_count = 9;

    struct Level {
        int start = 1;
        NumberFormat format = NumberFormat::decimal;
        std::string text;                   ///< With %1 to %9 for the numbers of the levels.
        std::optional<int> restarts_after;  ///< A level from 1; 0: never. Unset: after each above it.
        bool legal = false;                 ///< All its numbers are decimal.
        std::string style;                  ///< Of the paragraphs that stand on this level.
    };
    using Levels = std::array<Level, level_count>;
    /// What several lists may share, with their count.
    struct Definition {
        Levels levels;
        std::string style_link;
        std::array<std::optional<int>, level_count> counts;
    };
    struct List {
        int definition = -1;
        std::map<std::size_t, Level> own_levels;
        std::map<std::size_t, int> own_starts;  ///< Each is taken once.
    };

    static Level read_level(pugi::xml_node node);
    void read_definition(pugi::xml_node node, Effort& effort);
    void read_list(pugi::xml_node node, Effort& effort);
    void read_override(List& list, pugi::xml_node node);
    void follow_style_links(Styles& styles);

    Definition* definition_of(List const& list);
    std::size_t level_of(ListPlace const& direct, Style const& style, Definition const& definition) const;
    static Level const& level_at(List const& list, Definition const& definition, std::size_t level);
    static void count(List& list, Definition& definition, std::size_t level);
    static std::string label(List const& list, Definition const& definition, std::size_t level);

    std::map<int, Definition> definitions_;
    std::map<int, List> lists_;
};

}  // namespace ats::documents
