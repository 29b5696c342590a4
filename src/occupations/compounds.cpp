#include "occupations/compounds.hpp"

#include <algorithm>

#include "occupations/title_words.hpp"

namespace ats::occupations {
namespace {

constexpr std::size_t shortest_part = 4;
constexpr std::size_t shortest_compound = 8;
// Letters that join two parts: "Arbeit-s-recht".
constexpr std::string_view joints[] = {"", "s", "n", "en", "es", "er", "e"};
// A word of a single title may be a slip.
constexpr int fewest_titles = 2;

std::size_t shortest_of(std::vector<std::string_view> const& parts) {
    auto const shortest = std::min_element(parts.begin(), parts.end(),
                                           [](auto const& a, auto const& b) { return a.size() < b.size(); });
    return shortest->size();
}

}  // namespace

Compounds::Compounds(Language language, std::unordered_map<std::string_view, int> const& counts)
    : language_(language) {
    for (auto const& [word, count] : counts) {
        if (word.size() < shortest_part || count < fewest_titles) continue;
        known_.insert(word);
        auto const stemmed = word.substr(0, stem_length(word, language));
        if (stemmed.size() >= shortest_part) known_.insert(stemmed);
    }
}

bool Compounds::is_known(std::string_view part) const {
    if (part.size() < shortest_part) return false;
    return known_.count(part) > 0 || known_.count(part.substr(0, stem_length(part, language_))) > 0;
}

std::vector<std::string_view> Compounds::parts_before(std::string_view front) const {
    if (is_known(front)) return {front};
    return split(front);
}

// The split whose shortest part is longest says most; of equal ones that with the shortest joint.
std::vector<std::string_view> Compounds::split(std::string_view word) const {
    std::vector<std::string_view> best;
    if (word.size() < shortest_compound) return best;
    std::size_t best_length = 0;
    std::size_t best_joint = 0;
    for (auto at = word.size() - shortest_part; at >= shortest_part; --at) {
        auto const back = word.substr(at);
        if (!is_known(back)) continue;
        auto const front = word.substr(0, at);
        for (auto const joint : joints) {
            if (front.size() < joint.size() + shortest_part) continue;
            if (front.substr(front.size() - joint.size()) != joint) continue;
            auto parts = parts_before(front.substr(0, front.size() - joint.size()));
            if (parts.empty()) continue;
            auto const length = std::min(shortest_of(parts), back.size());
            if (length < best_length || (length == best_length && joint.size() >= best_joint)) continue;
            best_length = length;
            best_joint = joint.size();
            parts.push_back(back);
            best = std::move(parts);
        }
    }
    return best;
}

}  // namespace ats::occupations
