#include "base/finding_words.hpp"

#include <algorithm>
#include <cmath>

namespace ats {

std::vector<FindingWord> const& finding_words() {
    static std::vector<FindingWord> const words = {
        {"shown", 5, false}, {"stated", 4, false}, {"mostly", 3, false},      {"partly", 2, false},
        {"hint", 1, false},  {"silent", 0, false}, {"contradicted", 0, true},
    };
    return words;
}

std::optional<FindingWord> finding_from(std::string_view word) {
    auto const& words = finding_words();
    auto const found =
        std::find_if(words.begin(), words.end(), [&](FindingWord const& each) { return each.word == word; });
    return found == words.end() ? std::nullopt : std::optional(*found);
}

std::string_view finding_for(double score) {
    auto const nearest = std::lround(score);
    auto const& words = finding_words();
    return std::find_if(words.begin(), words.end(),
                        [&](FindingWord const& each) { return each.score <= nearest; })
        ->word;
}

bool asks_for_findings(std::string_view schema) {
    return schema.find("\"finding\"") != std::string_view::npos;
}

}  // namespace ats
