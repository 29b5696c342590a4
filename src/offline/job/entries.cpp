#include <algorithm>

#include "offline/job/phrasing.hpp"
#include "offline/words/lexicon.hpp"
#include "offline/words/vocabulary.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

// An entry with one of these is a statement, not a name.
constexpr std::string_view statement_words =
    "to that which will you is are who your we can including such their while when as from they it "
    "e.g eg like";

// "1,500"
bool between_digits(std::string_view list, std::size_t at) {
    auto const digit = [&](std::size_t i) { return i < list.size() && list[i] >= '0' && list[i] <= '9'; };
    return at > 0 && digit(at - 1) && digit(at + 1);
}

std::vector<std::string_view> at_commas(std::string_view list) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i] == '(') ++depth;
        if (list[i] == ')') --depth;
        bool const separator = (list[i] == ',' && !between_digits(list, i)) || list[i] == '|' ||
                               (list[i] == '/' && i > 0 && list[i - 1] == ' ');
        if (!separator || depth > 0) continue;
        parts.push_back(trim_marks(list.substr(begin, i - begin)));
        begin = i + 1;
    }
    parts.push_back(trim_marks(list.substr(begin)));
    parts.erase(std::remove(parts.begin(), parts.end(), std::string_view()), parts.end());
    return parts;
}

// "and", "or" and "and/or" of all languages, with what may stand behind: "et de".
std::vector<std::string> const& conjunctions() {
    static std::vector<std::string> const all = [] {
        std::vector<std::string> made{"and/or", "&", "et d'"};
        for (auto const list : {WordList::conjunction_and, WordList::conjunction_or}) {
            for (auto const word : words_of(list)) made.emplace_back(word);
        }
        made.emplace_back("și");  // As it is written.
        std::sort(made.begin(), made.end(), [](auto const& a, auto const& b) {
            return a.size() != b.size() ? a.size() > b.size() : a < b;
        });
        return made;
    }();
    return all;
}

std::string_view without_conjunction(std::string_view part) {
    for (auto const& word : conjunctions()) {
        if (part.size() > word.size() && part.substr(0, word.size()) == word && part[word.size()] == ' ')
            return trim_marks(part.substr(word.size()));
    }
    return part;
}

std::size_t find_outside_brackets(std::string_view text, std::string_view word) {
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '(') ++depth;
        if (text[i] == ')') --depth;
        if (depth <= 0 && text.compare(i, word.size(), word) == 0) return i;
    }
    return std::string_view::npos;
}

// "MATLAB or Substations": the conjunction of a list stands once, in its last part.
void split_last(std::vector<std::string_view>& parts) {
    auto const last = parts.back();
    if (auto const bare = without_conjunction(last); bare != last) {
        parts.back() = bare;
        return;
    }
    for (auto const& conjunction : conjunctions()) {
        auto const word = ' ' + conjunction + ' ';
        auto const at = find_outside_brackets(last, word);
        if (at == std::string_view::npos) continue;
        parts.back() = trim_marks(last.substr(0, at));
        parts.push_back(trim_marks(last.substr(at + word.size())));
        return;
    }
}

// "A, B or C": the last part has "or" and no "and".
bool joins_by_or(std::string_view last) {
    auto const words = text::words(last);
    auto const has = [&](WordList list) {
        return std::any_of(words.begin(), words.end(),
                           [list](text::Word const& word) { return is_in(list, word.text); });
    };
    return has(WordList::conjunction_or) && !has(WordList::conjunction_and);
}

// Capitals or signs inside: "SQL", "iOS", "C++", "Node.js".
bool is_made_up_name(std::string_view word) {
    auto const inside = word.substr(std::min<std::size_t>(1, word.size()));
    return std::any_of(inside.begin(), inside.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || c == '+' || c == '#' || c == '.' || (c >= '0' && c <= '9');
    });
}

