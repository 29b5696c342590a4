#include "occupations/vocabulary.hpp"

#include <algorithm>

namespace ats::occupations {
namespace {

// A compound is less than its parts: "Softwareentwickler" is any "Entwickler" of "Software".
constexpr float whole_compound = 0.6F;
// Words that begin alike may mean other work.
constexpr float like_word = 0.6F;
constexpr std::size_t least_beginning = 4;
constexpr double least_alike = 0.6;

bool writes_compounds(Language language) {
    return language == Language::german || language == Language::dutch;
}

// Words of three letters, ascending.
std::vector<std::string_view> pieces(std::string_view word) {
    constexpr std::size_t size = 3;
    std::vector<std::string_view> found;
    for (std::size_t i = 0; i + size <= word.size(); ++i) found.push_back(word.substr(i, size));
    std::sort(found.begin(), found.end());
    return found;
}

// Share of the pieces that both have.
double alike(std::vector<std::string_view> const& a, std::vector<std::string_view> const& b) {
    std::size_t both = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        if (*i == *j)
            ++both, ++i, ++j;
        else if (*i < *j)
            ++i;
        else
            ++j;
    }
    auto const all = a.size() + b.size();
    return all > 0 ? 2.0 * static_cast<double>(both) / static_cast<double>(all) : 0;
}

}  // namespace

Vocabulary::Vocabulary(Language language, OccupationTable const& table) : language_(language) {
    std::vector<bool> used(table.words().size());
    std::unordered_map<std::string_view, int> counts;
    for (auto const word : table.labels(language).words) {
        used[word] = true;
        if (writes_compounds(language)) ++counts[table.words()[word]];
    }
    if (writes_compounds(language)) compounds_ = std::make_unique<Compounds>(language, counts);
    number_stems(table, used);
}

void Vocabulary::number_stems(OccupationTable const& table, std::vector<bool> const& used) {
    auto const add = [this](std::string_view word) {
        stems_.emplace(stem(word, language_), static_cast<std::uint32_t>(stems_.size()));
    };
    for (std::size_t word = 0; word < used.size(); ++word) {
        if (!used[word]) continue;
        for (auto const& part : occupation_words({std::string(table.words()[word])}, language_)) add(part);
    }
    in_order_.assign(stems_.begin(), stems_.end());
    std::sort(in_order_.begin(), in_order_.end());
}

bool Vocabulary::knows(std::string const& word) const { return stems_.count(stem(word, language_)) > 0; }

bool Vocabulary::knows_parts(std::string const& word) const {
    return compounds_ && !compounds_->split(word).empty();
}

Vector Vocabulary::stems_of(std::string const& word) const {
    Vector stems;
    auto const parts = compounds_ ? compounds_->split(word) : std::vector<std::string_view>{};
    auto const add = [&](std::string_view each, float weight) {
        auto const found = stems_.find(stem(each, language_));
        if (found != stems_.end()) stems.push_back({found->second, weight});
    };
    add(word, parts.empty() ? 1 : whole_compound);
    for (auto const part : parts) add(part, 1);
    return stems;
}

std::optional<Share> Vocabulary::like(std::string const& word) const {
    auto const stemmed = stem(word, language_);
    if (stemmed.size() < least_beginning) return std::nullopt;
    auto const beginning = std::string_view(stemmed).substr(0, least_beginning);
    auto const wanted = pieces(stemmed);
    std::optional<Share> best;
    double most = least_alike;
    auto each = std::lower_bound(in_order_.begin(), in_order_.end(), beginning,
                                 [](auto const& entry, std::string_view b) { return entry.first < b; });
    for (; each != in_order_.end() && each->first.substr(0, least_beginning) == beginning; ++each) {
        auto const share = alike(wanted, pieces(each->first));
        if (share < most || (best && share == most)) continue;
        most = share;
        best = Share{each->second, like_word * static_cast<float>(share)};
    }
    return best;
}

}  // namespace ats::occupations
