#include "offline/words/terms.hpp"

#include <algorithm>

#include "offline/words/aliases.hpp"
#include "offline/words/lexicon.hpp"
#include "text/lists.hpp"

namespace ats::offline {
namespace {

constexpr double weight_of_technical = 2;
// What tells next to nothing keeps a little weight, to prefer places that have it as well.
constexpr double weight_of_circumstance = 0.1;
constexpr double weight_of_cue = 0.5;
// Common words beside a name: "experience designing REST APIs".
constexpr double beside_names = 0.3;
// Common words beside a rarer one: "backend development".
constexpr double beside_words = 0.5;

// What follows tells where or what for, not what.
constexpr std::string_view circumstance_words[] = {
    "for",   "in",     "as",    "at",   "within", "during",    "under", "through", "via",  "when",
    "while", "across", "where", "that", "which",  "including", "fur",   "bei",     "pour", "dans",
};

bool is_number(std::string_view word) { return word[0] >= '0' && word[0] <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// Signs, digits or capitals inside: "C++", "iOS", "Node.js", "SQL".
bool is_made_up(std::string_view written) {
    if (is_number(written) || written.size() < 2) return false;
    return std::any_of(written.begin() + 1, written.end(), [](char c) {
        return is_upper(c) || is_number({&c, 1}) || c == '+' || c == '#' || c == '.';
    });
}

class Weigher {
public:
    explicit Weigher(std::string_view text)
        : text_(text), words_(with_aliases(text, text::words(text), Names::asked)) {}

    std::vector<TermWord> weigh() {
        bool const capitals_tell = !is_title_case();
        std::vector<TermWord> weighed;
        weighed.reserve(words_.size());
        for (std::size_t i = 0; i < words_.size(); ++i) weighed.push_back(first_look(i, capitals_tell));
        mark_circumstances(weighed);
        return weighed;
    }

private:
    std::string_view written(std::size_t i) const {
        return text_.substr(words_[i].begin, words_[i].end - words_[i].begin);
    }

    // Where all words begin with capitals, or none does not, a capital tells nothing.
    bool is_title_case() const {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            bool const says_something = !is_stop_word(words_[i].text) && !is_number(words_[i].text);
            if (says_something && !is_upper(text_[words_[i].begin])) return false;
        }
        return true;
    }

    TermWord first_look(std::size_t i, bool capitals_tell) const {
        auto const& word = words_[i];
        auto const general = weight_of(word.text);
        bool const praise = is_quality(word.text) || is_competence_noun(word.text) || is_modifier(word.text);
        if (general <= 0 || praise || is_number(word.text))
            return {word, is_modifier(word.text) ? std::min(general, weight_of_circumstance) : general, false,
                    false, false};
        bool const rare = general >= 1;
        bool const name = is_made_up(written(i)) && (capitals_tell || !word.abbreviation);
        bool const capital = rare && capitals_tell && i > 0 && is_upper(text_[word.begin]);
        if (name || capital) return {word, weight_of_technical, true, true, false};
        // "certification" alone would accept any.
        bool const cue = is_certificate_cue(word.text);
        return {word, cue ? weight_of_cue : general, rare && !cue, false, false};
    }

    // Only after something that is named, and not after "experience in".
    void mark_circumstances(std::vector<TermWord>& weighed) const {
        bool named = false;
        bool circumstance = false;
        bool const technical =
            std::any_of(weighed.begin(), weighed.end(), [](TermWord const& term) { return term.technical; });
        bool const anything =
            std::any_of(weighed.begin(), weighed.end(), [](TermWord const& term) { return term.essential; });
        for (std::size_t i = 0; i < weighed.size(); ++i) {
            auto& term = weighed[i];
            if (term.technical || (i > 0 && begins_anew(i))) circumstance = false;
            if (named && text::listed(circumstance_words, term.word.text) && !is_example_mark(i) &&
                !is_competence_noun(words_[i - 1].text))
                circumstance = true;
            if (anything && !term.essential) term.weight *= technical ? beside_names : beside_words;
            term.circumstance = circumstance;
            if (circumstance) {
                term.essential = false;
                term.weight = std::min(term.weight, weight_of_circumstance);
            }
            named = named || (term.essential && (term.technical || !technical));
        }
    }

    bool is_example_mark(std::size_t i) const {
        return words_[i].text == "as" && i > 0 && words_[i - 1].text == "such";
    }

    // A semicolon or a bracket ends what came before.
    bool begins_anew(std::size_t i) const {
        auto const begin = words_[i - 1].end;
        return text_.substr(begin, words_[i].begin - begin).find_first_of(";()") != std::string_view::npos;
    }

    std::string_view text_;
    std::vector<text::Word> words_;
};

}  // namespace

std::vector<TermWord> weigh(std::string_view requirement) { return Weigher(requirement).weigh(); }

}  // namespace ats::offline
