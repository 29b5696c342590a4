#include <algorithm>
#include <unordered_map>
#include <utility>

#include "attack/features.hpp"
#include "attack/passage.hpp"

namespace ats::attack {
namespace {

struct Weight {
    Relation relation;
    std::string_view a;
    std::string_view b;
    int hundredths;
};

#include "attack/weights.inc"

using Table = std::unordered_map<std::uint64_t, int>;

Table read_weights() {
    Table table;
    table.reserve(std::size(weights));
    for (auto const& each : weights) {
        auto const b = each.b.empty() ? Token() : token(each.b);
        table.emplace(Feature{each.relation, token(each.a), b}.key(), each.hundredths);
    }
    return table;
}

// What weighs in a sentence counts once, however often it stands there.
int sum_of(std::vector<Feature> const& features) {
    static Table const table = read_weights();
    std::vector<std::pair<std::uint64_t, int>> found;
    for (auto const& feature : features) {
        auto const weight = table.find(feature.key());
        if (weight != table.end()) found.push_back(*weight);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    int sum = bias;
    for (auto const& each : found) sum += each.second;
    return sum;
}

}  // namespace

std::vector<Passage> instructions_in(std::string_view text, std::vector<text::Word> const& words) {
    // Beside a sentence that steers, less is enough: people write several.
    constexpr int steers = 0, steers_beside = -250;
    auto const all = sentences(text, words);
    FeatureReader reader(text, words);
    std::vector<int> sums;
    for (auto const& sentence : all) sums.push_back(sum_of(reader.read(sentence)));
    std::vector<Passage> found;
    for (std::size_t i = 0; i < all.size(); ++i) {
        bool const beside = (i > 0 && sums[i - 1] > steers) || (i + 1 < all.size() && sums[i + 1] > steers);
        if (sums[i] > (beside ? steers_beside : steers))
            found.push_back(
                {FindingKind::instructions_to_reader, words[all[i].begin].begin, words[all[i].end - 1].end});
    }
    return found;
}

}  // namespace ats::attack
