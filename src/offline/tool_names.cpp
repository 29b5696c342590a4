#include <algorithm>

#include "offline/languages.hpp"
#include "offline/lexicon.hpp"
#include "offline/phrasing.hpp"
#include "offline/word_set.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

// Written like names of tools, but names of countries, employers' forms, ranks and offices.
constexpr std::string_view no_tools =
    "us usa uk eu un uae nyc la dc hq hr ceo cto cfo coo cio vp svp evp md phd msc bsc mba ba ma bs ms cv "
    "faq ok "
    "id eoe eeo eeoc ada llc gmbh inc ltd plc ag sa srl am pm asap tbd n/a na est pst cst gmt cet usd eur "
    "gbp "
    "pto 401k covid covid19 dob it pr qa r&d rd b2b b2c";

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "PostgreSQL", "C++", "K8s", "AWS"; not "First", "2019" or "x".
bool looks_made_up(std::string_view written) {
    if (written.size() < 2 || is_digit(written[0])) return false;
    bool const sign = written.find_first_of("+#") != std::string_view::npos;
    bool const inner = std::any_of(written.begin() + 1, written.end(), is_upper);
    return sign || inner;
}

// A heading, a list in capitals, or a sentence that shouts: there capitals tell nothing.
bool is_in_capitals(std::string_view text, std::vector<text::Word> const& words) {
    auto const capitals = std::count_if(
        words.begin(), words.end(), [text](text::Word const& word) { return is_upper(text[word.begin]); });
    return 2 * static_cast<std::size_t>(capitals) > words.size();
}

// "Terraform" of "You know Terraform"; not the first word of a sentence, and not a word of every text.
bool is_proper_name(std::string_view text, text::Word const& word) {
    if (!is_upper(text[word.begin]) || weight_of(word.text) < 1 || is_title_noun(word.text)) return false;
    auto const before = text.substr(0, word.begin).find_last_not_of(' ');
    return before != std::string_view::npos &&
           std::string_view(".:!?*-").find(text[before]) == std::string_view::npos &&
           language_named(word.text) < 0;
}

}  // namespace

std::vector<std::string> names_of_tools(std::string_view sentence, bool capitals) {
    static WordSet const no_tool = split(no_tools);
    auto const words = text::words(sentence);
    std::vector<std::string> names;
    if (is_in_capitals(sentence, words)) return names;
    for (auto const& word : words) {
        auto const written = sentence.substr(word.begin, word.end - word.begin);
        bool const other = contains(no_tool, word.text) || is_stop_word(word.text) || is_rank(word.text);
        bool const placeholder = word.begin > 0 && sentence[word.begin - 1] == '<';
        bool const name = looks_made_up(written) || (capitals && is_proper_name(sentence, word));
        if (name && !other && !placeholder) names.emplace_back(written);
    }
    return names;
}

}  // namespace ats::offline
