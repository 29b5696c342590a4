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

}  // namespace ats::text
