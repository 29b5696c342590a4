#include <algorithm>
#include <optional>

#include "offline/judges.hpp"
#include "offline/words/degrees.hpp"
#include "offline/words/lexicon.hpp"

namespace ats::offline {
namespace {

struct Shown {
    DegreeLevel level = DegreeLevel::none;
    std::size_t line = 0;
    std::size_t word = 0;  // In the words of the resume.
};

std::vector<text::Word> words_of(ResumeView const& resume, std::size_t line) {
    return text::words(text::view(resume.text(), resume.lines()[line].line));
}

bool is_education(ResumeView const& resume, std::size_t line) {
    return resume.lines()[line].section == text::Section::education;
}

// Any of several degrees will do; the lowest is what is asked for.
DegreeLevel level_asked(std::vector<text::Word> const& words) {
    auto lowest = DegreeLevel::none;
    for (auto const& mention : degrees_in(words, true)) {
        if (lowest == DegreeLevel::none || mention.level < lowest) lowest = mention.level;
    }
    return lowest;
}

// The words of the field: "Computer Science" of "Bachelor's degree in Computer Science or similar".
std::string field_asked(std::string_view text, std::vector<text::Word> const& words) {
    constexpr std::string_view no_field[] = {
        "degree",     "degrees",         "diploma",        "equivalent", "related",    "field",
        "discipline", "education",       "university",     "college",    "accredited", "similar",
        "relevant",   "qualification",   "level",          "preferred",  "required",   "minimum",
        "plus",       "higher",          "completed",      "subject",    "area",       "experience",
        "years",      "abgeschlossenes", "abgeschlossene", "diplome",    "diploma"};
    std::vector<bool> of_degree(words.size());
    for (auto const& mention : degrees_in(words, true)) {
        for (auto i = mention.first_word; i <= mention.last_word; ++i) of_degree[i] = true;
    }
    std::string field;
    for (std::size_t i = 0; i < words.size(); ++i) {
        bool const other =
            std::find(std::begin(no_field), std::end(no_field), words[i].text) != std::end(no_field);
        if (of_degree[i] || other || is_stop_word(words[i].text)) continue;
        if (!field.empty()) field += ' ';
        field += text.substr(words[i].begin, words[i].end - words[i].begin);
    }
    return field;
}

std::vector<Shown> degrees_shown(ResumeView const& resume) {
    std::vector<Shown> shown;
    for (std::size_t line = 0; line < resume.lines().size(); ++line) {
        if (resume.lines()[line].heading) continue;
        for (auto const& mention : degrees_in(words_of(resume, line), is_education(resume, line)))
            shown.push_back({mention.level, line, resume.first_word(line) + mention.first_word});
    }
    return shown;
}

std::string initials_of(Query const& query) {
    std::string initials;
    for (auto const& term : query.terms) initials += term.stem.front();
    return initials.size() > 1 ? initials : std::string();
}

// "CS" or "CSE" for computer science: the field's initials, and one letter more at most.
bool abbreviates(ResumeView::Word const& word, std::string_view initials) {
    return !initials.empty() && word.abbreviation && word.stem.size() <= initials.size() + 1 &&
           word.stem.compare(0, initials.size(), initials) == 0;
}

// How much of the field stands near the degree; further away another degree may be meant.
double field_shown(Query const& query, ResumeView const& resume, std::size_t word) {
    if (query.terms.empty()) return 1;
    constexpr std::size_t words_before = 10;
    constexpr std::size_t words_after = 20;
    double best = 0;
    auto const first = word - std::min(word, words_before);
    auto const last = std::min(word + words_after, resume.words().size());
    auto const initials = initials_of(query);
    for (auto i = first; i < last; ++i) {
        auto const& stem = resume.words()[i].stem;
        if (i != word && abbreviates(resume.words()[i], initials)) return 1;
        for (auto const& term : query.terms) {
            // One word of "Engineering or Physics" is a field; common ones tell less.
            auto const strength = stem == term.stem ? 1 : text::root(stem) == term.root ? 0.8 : 0;
            best = std::max(best, strength * (term.weight < 1 ? 0.6 : 1));
        }
    }
    return best;
}

double score_of(DegreeLevel asked, DegreeLevel shown, double field) {
    auto const difference = static_cast<int>(shown) - static_cast<int>(asked);
    if (difference < -1) return 0.3;
    if (difference == -1) return 0.5 + field;
    return 1.5 + 2.5 * field + (difference > 0 ? 0.5 * field + 0.3 : 0);
}

}  // namespace

Judgement judge_education(std::string_view text, ResumeView const& resume) {
    auto const words = text::words(text);
    auto const asked = level_asked(words);
    if (asked == DegreeLevel::none) return judge_skill(text, resume);
    auto const field = field_asked(text, words);
    auto const query = make_query(field);
    Judgement judgement;
    Shown best;
    double best_field = 0;
    for (auto const& shown : degrees_shown(resume)) {
        auto const in_field = field_shown(query, resume, shown.word);
        auto const score = score_of(asked, shown.level, in_field);
        if (score <= judgement.score) continue;
        judgement.score = score;
        best = shown;
        best_field = in_field;
    }
    if (best.level == DegreeLevel::none) {
        judgement.reason =
            "The resume names no degree; " + std::string(name_of(asked)) + " degree is asked for.";
        return judgement;
    }
    judgement.score = rounded(judgement.score);
    add_quote(judgement, resume.quote_line(best.line));
    judgement.reason = std::string(name_of(best.level)) + " degree is shown";
    judgement.reason[0] = static_cast<char>(judgement.reason[0] - 'a' + 'A');
    if (best.level < asked) judgement.reason += "; " + std::string(name_of(asked)) + " degree is asked for";
    if (!field.empty())
        judgement.reason +=
            best_field > 0.5 ? ", in the field asked for" : ", but not in the field asked for";
    judgement.reason += '.';
    return judgement;
}

}  // namespace ats::offline
