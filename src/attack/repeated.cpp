#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "attack/passage.hpp"

namespace ats::attack {
namespace {

// Three words in a row that stand so often are a phrase of the form or a stuffed one. What tells them
// apart: between the phrases of a form stands something else ("Company Name, City, State" once for each
// job), while stuffing is repetition and nothing else for a stretch.
constexpr std::size_t run = 3;
constexpr std::size_t often = 8;
constexpr std::size_t stretch = 12;

std::string key_at(std::vector<text::Word> const& words, std::size_t first) {
    std::string key;
    for (auto i = first; i < first + run; ++i) key += words[i].text + ' ';
    return key;
}

// Marks of broken encodings and filling stand in long rows.
bool says_something(text::Word const& word) {
    return word.text.size() > 1 && static_cast<unsigned char>(word.text.front()) < 0x80;
}

// "python python python ...": nobody writes that, however short it is. Tables of languages have five columns
// with the same level in each.
std::vector<bool> rows_of_one_word(std::vector<text::Word> const& words) {
    constexpr std::size_t row = 8;
    std::vector<bool> repeated(words.size());
    for (std::size_t i = 0; i < words.size();) {
        auto end = i + 1;
        while (end < words.size() && words[end].text == words[i].text) ++end;
        if (end - i >= row && says_something(words[i]))
            for (auto j = i + 1; j < end; ++j) repeated[j] = true;
        i = end;
    }
    return repeated;
}

// Which words stand in a run that stood before, and stands often.
std::vector<bool> repetitions(std::vector<text::Word> const& words) {
    std::unordered_map<std::string, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i + run <= words.size(); ++i) {
        if (says_something(words[i])) places[key_at(words, i)].push_back(i);
    }
    std::vector<bool> repeated(words.size());
    for (auto const& [key, firsts] : places) {
        if (firsts.size() < often) continue;
        for (std::size_t k = 1; k < firsts.size(); ++k)
            for (auto i = firsts[k]; i < firsts[k] + run; ++i) repeated[i] = true;
    }
    return repeated;
}

// The heading of each page stands often too, but has each of its words once.
bool repeats_itself(std::vector<text::Word> const& words, std::size_t begin, std::size_t end) {
    std::unordered_set<std::string_view> distinct;
    for (auto i = begin; i < end; ++i) distinct.insert(words[i].text);
    return distinct.size() * 2 <= end - begin;
}

void append_stretches(std::vector<text::Word> const& words, std::vector<bool> const& marked,
                      std::size_t least, std::vector<Passage>& found) {
    for (std::size_t i = 0; i < words.size();) {
        auto end = i;
        while (end < words.size() && marked[end]) ++end;
        if (end > i && end - i >= least && repeats_itself(words, i, end))
            found.push_back({FindingKind::repeated_keywords, words[i].begin, words[end - 1].end});
        i = end + 1;
    }
}

}  // namespace

std::vector<Passage> repeated_words(std::vector<text::Word> const& words) {
    std::vector<Passage> found;
    append_stretches(words, repetitions(words), stretch, found);
    append_stretches(words, rows_of_one_word(words), 1, found);
    return found;
}

}  // namespace ats::attack
