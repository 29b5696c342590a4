#include <algorithm>

#include "offline/job/phrasing.hpp"
#include "offline/words/vocabulary.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

bool is_of_company(std::string const& padded) {
    return begins_with_any(WordList::question_beginning, padded) ||
           (begins_with_any(WordList::company_beginning, padded) && !holds_any(WordList::search, padded));
}

std::string padded(std::string_view text) { return ' ' + text::fold(text) + ' '; }

// "A degree, preferably in law" asks for a degree all the same.
std::string without_details(std::string words) {
    for (std::string_view const detail : {" preferably in ", " ideally in ", " preferably from "}) {
        for (auto at = words.find(detail); at != std::string::npos; at = words.find(detail, at))
            words.erase(at, words.find(' ', at + 1) - at);
    }
    return words;
}

}  // namespace

std::optional<Importance> stated_importance(std::string_view sentence) {
    auto const words = without_details(padded(sentence));
    if (holds_any(WordList::nice, words)) return Importance::nice;
    if (holds_any(WordList::must, words)) return Importance::must;
    return std::nullopt;
}

bool is_about_employer(std::string_view sentence) { return holds_any(WordList::never, padded(sentence)); }

// "No degree required": what begins so and ends so is not asked for.
bool asks_for_nothing(std::string_view sentence) {
    auto const words = padded(sentence);
    if (begins_with_any(WordList::denial, words) && holds_any(WordList::need, words)) return true;
    return holds_any(WordList::not_needed, words) && !holds_any(WordList::nice, words);
}

bool is_duty(std::string_view sentence) {
    auto const words = padded(sentence);
    bool const you_act = words.compare(0, 10, " you will ") == 0 || words.compare(0, 8, " you ll ") == 0 ||
                         words.compare(0, 10, " you take ") == 0 || words.compare(0, 9, " you own ") == 0;
    return you_act && !holds_any(WordList::requirement, words) && !stated_importance(sentence);
}

bool introduces_list(std::string_view sentence) {
    auto const words = text::words(sentence);
    constexpr std::string_view last_words[] = {"including", "include", "includes", "following",
                                               "below",     "to",      "areas"};
    return sentence.find(':') + 1 == sentence.size() ||
           (!words.empty() && text::listed(last_words, words.back().text));
}

bool is_statement(std::string_view text) {
    auto const words = padded(text);
    return begins_with_any(WordList::company_beginning, words) ||
           begins_with_any(WordList::question_beginning, words) ||
           begins_with_any(WordList::statement_beginning, words);
}

bool is_short(std::string_view sentence) {
    constexpr std::size_t short_sentence = 60;
    return sentence.size() < short_sentence;
}

bool states_requirement(std::string_view sentence) {
    auto const words = padded(sentence);
    if (is_of_company(words)) return false;
    auto const first_word = std::string_view(words).substr(1, words.find(' ', 1) - 1);
    return holds_any(WordList::requirement, words) || is_in(WordList::praise_beginning, first_word) ||
           (is_short(sentence) && stated_importance(sentence));
}

}  // namespace ats::offline
