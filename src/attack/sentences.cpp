#include "attack/sentences.hpp"

#include <algorithm>

#include "attack/look_alikes.hpp"

namespace ats::attack {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// A line break inside a sentence is followed by a small letter; a capital mostly begins something new.
bool break_ends(std::string_view gap, char next) {
    auto const first = gap.find('\n');
    if (first == std::string_view::npos) return false;
    bool const only_breaks = std::all_of(gap.begin() + static_cast<std::ptrdiff_t>(first), gap.end(),
                                         [](char c) { return c == '\n' || is_blank(c); });
    bool const one = std::count(gap.begin(), gap.end(), '\n') == 1;
    return !(one && only_breaks && next >= 'a' && next <= 'z');
}

bool ends_sentence(std::string_view text, text::Word const& word, text::Word const& next) {
    auto const gap = text.substr(word.end, next.begin - word.end);
    for (std::size_t i = 0; i < gap.size(); ++i) {
        bool const mark = gap[i] == '.' || gap[i] == '!' || gap[i] == '?' || gap[i] == ';';
        if (mark && (i + 1 < gap.size())) return true;
        constexpr std::string_view brackets = "{}<>|\"";
        if (brackets.find(gap[i]) != std::string_view::npos && gap.find('\n') != std::string_view::npos)
            return true;
    }
    return break_ends(gap, text[next.begin]);
}

}  // namespace

std::vector<Sentence> sentences(std::string_view text, std::vector<text::Word> const& words) {
    // Nobody reads a longer one at once; a bound keeps what looks around in it linear.
    constexpr std::size_t longest = 80;
    std::vector<Sentence> found;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        bool const last = i + 1 == words.size();
        if (!last && i + 1 - begin < longest && !ends_sentence(text, words[i], words[i + 1])) continue;
        found.push_back({begin, i + 1});
        begin = i + 1;
    }
    return found;
}

std::vector<text::Word> words_as_seen(std::string_view text) {
    auto words = text::words(text);
    for (auto& word : words) {
        auto const written = text.substr(word.begin, word.end - word.begin);
        if (is_mixed(written)) word.text = as_seen(written);
    }
    return words;
}

}  // namespace ats::attack
