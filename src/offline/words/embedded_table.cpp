#include "offline/words/embedded_table.hpp"

#include <algorithm>

namespace ats::offline {
namespace {

std::string_view take_line(std::string_view& text) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

}  // namespace

std::vector<EmbeddedTable> embedded_tables(std::string_view text) {
    std::vector<EmbeddedTable> tables;
    while (!text.empty()) {
        auto const line = take_line(text);
        if (!line.empty() && line.front() == '@') {
            tables.push_back({line.substr(1), text.substr(0, 0)});
        } else if (!tables.empty()) {
            auto const* const begin = tables.back().rows.data();
            tables.back().rows = {begin, static_cast<std::size_t>(line.data() + line.size() - begin)};
        }
    }
    return tables;
}

bool next_row(std::string_view& rows, std::string_view& row) {
    while (!rows.empty()) {
        row = take_line(rows);
        if (!row.empty() && row.front() != '#') return true;
    }
    return false;
}

}  // namespace ats::offline
