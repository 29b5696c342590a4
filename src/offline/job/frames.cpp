#include <algorithm>

#include "offline/job/phrasing.hpp"
#include "offline/words/lexicon.hpp"
#include "offline/words/vocabulary.hpp"
#include "text/date_items.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

using Words = std::vector<text::Word>;

// As the "A" of "A/B testing", which is no article.
bool joined_to_next(std::string_view text, text::Word const& word) {
    return word.end < text.size() &&
           (text[word.end] == '/' || text[word.end] == '-' || text[word.end] == '&');
}

bool is_article_or_preposition(std::string_view text, text::Word const& word) {
    bool const article = is_in(WordList::article, word.text);
    return !joined_to_next(text, word) && (article || leads_to_object(word.text));
}

// The first words of the phrase and of its object.
struct Frame {
    std::size_t phrase;
    std::size_t object;
};

bool colon_before(std::string_view text, Words const& words, std::size_t word) {
    if (word == 0 || word >= words.size()) return false;
    auto const between = text.substr(words[word - 1].end, words[word].begin - words[word - 1].end);
    return between.find(':') != std::string_view::npos;
}

std::size_t phrase_begin(std::string_view text, Words const& words) {
    std::size_t i = 0;
    std::size_t after_colon = 0;
    while (i < words.size() && is_in(WordList::frame, words[i].text) && !joined_to_next(text, words[i])) {
        ++i;
        if (colon_before(text, words, i)) after_colon = i;
    }
    return after_colon > 0 ? after_colon : i;
}

// "strong written and verbal knowledge" goes on at this word.
bool goes_on(Words const& words, std::size_t i, bool competence) {
    constexpr std::string_view links[] = {"and", "or", "a", "an", "the", "to"};
    auto const& word = words[i].text;
    bool const in_depth = word == "in" && i + 1 < words.size() && words[i + 1].text == "depth";
    if (is_competence_noun(word) || in_depth || is_quality(word)) return true;
    return text::listed(links, word) && !(competence && word == "to");
}

Frame frame_of(std::string_view text, Words const& words) {
    Frame frame{phrase_begin(text, words), 0};
    frame.object = frame.phrase;
    bool competence = false;
    auto i = frame.phrase;
    for (; i < words.size() && goes_on(words, i, competence); ++i) {
        competence = competence || is_competence_noun(words[i].text);
        if (competence && colon_before(text, words, i + 1)) return {frame.phrase, i + 1};
    }
    // "skills to negotiate" are skills, "able to negotiate" is not more than to negotiate.
    constexpr std::string_view abilities[] = {"ability", "abilities", "able", "capability", "exposure"};
    bool const able =
        i > 0 && i < words.size() && words[i].text == "to" && text::listed(abilities, words[i - 1].text);
    bool const leads_on = i < words.size() && (leads_to_object(words[i].text) || able);
    if (!competence || !leads_on) return frame;
    ++i;
    while (i < words.size() && is_article_or_preposition(text, words[i])) ++i;
    frame.object = i;
    return frame;
}

// The number of words before the final remark.
std::size_t remark_begin(Words const& words) {
    auto begin = words.size();
    bool cue = false;
    while (begin > 0 && is_in(WordList::remark, words[begin - 1].text)) {
        --begin;
        cue = cue || is_in(WordList::remark_cue, words[begin].text);
    }
    return cue ? begin : words.size();
}

std::string balanced(std::string_view text) {
    auto const opened = std::count(text.begin(), text.end(), '(');
    auto const closed = std::count(text.begin(), text.end(), ')');
    std::string out(text);
    if (opened > closed) out += ')';
    if (closed > opened && out.back() == ')') out.pop_back();
    while (!out.empty() && (out.back() == ' ' || out.back() == '(')) out.pop_back();
    return out;
}

}  // namespace

bool leads_to_object(std::string_view word) { return is_in(WordList::preposition, word); }

Bare without_frame(std::string_view clause) {
    auto const text = trim_marks(clause);
    auto const words = text::words(text);
    auto const frame = frame_of(text, words);
    auto const last = remark_begin(words);
    auto end = last == words.size() || last == 0 ? text.size() : words[last - 1].end;
    // A bracket after the last word belongs to it: "(AWS)".
    while (end < text.size() && text[end] == ')') ++end;
    auto const from = [&](std::size_t word) {
        auto const begin = word == 0 || word >= last ? 0 : words[word].begin;
        return std::string(trim_marks(balanced(trim_marks(text.substr(begin, end - begin)))));
    };
    return {from(frame.phrase), from(frame.object)};
}

bool ends_in_remark(std::string_view clause) {
    auto const words = text::words(clause);
    auto const begin = remark_begin(words);
    return begin > 0 && begin < words.size();
}

std::string subject_of_experience(std::string_view text) {
    std::string_view::size_type begin = text.size();
    std::string_view::size_type end = begin;
    for (auto const& word : text::words(text)) {
        bool const number =
            (word.text[0] >= '0' && word.text[0] <= '9') || text::number_named(word.text) != 0;
        bool const praise = is_quality(word.text) || is_competence_noun(word.text) ||
                            is_stop_word(word.text) || is_modifier(word.text);
        if (number || praise || is_in(WordList::measure, word.text)) continue;
        begin = std::min(begin, word.begin);
        end = word.end;
    }
    return std::string(text.substr(begin, end - begin));
}

}  // namespace ats::offline
