#include <algorithm>
#include <cctype>
#include <optional>

#include <ats/criteria_lint.hpp>

#include "criteria/lint_words.hpp"
#include "text/lists.hpp"

namespace ats {
namespace {

using Words = std::vector<text::Word>;

constexpr std::string_view conjunctions[] = {"and", "und", "et", "y", "si"};

std::string quoted(std::string_view words) { return '"' + std::string(words) + '"'; }

std::string_view part_of(std::string_view text, Words const& words, std::size_t first, std::size_t end) {
    return text.substr(words[first].begin, words[end - 1].end - words[first].begin);
}

/// A criterion with what is compared of it.
struct Reading {
    Criterion const& criterion;
    Words words;
    std::vector<std::string> content;     ///< What is asked for: folded, sorted, without fillers.
    std::vector<std::string> as_written;  ///< The same words with their capitals.
};

Reading read(Criterion const& criterion) {
    Reading reading{criterion, text::words(criterion.text), {}, {}};
    for (auto const& word : reading.words) {
        if (criteria::is_filler(word.text)) continue;
        reading.content.push_back(text::singular(word.text));
        reading.as_written.push_back(criterion.text.substr(word.begin, word.end - word.begin));
    }
    for (auto* const list : {&reading.content, &reading.as_written}) {
        std::sort(list->begin(), list->end());
        list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    return reading;
}

bool begins_like_a_name(std::string const& word) {
    auto const first = static_cast<unsigned char>(word.front());
    return std::isupper(first) != 0 || std::isdigit(first) != 0;
}

// "Python" of "solid Python for services": a name that stands in a longer requirement.
bool is_name_within(Reading const& part, Reading const& whole) {
    return !part.as_written.empty() && part.as_written.size() < whole.as_written.size() &&
           std::all_of(part.as_written.begin(), part.as_written.end(), begins_like_a_name) &&
           std::includes(whole.as_written.begin(), whole.as_written.end(), part.as_written.begin(),
                         part.as_written.end());
}

bool asks_the_same(Reading const& a, Reading const& b) {
    // The role says who is looked for; what it is made of is asked for besides.
    bool const role = a.criterion.kind == CriterionKind::role || b.criterion.kind == CriterionKind::role;
    if (role || a.content.empty()) return false;
    return a.content == b.content || is_name_within(a, b) || is_name_within(b, a);
}

std::optional<CriterionWarning> duplicate_of_earlier(std::vector<Reading> const& all, std::size_t which) {
    auto const& own = all[which];
    for (std::size_t i = 0; i < which; ++i) {
        if (!asks_the_same(own, all[i])) continue;
        auto const& other = all[i].criterion;
        return CriterionWarning{own.criterion.id, CriterionFault::duplicate, own.criterion.text,
                                "asks for what " + other.id + " (" + quoted(other.text) +
                                    ") asks for, so that it counts twice: keep one of them"};
    }
    return std::nullopt;
}

bool can_be_compound(CriterionKind kind) {
    return kind == CriterionKind::skill || kind == CriterionKind::certification;
}

bool begins_with_capital(std::string_view text, text::Word const& word) {
    return std::isupper(static_cast<unsigned char>(text[word.begin])) != 0;
}

bool has_inner_sign(std::string_view text, text::Word const& word) {
    auto const inside = text.substr(word.begin + 1, word.end - word.begin - 1);
    return std::any_of(inside.begin(), inside.end(), [](unsigned char c) {
        return std::isupper(c) != 0 || std::isdigit(c) != 0 || c == '+' || c == '#' || c == '.';
    });
}

// "Python and SQL", not "Training and development" nor "policies and procedures".
bool joins_names(std::string_view text, Words const& words, std::size_t joint) {
    if (joint == 0 || joint + 1 >= words.size() || !text::listed(conjunctions, words[joint].text))
        return false;
    auto const &left = words[joint - 1], &right = words[joint + 1];
    bool const names = begins_with_capital(text, left) && begins_with_capital(text, right);
    return names && (has_inner_sign(text, left) || has_inner_sign(text, right));
}

// Commas outside brackets.
std::size_t count_commas(std::string_view text) {
    std::size_t depth = 0, commas = 0;
    for (char const c : text) {
        if (c == '(') ++depth;
        if (c == ')' && depth > 0) --depth;
        if ((c == ',' || c == ';') && depth == 0) ++commas;
    }
    return commas;
}

template <std::size_t N>
bool any_listed(Words const& words, std::string_view const (&table)[N]) {
    return std::any_of(words.begin(), words.end(),
                       [&](text::Word const& word) { return text::listed(table, word.text); });
}

// "A, B and C" and "A, B, C".
bool is_list(std::string_view text, Words const& words) {
    auto const commas = count_commas(text);
    return commas >= 2 || (commas == 1 && any_listed(words, conjunctions));
}

// "A, including B and C", "A, B or C".
bool is_one_with_examples(Words const& words) {
    constexpr std::string_view signs[] = {"or",        "oder", "ou",   "o",   "sau",
                                          "including", "such", "like", "e.g", "eg"};
    return any_listed(words, signs);
}

std::optional<CriterionWarning> compound(Reading const& reading) {
    auto const& criterion = reading.criterion;
    if (!can_be_compound(criterion.kind) || is_one_with_examples(reading.words)) return std::nullopt;
    bool several = is_list(criterion.text, reading.words);
    for (std::size_t i = 0; i < reading.words.size() && !several; ++i)
        several = joins_names(criterion.text, reading.words, i);
    if (!several) return std::nullopt;
    return CriterionWarning{criterion.id, CriterionFault::compound, criterion.text,
                            "asks for several things in one: give each a criterion of its own, so that each "
                            "is scored and weighed"};
}

// What a person wrote needs no source.
std::optional<CriterionWarning> without_source(Criterion const& criterion) {
    if (criterion.proposed_by.empty() || !criterion.source.empty()) return std::nullopt;
    return CriterionWarning{criterion.id, CriterionFault::not_in_text, criterion.text,
                            "stands in no line of the job description that " + criterion.proposed_by +
                                " could name: remove it unless it is really asked for"};
}

std::vector<CriterionWarning> doubts_about(Reading const& reading) {
    std::vector<CriterionWarning> warnings;
    auto const& text = reading.criterion.text;
    for (auto const& doubt : criteria::doubts(reading.words)) {
        auto const words = part_of(text, reading.words, doubt.first_word, doubt.end_word);
        warnings.push_back({reading.criterion.id, doubt.fault, std::string(words),
                            quoted(words) + ' ' + std::string(doubt.reason)});
    }
    return warnings;
}

}  // namespace

std::string_view to_string(CriterionFault fault) noexcept {
    switch (fault) {
        case CriterionFault::protected_attribute:
            return "protected_attribute";
        case CriterionFault::proxy:
            return "proxy";
        case CriterionFault::duplicate:
            return "duplicate";
        case CriterionFault::compound:
            return "compound";
        case CriterionFault::not_shown:
            return "not_shown";
        case CriterionFault::not_in_text:
            return "not_in_text";
    }
    return "unknown";
}

std::vector<CriterionWarning> lint(std::vector<Criterion> const& criteria) {
    std::vector<Reading> all;
    all.reserve(criteria.size());
    for (auto const& criterion : criteria) all.push_back(read(criterion));
    std::vector<CriterionWarning> warnings;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (auto& warning : doubts_about(all[i])) warnings.push_back(std::move(warning));
        if (auto warning = duplicate_of_earlier(all, i)) warnings.push_back(std::move(*warning));
        if (auto warning = without_source(criteria[i])) warnings.push_back(std::move(*warning));
        if (auto warning = compound(all[i])) warnings.push_back(std::move(*warning));
    }
    return warnings;
}

}  // namespace ats
