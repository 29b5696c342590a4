#include "offline/resume/bearing.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "offline/resume/matching.hpp"
#include "offline/resume/years_of_work.hpp"
#include "offline/words/languages.hpp"
#include "offline/words/occupations.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

// Of a longer word, as German and Dutch join them: shorter beginnings are shared by chance.
constexpr std::size_t least_shared = 5;

bool begins_alike(std::string_view a, std::string_view b) {
    return std::min(a.size(), b.size()) >= least_shared &&
           a.substr(0, least_shared) == b.substr(0, least_shared);
}

bool holds(std::string_view whole, std::string_view part) {
    return part.size() >= least_shared && whole.find(part) != std::string_view::npos;
}

bool same_language(std::string_view a, std::string_view b) {
    auto const language = language_named(a);
    return language >= 0 && language == language_named(b);
}

bool is_neighbour(std::string_view word, std::string_view other) {
    auto const near = neighbours(word);
    return std::any_of(near.begin(), near.end(), [&](Neighbour const& each) { return each.word == other; });
}

bool names(Term const& term, ResumeView::Word const& word) {
    auto const& stem = word.stem;
    return stem == term.stem || text::root(stem) == term.root || begins_alike(stem, term.stem) ||
           holds(stem, term.stem) || holds(term.stem, stem) || same_language(stem, term.stem) ||
           is_neighbour(term.stem, stem);
}

bool names(Query const& query, ResumeView::Word const& word) {
    if (!query.initials.empty() && word.stem == query.initials) return true;
    return std::any_of(query.terms.begin(), query.terms.end(),
                       [&](Term const& term) { return names(term, word); });
}

}  // namespace

bool bears_on(std::string_view asked, std::size_t begin, std::size_t end, ResumeView const& resume) {
    auto const query = make_query(asked);
    if (query.terms.empty()) return true;
    auto const naming = [&](auto const& word) { return names(query, word); };
    auto const& words = resume.words();
    std::vector<std::pair<std::size_t, std::size_t>> entries;
    for (auto const& word : words) {
        if (word.end <= begin || word.begin >= end) continue;
        auto const entry = entry_around(word.line, resume);
        if (entries.empty() || entries.back() != entry) entries.push_back(entry);
    }
    if (entries.empty()) return true;
    for (auto const& [first, last] : entries) {
        auto const from = words.begin() + static_cast<std::ptrdiff_t>(resume.first_word(first));
        auto const to = words.begin() + static_cast<std::ptrdiff_t>(resume.last_word(last - 1));
        if (std::any_of(from, to, naming)) return true;
    }
    return false;
}

}  // namespace ats::offline
