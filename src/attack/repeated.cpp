#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "attack/passage.hpp"

namespace ats::attack {
namespace {

// Real resumes repeat headings and forms ("... - experience - 12 months"), but with something else in
// between. What goes round without a change for so long is stuffing.
constexpr std::size_t rounds = 4;
constexpr std::size_t fewest_words = 24;
constexpr std::size_t longest_round = 60;
constexpr std::size_t run = 3;

std::string run_of_words(std::vector<text::Word> const& words, std::size_t first) {
    return words[first].text + ' ' + words[first + 1].text + ' ' + words[first + 2].text;
}

// Letters: a row of dashes or broken characters is drawn, not said.
bool is_wordlike(text::Word const& word) {
    return word.text.size() > 1 && word.text.front() >= 'a' && word.text.front() <= 'z';
}

}  // namespace

std::vector<Passage> repeated_words(std::vector<text::Word> const& words) {
    std::unordered_map<std::string, std::size_t> last_place;
    std::vector<Passage> found;
    std::size_t round = 0, length = 0;  // Of what goes round up to here.
    for (std::size_t i = 0; i + run <= words.size(); ++i) {
        auto const [place, fresh] = last_place.try_emplace(run_of_words(words, i), i);
        auto const distance = i - std::exchange(place->second, i);
        bool const goes_on = !fresh && distance <= longest_round && distance == round;
        length = goes_on ? length + 1 : 0;
        round = fresh ? 0 : distance;
        if (length >= std::max(fewest_words, (rounds - 1) * round) && is_wordlike(words[i]))
            found.push_back({FindingKind::repeated_keywords, words[i].begin, words[i + run - 1].end});
    }
    return found;
}

}  // namespace ats::attack
