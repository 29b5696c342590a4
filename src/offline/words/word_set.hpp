#pragma once

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace ats::offline {

using WordSet = std::unordered_set<std::string_view>;

/// Long lists are written as one string of words, which keeps them readable; it must outlive the words.
inline std::vector<std::string_view> split_in_order(std::string_view list) {
    std::vector<std::string_view> words;
    for (std::size_t begin = 0; begin < list.size();) {
        auto const end = std::min(list.find(' ', begin), list.size());
        if (end > begin) words.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

inline WordSet split(std::string_view list) {
    auto const words = split_in_order(list);
    return {words.begin(), words.end()};
}

inline bool contains(WordSet const& set, std::string_view word) { return set.find(word) != set.end(); }

}  // namespace ats::offline
