#include <algorithm>
#include <optional>

#include "offline/job/job_description.hpp"
#include "offline/words/vocabulary.hpp"
#include "text/lists.hpp"
#include "text/sections.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

struct Named {
    WordList list;
    Part part;
};

// Headings that are whole phrases.
constexpr Named phrases[] = {
    {WordList::heading_requirements, Part::requirements},
    {WordList::heading_preferred, Part::preferred},
    {WordList::heading_duties, Part::duties},
    {WordList::heading_skipped, Part::skipped},
};

// A heading made of these and of filling words is one; the first part in this order wins.
constexpr Named nouns[] = {
    {WordList::heading_word_preferred, Part::preferred},
    {WordList::heading_word_skipped, Part::skipped},
    {WordList::heading_word_duties, Part::duties},
    {WordList::heading_word_requirements, Part::requirements},
    {WordList::heading_word_tools, Part::tools},
    {WordList::heading_word_intro, Part::intro},
};

std::optional<Part> part_of_phrase(std::string_view words) {
    for (auto const& phrase : phrases) {
        if (is_in(phrase.list, words)) return phrase.part;
    }
    return std::nullopt;
}

std::size_t noun_index(std::string_view word) {
    auto const found = std::find_if(std::begin(nouns), std::end(nouns),
                                    [word](Named const& n) { return is_in(n.list, word); });
    return static_cast<std::size_t>(found - std::begin(nouns));
}

// "Minimum Qualifications", "Key duties and responsibilities".
std::optional<Part> part_of_words(std::vector<text::Word> const& words) {
    constexpr std::size_t most_words = 8;
    if (words.empty() || words.size() > most_words) return std::nullopt;
    auto best = std::size(nouns);
    for (auto const& word : words) {
        auto const index = noun_index(word.text);
        best = std::min(best, index);
        if (index == std::size(nouns) && !is_in(WordList::heading_filler, word.text)) return std::nullopt;
    }
    if (best == std::size(nouns)) return std::nullopt;
    return nouns[best].part;
}

// "Why Acme?"
bool asks_why(std::string_view line, std::string_view folded) {
    constexpr std::size_t longest = 30;
    return line.back() == '?' && folded.substr(0, 4) == "why " && folded.size() < longest;
}

std::optional<Part> part_named(std::string_view text) {
    auto const folded = text::heading_words(text);
    if (folded.empty()) return std::nullopt;
    if (asks_why(text, folded)) return Part::skipped;
    if (auto const part = part_of_phrase(folded)) return part;
    return part_of_words(text::words(text));
}

}  // namespace

PartHeading part_heading(std::string_view line) {
    if (auto const label = text::label_of(line); !label.empty()) {
        auto const part = part_named(label);
        if (!part) return {};
        auto const content = line.find_first_not_of(" \t*_#", label.size() + 1);
        return {true, *part, content};
    }
    if (line.empty() || line.back() == '.' || line.back() == ',' || line.back() == ';') return {};
    auto const part = part_named(line);
    if (!part) return {};
    return {true, *part, std::string_view::npos};
}

}  // namespace ats::offline
