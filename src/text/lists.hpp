#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace ats::text {

/// Whether a short table holds `word`.
template <std::size_t N>
bool listed(std::string_view const (&table)[N], std::string_view word) noexcept {
    return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

/// The same for a longer table, written as one string of words with single spaces between them, which keeps
/// it readable.
inline bool listed(std::string_view table, std::string_view word) noexcept {
    if (word.empty()) return false;
    for (auto at = table.find(word); at != std::string_view::npos; at = table.find(word, at + 1)) {
        auto const end = at + word.size();
        bool const begins = at == 0 || table[at - 1] == ' ';
        if (begins && (end == table.size() || table[end] == ' ')) return true;
    }
    return false;
}

}  // namespace ats::text
