#include "occupations/title.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <mutex>
#include <optional>

#include "occupations/title_index.hpp"

namespace ats::occupations {
namespace {

/// All nine languages: their words, and of those that were asked for their titles.
class Languages {
public:
    static Languages& shared() {
        static Languages languages;
        return languages;
    }

    Vocabulary const& vocabulary(Language language) const {
        return vocabularies_[static_cast<std::size_t>(language)];
    }

    TitleIndex const& index(Language language) {
        auto const at = static_cast<std::size_t>(language);
        std::call_once(made_[at],
                       [&] { indexes_[at].emplace(vocabularies_[at], OccupationTable::shared()); });
        return *indexes_[at];
    }

    /// The first that has all of the words, else most; English comes first, since it is written everywhere.
    Language of(Words const& title) const {
        std::array<std::ptrdiff_t, language_count> known{};
        for (std::size_t i = 0; i < language_count; ++i) {
            auto const words = occupation_words(title, static_cast<Language>(i));
            auto const& vocabulary = vocabularies_[i];
            known[i] = std::count_if(words.begin(), words.end(),
                                     [&](auto const& word) { return vocabulary.knows(word); });
            if (known[i] == std::ssize(words)) return static_cast<Language>(i);
        }
        // Taking words apart costs more than looking them up.
        for (std::size_t i = 0; i < language_count; ++i) {
            auto const& vocabulary = vocabularies_[i];
            known[i] += std::count_if(title.begin(), title.end(), [&](auto const& word) {
                return !vocabulary.knows(word) && vocabulary.knows_parts(word);
            });
        }
        return static_cast<Language>(std::max_element(known.begin(), known.end()) - known.begin());
    }

private:
    Languages() {
        for (std::size_t i = 0; i < language_count; ++i)
            vocabularies_.emplace_back(static_cast<Language>(i), OccupationTable::shared());
    }

    std::deque<Vocabulary> vocabularies_;
    std::array<std::optional<TitleIndex>, language_count> indexes_;
    std::array<std::once_flag, language_count> made_;
};

// How much each group adds to a similarity: the finest most.
constexpr double group_weights[] = {0.3, 0.2, 0.1};
constexpr std::uint32_t shortest_soc = 100000;  // Longer than any code of ISCO.

// The code's first four, three and two digits.
std::uint32_t group_of(std::uint32_t code, std::size_t group) {
    constexpr std::uint32_t isco_divisors[] = {1, 10, 100};
    constexpr std::uint32_t soc_divisors[] = {100, 1000, 10000};
    if (code < shortest_soc) return code / isco_divisors[group];
    return shortest_soc + code / soc_divisors[group];
}

Vector grouped(Vector const& occupations, std::size_t group) {
    Vector found;
    auto const& table = OccupationTable::shared();
    for (auto const& share : occupations)
        found.push_back({group_of(table.code(share.id), group), share.weight});
    sort_up(found);
    return found;
}

// The shorter may be the beginning of the longer: "account" of "accounting" and "accountant".
double same_beginning(std::string const& a, std::string const& b) {
    constexpr std::size_t least = 4;
    std::size_t same = 0;
    while (same < std::min(a.size(), b.size()) && a[same] == b[same]) ++same;
    return same < least ? 0 : static_cast<double>(same) / static_cast<double>(std::max(a.size(), b.size()));
}

// By how much each word of the field tells.
double beginnings_shared(Title const& field, Title const& title) {
    auto const& index = Languages::shared().index(field.language());
    double sum = 0;
    double all = 0;
    for (auto const& word : occupation_words(field.words(), field.language())) {
        auto const telling = std::max(index.telling(word), 0.1);
        double best = 0;
        for (auto const& other : title.words()) best = std::max(best, same_beginning(word, other));
        sum += telling * best;
        all += telling;
    }
    return all > 0 ? sum / all : 0;
}

}  // namespace

Title::Title(std::string_view text) : words_(title_words(text)) {
    constexpr std::size_t most_words = 16;  // More are a sentence.
    if (words_.empty() || words_.size() > most_words) return;
    level_ = level_of(words_);
    auto& languages = Languages::shared();
    language_ = languages.of(words_);
    auto const& index = languages.index(language_);
    terms_ = index.terms_of(occupation_words(words_, language_));
    occupations_ = index.occupations_of(terms_);
    for (auto const& share : occupations_) {
        if (OccupationTable::shared().is_esco(share.id)) esco_.push_back(share);
    }
    for (std::size_t i = 0; i < group_count; ++i) {
        groups_[i] = grouped(occupations_, i);
        esco_groups_[i] = grouped(esco_, i);
    }
}

double similarity(Title const& a, Title const& b) {
    bool const same = a.language_ == b.language_;
    double sum =
        same ? dot(a.terms_, b.terms_) + cosine(a.occupations_, b.occupations_) : cosine(a.esco_, b.esco_);
    double most = same ? 2 : 1;
    for (std::size_t i = 0; i < Title::group_count; ++i) {
        sum += group_weights[i] *
               (same ? cosine(a.groups_[i], b.groups_[i]) : cosine(a.esco_groups_[i], b.esco_groups_[i]));
        most += group_weights[i];
    }
    return sum / most;
}

double field_relation(Title const& field, Title const& title) {
    constexpr double by_beginning = 0.8;
    return similarity(field, title) + by_beginning * beginnings_shared(field, title);
}

}  // namespace ats::occupations
