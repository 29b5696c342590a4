#include "occupations/known_titles.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_set>
#include <vector>

#include "occupations/title_words.hpp"

namespace ats::occupations {
namespace {

constexpr std::array head_last = {Language::english, Language::german, Language::dutch};
constexpr std::array head_first = {Language::spanish, Language::french,     Language::italian,
                                   Language::polish,  Language::portuguese, Language::romanian};

using Ids = std::vector<WordId>;

// FNV-1a; 200,000 titles among 2^64 values.
std::uint64_t digest(WordId const* first, WordId const* last) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (; first != last; ++first) {
        for (unsigned const byte : {*first & 0xFFU, static_cast<unsigned>(*first) >> 8U})
            hash = (hash ^ byte) * 1099511628211ULL;
    }
    return hash;
}

class Titles {
public:
    template <std::size_t N>
    explicit Titles(std::array<Language, N> const& languages) {
        for (auto const language : languages) {
            auto const& labels = OccupationTable::shared().labels(language);
            for (std::size_t i = 0; i < labels.size(); ++i)
                digests_.insert(
                    digest(labels.words.data() + labels.first[i], labels.words.data() + labels.first[i + 1]));
        }
    }

    bool hold(Ids const& ids, std::size_t first, std::size_t last) const {
        return first < last && digests_.count(digest(ids.data() + first, ids.data() + last)) > 0;
    }

private:
    std::unordered_set<std::uint64_t> digests_;
};

Titles const& titles_with_head_last() {
    static Titles const titles(head_last);
    return titles;
}
Titles const& titles_with_head_first() {
    static Titles const titles(head_first);
    return titles;
}

constexpr WordId no_word = 0xFFFF;

Ids ids_of(Words const& title) {
    auto const& words = OccupationTable::shared().words();
    Ids ids;
    for (auto const& word : title) {
        auto const found = std::lower_bound(words.begin(), words.end(), word);
        bool const known = found != words.end() && *found == word;
        ids.push_back(known ? static_cast<WordId>(found - words.begin()) : no_word);
    }
    return ids;
}

// More words are a sentence.
constexpr std::size_t most_words = 8;

}  // namespace

bool is_title(std::string_view text) {
    auto const ids = ids_of(title_words(text));
    return titles_with_head_last().hold(ids, 0, ids.size()) ||
           titles_with_head_first().hold(ids, 0, ids.size());
}

bool ends_or_begins_with_title(std::string_view text) {
    auto words = title_words(text);
    // "Data engineer II"
    while (!words.empty() && names_nothing(words.back(), Language::english)) words.pop_back();
    auto const ids = ids_of(words);
    if (ids.size() > most_words) return false;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (titles_with_head_last().hold(ids, i, ids.size())) return true;
        if (titles_with_head_first().hold(ids, 0, ids.size() - i)) return true;
    }
    return false;
}

}  // namespace ats::occupations
