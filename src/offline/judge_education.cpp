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
    Course course = Course::settled;
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

// Its dates, on its line or on the next, go on until now or later.
bool goes_on(std::size_t line, ResumeView const& resume) {
    auto const& lines = resume.lines();
    auto const next = line + 1;
    bool const dates_below = next < lines.size() && !lines[next].heading && !lines[next].line.after_blank &&
                             degrees_in(words_of(resume, next), is_education(resume, next)).empty();
    auto const begin = lines[line].line.begin;
    auto const end = lines[dates_below ? next : line].line.end;
    auto const ranges = text::date_ranges(resume.text().substr(begin, end - begin), resume.now());
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](text::DateRange const& range) { return range.last >= resume.now(); });
}

Standing standing_of(std::size_t line, std::size_t begin, std::size_t end, ResumeView const& resume) {
    Standing standing;
    for (auto i = resume.first_word(line); i < resume.last_word(line); ++i) {
        auto const& word = resume.words()[i];
        if (word.begin < begin || word.begin >= end) continue;
        standing.claim = std::min(standing.claim, word.standing.claim);
        standing.course = std::min(standing.course, word.standing.course);
    }
    if (standing.course == Course::lapsed) standing.course = Course::settled;  // Degrees do not lapse.
    if (standing.course == Course::settled && is_education(resume, line) && goes_on(line, resume))
        standing.course = Course::under_way;
    return standing;
}

std::vector<Shown> degrees_shown(ResumeView const& resume) {
    std::vector<Shown> shown;
    for (std::size_t line = 0; line < resume.lines().size(); ++line) {
        if (resume.lines()[line].heading) continue;
        auto const words = words_of(resume, line);
        auto const begin = resume.lines()[line].line.begin;
        for (auto const& mention : degrees_in(words, is_education(resume, line))) {
            auto const standing = standing_of(line, begin + words[mention.first_word].begin,
                                              begin + words[mention.last_word].end, resume);
            if (standing.claim != Claim::held) continue;
            shown.push_back(
                {mention.level, line, resume.first_word(line) + mention.first_word, standing.course});
        }
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

// What is not there yet shows less than the same degree, however high it will be.
double most_by_course(Course course, double field) {
    switch (course) {
        case Course::planned:
            return 0.5;
        case Course::unfinished:
            return 0.5 + field;
        case Course::under_way:
            return 1.5 + field;
        default:
            return 5;
    }
}

std::string_view course_words(Course course) {
    switch (course) {
        case Course::planned:
            return " degree is planned";
        case Course::unfinished:
            return " degree was begun, but not finished";
        case Course::under_way:
            return " degree is under way";
        default:
            return " degree is shown";
    }
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
        auto const score =
            std::min(score_of(asked, shown.level, in_field), most_by_course(shown.course, in_field));
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
    judgement.reason = std::string(name_of(best.level));
    judgement.reason += course_words(best.course);
    judgement.reason[0] = static_cast<char>(judgement.reason[0] - 'a' + 'A');
    if (best.level < asked) judgement.reason += "; " + std::string(name_of(asked)) + " degree is asked for";
    if (!field.empty())
        judgement.reason +=
            best_field > 0.5 ? ", in the field asked for" : ", but not in the field asked for";
    judgement.reason += '.';
    return judgement;
}

}  // namespace ats::offline
