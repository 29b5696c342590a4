#include "offline/words/standing_cues.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "offline/words/word_set.hpp"

namespace ats::offline {
namespace {

struct Row {
    Cue cue;
    std::string_view phrases;
};

constexpr Row rows[] = {
#include "offline/words/standing_cues.inc"
};

struct Phrase {
    Cue cue;
    std::vector<std::string_view> words;
};

// By their first words.
using Phrases = std::unordered_map<std::string_view, std::vector<Phrase>>;

void add_row(Phrases& phrases, Row const& row) {
    for (std::size_t begin = 0; begin <= row.phrases.size();) {
        auto const end = std::min(row.phrases.find('|', begin), row.phrases.size());
        auto words = split_in_order(row.phrases.substr(begin, end - begin));
        auto const first = words.front();
        phrases[first].push_back({row.cue, std::move(words)});
        begin = end + 1;
    }
}

Phrases const& all_phrases() {
    static Phrases const phrases = [] {
        Phrases made;
        for (auto const& row : rows) add_row(made, row);
        return made;
    }();
    return phrases;
}

bool stands_at(Phrase const& phrase, std::vector<text::Word> const& words, std::size_t at) {
    if (words.size() - at < phrase.words.size()) return false;
    return std::equal(phrase.words.begin(), phrase.words.end(),
                      words.begin() + static_cast<std::ptrdiff_t>(at),
                      [](std::string_view part, text::Word const& word) { return part == word.text; });
}

}  // namespace

std::size_t cue_at(Cue cue, std::vector<text::Word> const& words, std::size_t at) {
    if (at >= words.size()) return 0;
    auto const found = all_phrases().find(words[at].text);
    if (found == all_phrases().end()) return 0;
    std::size_t longest = 0;
    for (auto const& phrase : found->second) {
        if (phrase.cue == cue && phrase.words.size() > longest && stands_at(phrase, words, at))
            longest = phrase.words.size();
    }
    return longest;
}

}  // namespace ats::offline
