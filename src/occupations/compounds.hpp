#pragma once

#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "occupations/occupation_table.hpp"

namespace ats::occupations {

/// Splits what German and Dutch write as one word: "Softwareentwickler" is "software" and "entwickler".
class Compounds {
public:
    /// @param counts how often each word stands in the titles of `language`; the words must outlive this.
    Compounds(Language language, std::unordered_map<std::string_view, int> const& counts);

    /// @returns the parts of `word`, within it; none if it is not put together of known words.
    std::vector<std::string_view> split(std::string_view word) const;

private:
    bool is_known(std::string_view part) const;
    std::vector<std::string_view> parts_before(std::string_view front) const;

    Language language_;
    std::unordered_set<std::string_view> known_;  // And their stems.
};

}  // namespace ats::occupations
