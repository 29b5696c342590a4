#include "base/finding_words.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

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

namespace {

struct RoleAnswer {
    RoleWords words;
    double score;
};

// One step in one of the two answers, which is what a judge wavers by, moves at most 1.6 of 5: 10 points of a
// total of which the role is 30 %. The level of another occupation says nothing.
constexpr RoleAnswer role_answers[] = {
    {{"same", "as_asked"}, 5},
    {{"same", "above"}, 4.4},
    {{"same", "below"}, 3.4},
    {{"neighbouring", "as_asked"}, 3.4},
    {{"neighbouring", "above"}, 3},
    {{"neighbouring", "below"}, 2},
    {{other_occupation, "as_asked"}, 1.8},
    {{other_occupation, "above"}, 1.8},
    {{other_occupation, "below"}, 1.8},
};

}  // namespace

std::vector<std::string_view> const& occupation_words() {
    static std::vector<std::string_view> const words = {"same", "neighbouring", other_occupation};
    return words;
}

std::vector<std::string_view> const& level_words() {
    static std::vector<std::string_view> const words = {"as_asked", "below", "above"};
    return words;
}

std::optional<double> role_score(std::string_view occupation, std::string_view level) {
    for (auto const& answer : role_answers) {
        if (answer.words.occupation == occupation && answer.words.level == level) return answer.score;
    }
    return std::nullopt;
}

RoleWords role_words_for(double score) {
    return std::min_element(std::begin(role_answers), std::end(role_answers),
                            [&](RoleAnswer const& a, RoleAnswer const& b) {
                                return std::abs(a.score - score) < std::abs(b.score - score);
                            })
        ->words;
}

bool asks_for_findings(std::string_view schema) {
    return schema.find("\"finding\"") != std::string_view::npos;
}

}  // namespace ats
