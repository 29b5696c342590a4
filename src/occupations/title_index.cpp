#include "occupations/title_index.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace ats::occupations {
namespace {

constexpr std::size_t most_occupations = 30;
// Below it a common word such as "manager" is all that is shared.
constexpr float least_cosine = 0.2F;
// To this power: what is nearest counts for much more than the rest.
constexpr float sharpness = 6;
// What a word that no title has takes from the others, of what the rarest one would.
constexpr float unknown_word = 0.5F;

bool before(Share const& a, Share const& b) { return a.id != b.id ? a.id < b.id : a.weight > b.weight; }

// Of one id the largest stays.
void keep_largest(Vector& shares) {
    std::sort(shares.begin(), shares.end(), before);
    auto const same = [](Share const& a, Share const& b) { return a.id == b.id; };
    shares.erase(std::unique(shares.begin(), shares.end(), same), shares.end());
}

/// The stems of each word of the table that names something in the language.
class StemsOfWords {
public:
    StemsOfWords(Vocabulary const& vocabulary, OccupationTable const& table)
        : vocabulary_(vocabulary), table_(table), known_(table.words().size()) {}

    Vector const& operator[](WordId word) {
        auto& stems = known_[word];
        if (!stems) stems = find(std::string(table_.words()[word]));
        return *stems;
    }

private:
    Vector find(std::string const& word) const {
        Vector stems;
        if (names_nothing(word, vocabulary_.language())) return stems;
        for (auto const& part : occupation_words({word}, vocabulary_.language())) {
            auto const more = vocabulary_.stems_of(part);
            stems.insert(stems.end(), more.begin(), more.end());
        }
        return stems;
    }

    Vocabulary const& vocabulary_;
    OccupationTable const& table_;
    std::vector<std::optional<Vector>> known_;
};

}  // namespace

TitleIndex::TitleIndex(Vocabulary const& vocabulary, OccupationTable const& table) : vocabulary_(vocabulary) {
    auto const& labels = table.labels(vocabulary.language());
    occupation_ = labels.occupation;
    StemsOfWords of_word(vocabulary, table);
    std::vector<Vector> stems(labels.size());
    for (std::size_t label = 0; label < labels.size(); ++label) {
        for (auto word = labels.first[label]; word < labels.first[label + 1]; ++word) {
            auto const& more = of_word[labels.words[word]];
            stems[label].insert(stems[label].end(), more.begin(), more.end());
        }
        keep_largest(stems[label]);
    }
    count_occupations(stems, labels.occupation);
    make_postings(stems);
}

// A stem tells the more the fewer occupations have it in a title.
void TitleIndex::count_occupations(std::vector<Vector> const& labels,
                                   std::vector<OccupationId> const& owners) {
    constexpr OccupationId none = ~OccupationId{0};
    std::vector<float> count(vocabulary_.size());
    std::vector<OccupationId> last(vocabulary_.size(), none);
    OccupationId previous = none;
    float occupations = 0;
    for (std::size_t label = 0; label < labels.size(); ++label) {
        if (owners[label] != previous) ++occupations;
        previous = owners[label];
        for (auto const& stem : labels[label]) {
            if (last[stem.id] != owners[label]) ++count[stem.id];
            last[stem.id] = owners[label];
        }
    }
    constexpr float half = 0.5F;
    most_telling_ = std::log((occupations + 1) / half);
    for (auto const each : count) idf_.push_back(std::log((occupations + 1) / (each + half)));
}

void TitleIndex::make_postings(std::vector<Vector> const& labels) {
    first_posting_.assign(vocabulary_.size() + 1, 0);
    for (auto const& stems : labels) {
        for (auto const& stem : stems) ++first_posting_[stem.id + 1];
    }
    std::partial_sum(first_posting_.begin(), first_posting_.end(), first_posting_.begin());
    postings_.resize(first_posting_.back());
    auto next = first_posting_;
    for (std::size_t label = 0; label < labels.size(); ++label) {
        double squares = 0;
        for (auto const& stem : labels[label]) squares += std::pow(double{stem.weight} * idf_[stem.id], 2);
        auto const scale = squares > 0 ? 1 / std::sqrt(squares) : 0;
        for (auto const& stem : labels[label]) {
            auto const weight = static_cast<float>(scale * stem.weight * idf_[stem.id]);
            postings_[next[stem.id]++] = {static_cast<std::uint32_t>(label), weight};
        }
    }
}

Vector TitleIndex::terms_of(Words const& words) const {
    Vector terms;
    double squares = 0;
    for (auto const& word : words) {
        auto stems = vocabulary_.stems_of(word);
        if (stems.empty()) {
            squares += std::pow(unknown_word * most_telling_, 2);
            if (auto const like = vocabulary_.like(word)) stems.push_back(*like);
        }
        terms.insert(terms.end(), stems.begin(), stems.end());
    }
    keep_largest(terms);
    for (auto& term : terms) {
        term.weight *= idf_[term.id];
        squares += std::pow(double{term.weight}, 2);
    }
    for (auto& term : terms) term.weight = static_cast<float>(term.weight / std::sqrt(squares));
    return terms;
}

// The best title of each occupation, in the order of the occupations.
Vector TitleIndex::nearest(Vector const& terms) const {
    thread_local std::vector<float> cosines;
    cosines.resize(std::max(cosines.size(), occupation_.size()));
    std::vector<std::uint32_t> touched;
    for (auto const& term : terms) {
        for (auto at = first_posting_[term.id]; at < first_posting_[term.id + 1]; ++at) {
            auto const& [label, weight] = postings_[at];
            if (cosines[label] == 0) touched.push_back(label);
            cosines[label] += term.weight * weight;
        }
    }
    Vector best;
    for (auto const label : touched) {
        if (cosines[label] >= least_cosine) best.push_back({occupation_[label], cosines[label]});
        cosines[label] = 0;
    }
    keep_largest(best);
    return best;
}

Vector TitleIndex::occupations_of(Vector const& terms) const {
    auto found = nearest(terms);
    if (found.size() > most_occupations) {
        std::nth_element(found.begin(), found.begin() + most_occupations, found.end(),
                         [](Share const& a, Share const& b) {
                             return a.weight != b.weight ? a.weight > b.weight : a.id < b.id;
                         });
        found.resize(most_occupations);
    }
    for (auto& share : found) share.weight = std::pow(share.weight, sharpness);
    sort_up(found);
    return found;
}

double TitleIndex::telling(std::string const& word) const {
    double most = 0;
    for (auto const& stem : vocabulary_.stems_of(word)) most = std::max(most, double{idf_[stem.id]});
    return most / most_telling_;
}

}  // namespace ats::occupations
