#include "documents/fragment.hpp"

#include <iterator>
#include <utility>

#include "documents/text_encoding.hpp"

namespace ats::documents {

bool Fragment::is_empty() const { return boxes.empty() && is_blank(text) && is_blank(hidden); }

void Fragment::add(Fragment other) {
    text += other.text;
    hidden += other.hidden;
    std::move(other.boxes.begin(), other.boxes.end(), std::back_inserter(boxes));
}

void Fragment::place_boxes() {
    for (auto const& box : std::exchange(boxes, {})) text += box;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\n";
    auto const first = text.find_first_not_of(blank);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
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

}  // namespace ats::documents
