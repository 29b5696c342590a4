#include "offline/words/title_levels.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "text/lists.hpp"

namespace ats::offline {
namespace {

struct Level {
    std::string_view words;
    int level;
};

constexpr Level levels[] = {
    {"junior assistant helper aide graduate", -1},
    {"trainee apprentice intern student internship apprenticeship praktikant praktikantin praktikum azubi "
     "auszubildende auszubildender werkstudent werkstudentin stagiaire stage becario becaria aprendiz "
     "apprenti apprentie alternant stagista tirocinante stagiair praktykant stazysta",
     -2},
};

// Folded, with single spaces.
constexpr std::string_view owners[] = {
    "reported to",  "reporting to",  "reports to", "assistant to",  "assisted",      "supported",
    "supporting",   "secretary to",  "seeking",    "looking for",   "aspiring",      "wish to",
    "want to",      "hope to",       "aim to",     "interested in", "supervised by", "led by",
    "trained by",   "shadowed",      "shadowing",  "daughter of",   "to become",     "berichtete an",
    "unterstutzte", "assistenz der", "future",     "recherche",     "suche",
};

constexpr std::string_view apart[] = {
    "product production",     "nurse nursery",        "internal intern",
    "internal international", "intern international", "general generator",
    "organ organization",     "policy police",        "universal university",
};

std::string joined(std::vector<std::string_view> const& words) {
    std::string text = " ";
    for (auto const word : words) text += std::string(word) + ' ';
    return text;
}

}  // namespace

int level_of(std::vector<std::string_view> const& words) {
    int lowest = 0;
    for (auto const word : words) {
        for (auto const& [names, level] : levels) {
            if (text::listed(names, word)) lowest = std::min(lowest, level);
        }
    }
    return lowest;
}

bool not_held(std::vector<std::string_view> const& words_before) {
    auto const text = joined(words_before);
    return std::any_of(std::begin(owners), std::end(owners), [&](std::string_view owner) {
        return text.find(' ' + std::string(owner) + ' ') != std::string::npos;
    });
}

bool is_other_work(std::string_view word, std::string_view other) {
    if (word == other) return false;
    return std::any_of(std::begin(apart), std::end(apart), [&](std::string_view pair) {
        return text::listed(pair, word) && text::listed(pair, other);
    });
}

}  // namespace ats::offline
