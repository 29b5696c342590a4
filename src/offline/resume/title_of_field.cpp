#include "offline/resume/title_of_field.hpp"

#include <algorithm>

#include "occupations/known_titles.hpp"
#include "offline/words/entry_kinds.hpp"
#include "offline/words/lexicon.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

// "baker" and "baking", "lawyer" and "law" share three letters; longer endings are other words.
constexpr std::size_t least_shared = 3;
constexpr std::size_t longest_ending_of_short = 3;
constexpr std::size_t longest_ending = 6;
// A field of more words is a sentence.
constexpr std::size_t most_words = 4;

std::size_t letters_shared(std::string_view a, std::string_view b) {
    std::size_t same = 0;
    while (same < std::min(a.size(), b.size()) && a[same] == b[same]) ++same;
    return same;
}

bool begin_alike(std::string_view field, std::string_view title) {
    auto const same = letters_shared(field, title);
    auto const most = same > least_shared ? longest_ending : longest_ending_of_short;
    return same >= least_shared && field.size() - same <= most && title.size() - same <= most &&
           same * 2 >= std::min(field.size(), title.size());
}

}  // namespace

TitleOfField::TitleOfField(std::string_view field) {
    for (auto const& word : text::words(field)) {
        if (!is_stop_word(word.text)) words_.push_back(word.text);
    }
    if (words_.size() > most_words) words_.clear();
}

bool TitleOfField::is_of(std::string_view title) const {
    auto const words = text::words(title);
    if (words.empty() || !occupations::ends_or_begins_with_title(title)) return false;
    auto const is_head = [&](std::string const& word) {
        return begin_alike(word, words.front().text) || begin_alike(word, words.back().text);
    };
    auto const stands = [&](std::string const& word) {
        return text::any_word(words, [&](std::string const& own) { return begin_alike(word, own); });
    };
    return std::any_of(words_.begin(), words_.end(), is_head) &&
           std::all_of(words_.begin(), words_.end(), stands);
}

bool TitleOfField::stands_in(std::string_view line) const {
    if (words_.empty()) return false;
    auto const parts = parts_of_entry(line);
    return std::any_of(parts.begin(), parts.end(), [this](std::string_view part) { return is_of(part); });
}

}  // namespace ats::offline
