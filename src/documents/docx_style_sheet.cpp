#include "documents/docx_style_sheet.hpp"

#include <algorithm>

namespace ats::documents {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool starts_with(std::string_view text, std::string_view beginning) {
    return text.substr(0, beginning.size()) == beginning;
}

bool ends_with(std::string_view text, std::string_view ending) {
    return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

/// @returns true if `text` begins with this tag, and not with one whose name is longer.
bool begins_with_tag(std::string_view text, std::string_view tag) {
    return starts_with(text, tag) && text.size() > tag.size() &&
           (blanks.find(text[tag.size()]) != blanks.npos || text[tag.size()] == '>' ||
            text[tag.size()] == '/');
}

/// @returns where the first such tag begins.
std::size_t find_tag(std::string_view xml, std::string_view tag) {
    auto at = xml.find(tag);
    while (at != xml.npos && !begins_with_tag(xml.substr(at), tag)) at = xml.find(tag, at + 1);
    return at;
}

/// Comments and the like may hold what looks like a tag.
bool has_comments(std::string_view xml) {
    for (char const mark : {'!', '?'}) {
        for (auto at = xml.find(mark); at != xml.npos; at = xml.find(mark, at + 1)) {
            if (at > 0 && xml[at - 1] == '<') return true;
        }
    }
    return false;
}

std::string_view without_declaration(std::string_view xml) {
    if (starts_with(xml, "\xEF\xBB\xBF")) xml.remove_prefix(3);
    if (starts_with(xml, "<?xml")) xml.remove_prefix(std::min(xml.find('>') + 1, xml.size()));
    xml.remove_prefix(std::min(xml.find_first_not_of(blanks), xml.size()));
    return xml;
}

/// @returns the length of the tag that `text` begins with; 0 if it does not end.
std::size_t length_of_tag(std::string_view text) {
    char quote = '\0';
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quote != '\0') {
            if (text[i] == quote) quote = '\0';
        } else if (text[i] == '"' || text[i] == '\'') {
            quote = text[i];
        } else if (text[i] == '>') {
            return i + 1;
        }
    }
    return 0;
}

/// Takes style after style from the beginning of a text.
class Cutter {
public:
    /// @param prefix of the names, such as "w:".
    explicit Cutter(std::string const& prefix)
        : start_("<" + prefix + "style"),
          end_("</" + prefix + "style>"),
          end_of_all_("</" + prefix + "styles") {}

    std::size_t find_first(std::string_view xml) const { return find_tag(xml, start_); }

    /// @returns false if anything but styles and the end of all comes.
    bool cut(std::string_view rest, StyleSheet& sheet) const {
        while (begins_with_tag(rest, start_)) {
            auto const length = cut_one(rest, sheet);
            if (length == 0) return false;
            rest.remove_prefix(length);
            rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
        }
        return begins_with_tag(rest, end_of_all_);
    }

private:
    /// @returns the length of the style; 0 if it does not end.
    std::size_t cut_one(std::string_view rest, StyleSheet& sheet) const {
        auto const length_of_start = length_of_tag(rest);
        if (length_of_start == 0) return 0;
        auto const start = rest.substr(0, length_of_start);
        bool const is_empty = ends_with(start, "/>");
        auto const length = is_empty ? length_of_start : length_with_end(rest, length_of_start);
        sheet.styles.push_back(rest.substr(0, length));
        sheet.start_tags.append(start.substr(0, start.size() - (is_empty ? 2 : 1))).append("/>");
        return length;
    }

    std::size_t length_with_end(std::string_view rest, std::size_t from) const {
        auto const at = rest.find(end_, from);
        return at == rest.npos ? 0 : at + end_.size();
    }

    std::string start_;
    std::string end_;
    std::string end_of_all_;
};

/// Another prefix may mean the same, or none at all.
bool has_style_of_other_prefix(std::string_view head) {
    return find_tag(head, ":style") != head.npos || find_tag(head, "<style") != head.npos;
}

/// The beginning of the part, without the many names of styles that are not there.
std::string_view up_to_defaults(std::string_view head, std::string const& prefix) {
    auto const end = "</" + prefix + "docDefaults>";
    auto const at = head.find(end);
    return at == head.npos ? head : head.substr(0, at + end.size());
}

}  // namespace

std::optional<StyleSheet> split_styles(std::string_view xml) {
    constexpr std::string_view root = "styles";
    xml = without_declaration(xml);
    auto const name = xml.substr(0, xml.find_first_of(" \t\r\n/>"));
    if (!starts_with(name, "<") || !ends_with(name, root) || has_comments(xml)) return std::nullopt;
    std::string const prefix(name.substr(1, name.size() - 1 - root.size()));
    if (!prefix.empty() && prefix.back() != ':') return std::nullopt;
    Cutter const cutter(prefix);
    auto const first = cutter.find_first(xml);
    if (first == xml.npos || has_style_of_other_prefix(xml.substr(0, first))) return std::nullopt;
    StyleSheet sheet;
    sheet.head = up_to_defaults(xml.substr(0, first), prefix);
    sheet.start_tags = "<styles>";
    if (!cutter.cut(xml.substr(first), sheet)) return std::nullopt;
    sheet.start_tags += "</styles>";
    return sheet;
}

}  // namespace ats::documents
