#include <string>
#include <unordered_map>

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

}  // namespace

std::vector<Passage> repeated_words(std::vector<text::Word> const& words) {
    auto const repeated = repetitions(words);
    std::vector<Passage> found;
    for (std::size_t i = 0; i < words.size();) {
        auto end = i;
        while (end < words.size() && repeated[end]) ++end;
        if (end - i >= stretch)
            found.push_back({FindingKind::repeated_keywords, words[i].begin, words[end - 1].end});
        i = end + 1;
    }
    return found;
}

}  // namespace ats::attack
