#include "offline/job/cues.hpp"

#include <algorithm>

#include "offline/job/phrasing.hpp"
#include "offline/words/degrees.hpp"
#include "offline/words/languages.hpp"
#include "offline/words/lexicon.hpp"
#include "offline/words/vocabulary.hpp"
#include "text/dates.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

using Words = std::vector<text::Word>;

// "an excellent command of", "a driving licence": an article or preposition ends what belongs to a cue.
bool belongs_before(text::Word const& word) { return is_quality(word.text) || !is_stop_word(word.text); }

// "expert in", "interest in": what they lead to is asked for.
bool is_cue(std::string_view word) {
    constexpr std::string_view others[] = {"expert",  "interest", "competent",
                                           "trained", "educated", "qualified"};
    return is_competence_noun(word) || text::listed(others, word);
}

class CueFinder {
public:
    explicit CueFinder(std::string_view sentence) : sentence_(sentence), words_(text::words(sentence)) {}

    std::size_t begin() const {
        auto first = std::min(first_degree(), first_years());
        for (std::size_t i = 0; i < words_.size() && i < first; ++i) {
            if (leads_on(i) || is_certificate_cue(words_[i].text) || is_certificate_name(words_[i].text))
                first = std::min(first, phrase_begin(i));
            else if (closes(i))
                first = std::min(first, enumeration_begin(i));
            else if (is_spoken(i))
                first = i;
        }
        return first >= words_.size() ? std::string_view::npos : words_[first].begin;
    }

private:
    bool adjoins(std::size_t i) const {
        auto const gap = sentence_.substr(words_[i].end, words_[i + 1].begin - words_[i].end);
        return gap.find_first_of(",;:.(") == std::string_view::npos;
    }

    // "experience with", "familiar with", "knowledge and understanding of", "ability to".
    bool leads_on(std::size_t i) const {
        if (!is_cue(words_[i].text)) return false;
        auto next = i + 1;
        while (next < words_.size() && (is_competence_noun(words_[next].text) || words_[next].text == "and"))
            ++next;
        return next < words_.size() && next <= i + 3 && adjoins(next - 1) &&
               (leads_to_object(words_[next].text) || words_[next].text == "to");
    }

    // "FMCG experience", "negotiation skills"; not "your experience", "good skills".
    bool closes(std::size_t i) const {
        constexpr std::string_view nouns[] = {"experience", "knowledge",  "skills",     "skill",
                                              "expertise",  "background", "kenntnisse", "erfahrung"};
        if (i == 0 || !text::listed(nouns, words_[i].text) || !adjoins(i - 1)) return false;
        auto const& before = words_[i - 1].text;
        return !is_quality(before) && !is_stop_word(before) && !is_competence_noun(before);
    }

    bool is_spoken(std::size_t i) const {
        if (language_named(words_[i].text) < 0) return false;
        return std::any_of(words_.begin(), words_.end(),
                           [](text::Word const& word) { return language_level_named(word.text) > 0; });
    }

    std::size_t phrase_begin(std::size_t i) const {
        constexpr std::size_t most_words = 4;
        auto first = i;
        while (first > 0 && i - first < most_words && adjoins(first - 1) && belongs_before(words_[first - 1]))
            --first;
        return first;
    }

    // "written and verbal communication skills"
    std::size_t enumeration_begin(std::size_t i) const {
        auto first = phrase_begin(i);
        bool const joined = first >= 2 && (words_[first - 1].text == "and" || words_[first - 1].text == "or");
        return joined && adjoins(first - 2) && !is_stop_word(words_[first - 2].text) ? phrase_begin(first - 2)
                                                                                     : first;
    }

    std::size_t first_degree() const {
        // "the PhD student will", "a bachelor programme" are no degrees that somebody has.
        constexpr std::string_view others =
            "student students position positions fellow fellows program programme stipend study project "
            "thesis scholarship school candidate candidates supervision programmes projects";
        for (auto const& degree : degrees_in(words_, false)) {
            auto const next = degree.last_word + 1;
            if (next < words_.size() && text::listed(others, words_[next].text)) continue;
            return phrase_begin(degree.first_word);
        }
        return words_.size();
    }

    std::size_t first_years() const {
        for (auto const& statement : text::years_statements(sentence_)) {
            if (!statement.of_experience) continue;
            auto i = static_cast<std::size_t>(
                std::find_if(words_.begin(), words_.end(),
                             [&](text::Word const& word) { return word.end > statement.begin; }) -
                words_.begin());
            while (i > 0 && is_in(WordList::before_years, words_[i - 1].text)) --i;
            return i;
        }
        return words_.size();
    }

    std::string_view sentence_;
    Words words_;
};

}  // namespace

std::string_view after_search(std::string_view sentence) {
    constexpr std::size_t words_before = 12;
    auto const words = text::words(sentence);
    for (std::size_t i = 0; i + 1 < words.size() && i < words_before; ++i) {
        if (!is_in(WordList::search_verb, words[i].text)) continue;
        return sentence.substr(
            words[words[i + 1].text == "for" && i + 2 < words.size() ? i + 2 : i + 1].begin);
    }
    return sentence;
}

std::string_view from_cue(std::string_view sentence) {
    auto const begin = CueFinder(sentence).begin();
    return begin == std::string_view::npos ? std::string_view() : sentence.substr(begin);
}

}  // namespace ats::offline
