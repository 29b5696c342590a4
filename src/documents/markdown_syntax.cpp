#include "documents/markdown_syntax.hpp"

#include <algorithm>
#include <cstddef>

namespace ats::documents {
namespace {

// The beginning decides, so that a long text need not be looked at to the end.
constexpr std::size_t sample = std::size_t{64} << 10;

// The parser cannot be stopped between its calls; with this much it took 10 ms at worst. A resume has a
// hundredth; what is longer is read as plain text.
constexpr std::size_t max_markdown_bytes = std::size_t{256} << 10;

struct Counts {
    std::size_t headings = 0;
    std::size_t emphases = 0;
    std::size_t links = 0;
    std::size_t fences = 0;
    std::size_t bullets = 0;
    std::size_t tables = 0;

    /// A fence has two lines, and one bullet is a dash.
    int kinds() const {
        return int(headings > 0) + int(emphases > 0) + int(links > 0) + int(fences > 1) + int(bullets > 1) +
               int(tables > 0);
    }
};

std::string_view without_indent(std::string_view line) {
    return line.substr(std::min(line.find_first_not_of(' '), line.size()));
}

bool is_space(char c) { return c == ' ' || c == '\t'; }

bool is_heading(std::string_view line) {
    auto const marks = std::min(line.find_first_not_of('#'), line.size());
    return marks >= 1 && marks <= 6 && marks + 1 < line.size() && line[marks] == ' ' &&
           !is_space(line[marks + 1]);
}

bool is_bullet(std::string_view line) {
    return line.size() > 2 && (line[0] == '*' || line[0] == '-') && line[1] == ' ' && !is_space(line[2]);
}

bool is_fence(std::string_view line) { return line.substr(0, 3) == "```" || line.substr(0, 3) == "~~~"; }

bool has_emphasis(std::string_view line) {
    auto const open = line.find("**");
    if (open == line.npos || open + 3 >= line.size() || is_space(line[open + 2]) || line[open + 2] == '*') {
        return false;
    }
    auto const close = line.find("**", open + 3);
    return close != line.npos && !is_space(line[close - 1]);
}

bool has_link(std::string_view line) {
    auto const middle = line.find("](");
    if (middle == line.npos || line.substr(0, middle).find('[') == line.npos) return false;
    auto const target = line.substr(middle + 2);
    auto const end = target.find_first_of(") ");
    return end != target.npos && end > 0;
}

/// The line between a table's head and its body.
bool is_table_rule(std::string_view line, std::string_view line_before) {
    return line.find('|') != line.npos && line.find("--") != line.npos &&
           line.find_first_not_of("|-: \t") == line.npos && line_before.find('|') != line_before.npos;
}

void count(Counts& counts, std::string_view line, std::string_view line_before) {
    counts.headings += is_heading(line) ? 1 : 0;
    counts.bullets += is_bullet(line) ? 1 : 0;
    counts.fences += is_fence(line) ? 1 : 0;
    counts.emphases += has_emphasis(line) ? 1 : 0;
    counts.links += has_link(line) ? 1 : 0;
    counts.tables += is_table_rule(line, line_before) ? 1 : 0;
}

}  // namespace

bool looks_like_markdown(std::string_view text) {
    text = text.substr(0, sample);
    Counts counts;
    std::string_view before;
    while (!text.empty()) {
        auto const end = std::min(text.find_first_of("\r\n"), text.size());
        auto const line = without_indent(text.substr(0, end));
        count(counts, line, before);
        before = line;
        text.remove_prefix(std::min(end + (text.substr(end, 2) == "\r\n" ? 2 : 1), text.size()));
    }
    return counts.kinds() >= 2;
}

bool is_markdown(std::string_view utf8) {
    return utf8.size() <= max_markdown_bytes && looks_like_markdown(utf8);
}

}  // namespace ats::documents