bool is_capitalised_word(std::string_view word) {
    return !word.empty() && word[0] >= 'A' && word[0] <= 'Z' && word.find(' ') == std::string_view::npos;
}

bool is_phrase_of(std::string_view part, std::size_t most_words) {
    return !part.empty() && text::words(part).size() <= most_words;
}

bool is_rare_word(std::string_view part) {
    auto const word = text::fold(part);
    return weight_of(word) >= 1 && !is_title_noun(word);
}

// "CI/CD pipelines", "observability tooling (Datadog)": two or more words of their own, so that neither lends
// a word to the other, as in "research methods and frameworks".
bool is_noun_phrase(std::string_view part) {
    auto const bracket = part.find('(');
    auto const words = text::words(part.substr(0, bracket));
    constexpr std::size_t most_words = 4;
    return (words.size() >= 2 || bracket != std::string_view::npos) && words.size() <= most_words &&
           std::none_of(words.begin(), words.end(), [](text::Word const& word) {
               return is_stop_word(word.text) || is_competence_noun(word.text) || is_modifier(word.text);
           });
}

// Of two things only names are told apart safely: "Python and SQL", not "Training and development".
// Behind "experience with" a capital makes a name.
bool is_pair_of_names(std::string_view a, std::string_view b, bool introduced) {
    constexpr std::size_t short_phrase = 3;
    bool const capitals = is_capitalised_word(a) && is_capitalised_word(b);
    if (capitals && (introduced || (is_rare_word(a) && is_rare_word(b)))) return true;
    if (introduced && is_capitalised_word(a) && is_noun_phrase(b)) return true;
    if (is_capitalised_word(a) && is_made_up_name(a) && is_phrase_of(b, short_phrase)) return true;
    if (introduced && is_noun_phrase(a) && is_noun_phrase(b)) return true;
    return is_capitalised_word(a) && is_capitalised_word(b) && is_made_up_name(b);
}

// "Docker and Kubernetes in production" is two: a capital inside a phrase of small letters makes a name,
// and the circumstance is said of both.
std::vector<std::string> names_with_circumstance(std::string_view a, std::string_view b) {
    auto const name_end = b.find(' ');
    if (name_end == std::string_view::npos || !is_capitalised_word(a) ||
        !is_capitalised_word(b.substr(0, name_end)))
        return {};
    constexpr std::string_view circumstances[] = {"in", "at", "on", "for", "with"};
    constexpr std::size_t short_phrase = 5;
    auto const circumstance = b.substr(name_end);
    auto const words = text::words(circumstance);
    bool const led_in =
        !words.empty() && words.size() <= short_phrase && text::listed(circumstances, words[0].text);
    bool const small =
        std::none_of(circumstance.begin(), circumstance.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!led_in || !small) return {};
    return {std::string(a) + std::string(circumstance), std::string(b)};
}

bool is_entry(std::string_view part) {
    constexpr std::size_t most_words = 5;
    auto const words = text::words(part);
    if (words.empty() || words.size() > most_words) return false;
    return std::none_of(words.begin(), words.end(),
                        [](text::Word const& word) { return text::listed(statement_words, word.text); });
}

}  // namespace

std::vector<std::string> entries(std::string_view list, Alternatives alternatives, bool introduced) {
    std::vector<std::string> const whole{std::string(trim_marks(list))};
    auto parts = at_commas(list);
    if (alternatives == Alternatives::together && !parts.empty() && joins_by_or(parts.back())) return whole;
    if (parts.empty() || list.find(": ") != std::string_view::npos) return whole;
    bool const commas = parts.size() > 1;
    split_last(parts);
    if (parts.size() < 2 || !std::all_of(parts.begin(), parts.end(), is_entry)) return whole;
    if (!commas && !is_pair_of_names(parts[0], parts[1], introduced)) {
        auto pair = names_with_circumstance(parts[0], parts[1]);
        return pair.empty() ? whole : pair;
    }
    return {parts.begin(), parts.end()};
}

}  // namespace ats::offline
