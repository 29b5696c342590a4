#include "offline/words/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <deque>

#include <ats/error.hpp>

#include "offline/words/embedded_table.hpp"
#include "text/words.hpp"

extern "C" char const ats_language_words[];
extern "C" char const ats_language_words_end[];

namespace ats::offline {
namespace {

// In the order of WordList.
constexpr std::array list_names = std::to_array<std::string_view>({
    "function",
    "stop",
    "quality",
    "competence",
    "certificate",
    "rank",
    "title_noun",
    "and",
    "or",
    "denial",
    "need",
    "not_needed",
    "must",
    "nice",
    "heading_requirements",
    "heading_preferred",
    "heading_duties",
    "heading_skipped",
    "heading_word_preferred",
    "heading_word_skipped",
    "heading_word_duties",
    "heading_word_requirements",
    "heading_word_tools",
    "heading_word_intro",
    "heading_filler",
    "heading_sign",
    "title_label",
    "lead_in",
    "title_end",
    "praise",
    "anybody",
    "employer",
    "appeal",
    "greeting",
    "search_verb",
    "sentence_beginning",
    "statement_beginning",
    "company_beginning",
    "question_beginning",
    "praise_beginning",
    "search",
    "requirement",
    "never",
    "frame",
    "remark",
    "remark_cue",
    "article",
    "preposition",
    "measure",
    "before_years",
    "language_cue",
    "language_word",
    "experience_word",
    "condition",
});
static_assert(list_names.size() == static_cast<std::size_t>(WordList::condition) + 1);

class Vocabulary {
public:
    Vocabulary() {
        auto const size = static_cast<std::size_t>(ats_language_words_end - ats_language_words);
        for (auto const& table : embedded_tables({ats_language_words, size})) read(table);
    }

    static Vocabulary const& shared() {
        static Vocabulary const vocabulary;
        return vocabulary;
    }

    WordSet const& words(WordList list) const { return lists_[static_cast<std::size_t>(list)]; }
    std::size_t most_words(WordList list) const { return most_words_[static_cast<std::size_t>(list)]; }
    bool begins_entry(WordList list, std::string_view word) const {
        return contains(first_words_[static_cast<std::size_t>(list)], word);
    }
    std::vector<std::string_view> const& languages() const { return languages_; }
    WordSet const& function_words(std::size_t language) const { return function_words_[language]; }

private:
    void read(EmbeddedTable const& table) {
        languages_.push_back(table.name);
        function_words_.emplace_back();
        auto rows = table.rows;
        for (std::string_view row; next_row(rows, row);) {
            auto const tab = std::min(row.find('\t'), row.size());
            auto const list = std::find(list_names.begin(), list_names.end(), row.substr(0, tab));
            if (list == list_names.end() || tab == row.size()) {
                throw CallerError(ErrorCode::invalid_argument,
                                  "the words of \"" + std::string(table.name) +
                                      "\" hold an unknown list: " + std::string(row));
            }
            add(static_cast<std::size_t>(list - list_names.begin()), text::fold(row.substr(tab + 1)));
        }
    }

    void add(std::size_t list, std::string folded) {
        auto const& entry = entries_.emplace_back(std::move(folded));
        auto const spaces = static_cast<std::size_t>(std::count(entry.begin(), entry.end(), ' '));
        most_words_[list] = std::max(most_words_[list], spaces + 1);
        lists_[list].insert(entry);
        first_words_[list].insert(std::string_view(entry).substr(0, entry.find(' ')));
        if (list == static_cast<std::size_t>(WordList::function)) function_words_.back().insert(entry);
    }

    std::deque<std::string> entries_;  // A deque, since the sets look into its strings.
    std::array<WordSet, list_names.size()> lists_;
    std::array<WordSet, list_names.size()> first_words_;  // Of phrases, too: most words begin none.
    std::array<std::size_t, list_names.size()> most_words_{};
    std::vector<std::string_view> languages_;
    std::vector<WordSet> function_words_;
};

// Whether an entry begins at `at`, the first letter of a word.
bool stands_at(WordList list, std::string_view padded, std::size_t at) {
    auto const& vocabulary = Vocabulary::shared();
    auto end = padded.find(' ', at);
    if (end == std::string_view::npos || !vocabulary.begins_entry(list, padded.substr(at, end - at)))
        return false;
    auto const& set = vocabulary.words(list);
    end = at;
    for (std::size_t words = 0; words < vocabulary.most_words(list); ++words) {
        end = padded.find(' ', end + 1);
        if (end == std::string_view::npos) return false;
        if (contains(set, padded.substr(at, end - at))) return true;
    }
    return false;
}

}  // namespace

WordSet const& words_of(WordList list) { return Vocabulary::shared().words(list); }

bool holds_any(WordList list, std::string const& padded) {
    for (std::size_t at = 1; at < padded.size(); at = padded.find(' ', at) + 1) {
        if (stands_at(list, padded, at)) return true;
        if (padded.find(' ', at) == std::string::npos) break;
    }
    return false;
}

bool begins_with_any(WordList list, std::string const& padded) {
    return padded.size() > 1 && stands_at(list, padded, 1);
}

std::vector<std::string_view> const& word_languages() { return Vocabulary::shared().languages(); }

std::string_view language_of(std::string_view text) {
    auto const& vocabulary = Vocabulary::shared();
    auto const& names = vocabulary.languages();
    std::vector<std::size_t> counts(names.size());
    for (auto const& word : text::words(text)) {
        for (std::size_t i = 0; i < names.size(); ++i)
            counts[i] += contains(vocabulary.function_words(i), word.text) ? 1 : 0;
    }
    constexpr std::string_view english = "en";
    auto const best = std::max_element(counts.begin(), counts.end());
    if (best == counts.end() || *best == 0) return english;
    auto const own = std::find(names.begin(), names.end(), english);
    bool const tied = own != names.end() && counts[static_cast<std::size_t>(own - names.begin())] == *best;
    return tied ? english : names[static_cast<std::size_t>(best - counts.begin())];
}

}  // namespace ats::offline
