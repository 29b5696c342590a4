#include <algorithm>
#include <cmath>

#include "offline/judges.hpp"
#include "offline/resume/requirement.hpp"
#include "offline/words/lexicon.hpp"

namespace ats::offline {
namespace {

// Below this share of a criterion's words a match is chance.
constexpr double least_quality = 0.3;
// From here on what is missing is a detail.
constexpr double most_words = 0.7;

struct Places {
    std::size_t told = 0;
    std::size_t listed = 0;
};

Places count_places(Match const& match, ResumeView const& resume) {
    Places places;
    for (auto const& place : match.places)
        (resume.is_told(resume.words()[place.quoted_word].line) ? places.told : places.listed) += 1;
    return places;
}

// What places are worth: places that tell of work count more than lists, and each further one less.
double worth_of_skill(Match const& match, ResumeView const& resume) {
    auto const [told, listed] = count_places(match, resume);
    constexpr double by_told[] = {0, 3.2, 4.0, 4.6};
    if (told == 0) return listed > 1 ? 2.9 : 2.5;
    return std::min(5.0, by_told[std::min<std::size_t>(told, 3)] + (listed > 0 ? 0.4 : 0));
}

bool is_among_certificates(std::size_t line, ResumeView const& resume) {
    if (resume.lines()[line].section == text::Section::certifications) return true;
    auto const& words = resume.words();
    for (auto i = resume.first_word(line); i < resume.last_word(line); ++i) {
        if (is_certificate_cue(words[i].stem) || is_certificate_name(words[i].stem)) return true;
    }
    return false;
}

// A place is as far as the least of its words.
Course course_at(Place const& place, ResumeView const& resume) {
    auto course = Course::settled;
    for (auto word = place.first_word; word <= place.last_word; ++word)
        course = std::min(course, resume.words()[word].standing.course);
    return course;
}

double worth_of_course(Course course) {
    switch (course) {
        case Course::planned:
            return 1;
        case Course::unfinished:
            return 1.5;
        case Course::under_way:
            return 2;
        case Course::lapsed:
            return 2.5;
        default:
            return 5;
    }
}

// To be named is all that a certificate can be; the same words elsewhere may mean the work.
double worth_of_certificate(Match const& match, ResumeView const& resume) {
    constexpr double elsewhere = 2.5;
    double best = 0;
    for (auto const& place : match.places) {
        bool const named = is_among_certificates(resume.words()[place.quoted_word].line, resume);
        best = std::max(best, std::min(worth_of_course(course_at(place, resume)), named ? 5 : elsewhere));
    }
    return best;
}

// How far the best of the places has come.
std::string_view course_clause(Match const& match, ResumeView const& resume) {
    auto best = match.places.empty() ? Course::settled : Course::planned;
    for (auto const& place : match.places) {
        auto const course = course_at(place, resume);
        if (worth_of_course(course) > worth_of_course(best)) best = course;
    }
    switch (best) {
        case Course::planned:
            return ", but is only planned";
        case Course::unfinished:
            return ", but was not finished";
        case Course::under_way:
            return ", but is still under way";
        case Course::lapsed:
            return ", but has lapsed";
        default:
            return {};
    }
}

// What is only wished for is named, and no more.
double worth_of_wish(Match const&, ResumeView const&) { return 1; }

using Worth = double (*)(Match const&, ResumeView const&);

/// How a requirement is looked for.
struct Look {
    ResumeView const& resume;
    Worth worth;
    Claim claim = Claim::held;
};

std::string where(Match const& match, ResumeView const& resume) {
    auto const [told, listed] = count_places(match, resume);
    if (told == 0) return "in a list";
    auto const places = told == 1 ? std::string("one place") : std::to_string(told) + " places";
    return "in " + places + " that tell" + (told == 1 ? "s" : "") + " of work" +
           (listed > 0 ? ", and in a list" : "");
}

// What a resume shows of one part of a requirement.
struct Shown {
    std::string_view text;  ///< The option that is shown best, else the first.
    Match match;
    double score = 0;
};

void add_places(Match& match, std::vector<Place> const& more, ResumeView const& resume) {
    auto const line_of = [&](Place const& place) { return resume.words()[place.quoted_word].line; };
    auto const known = match.places.size();
    for (auto const& place : more) {
        bool const again =
            std::any_of(match.places.begin(), match.places.begin() + static_cast<std::ptrdiff_t>(known),
                        [&](Place const& other) { return line_of(other) == line_of(place); });
        if (!again) match.places.push_back(place);
    }
}

Shown show(std::vector<Option> const& options, Look const& look) {
    auto const& resume = look.resume;
    Shown best{options.front().text, {}, 0};
    double best_value = 0;
    for (auto const& option : options) {
        auto found = match(option.query, resume, look.claim);
        if (found.quality < least_quality) continue;
        // Half of the words is much less than half of the skill.
        auto const value = std::pow(std::min(1.0, found.quality), 3);
        constexpr double nearly = 0.85;
        if (best_value > 0 && value >= nearly * best_value) {
            add_places(found, best.match.places, resume);
        } else if (value < best_value) {
            continue;
        }
        if (value > best_value) {
            best = {option.text, std::move(found), 0};
            best_value = value;
        } else {
            best.match.places = std::move(found.places);
        }
    }
    if (best_value > 0) best.score = best_value * look.worth(best.match, resume);
    return best;
}

std::string sentence(Shown const& shown, Look const& look) {
    if (look.claim == Claim::wished) return quoted(shown.text) + " is only wished for.";
    auto place = where(shown.match, look.resume);
    if (look.worth == worth_of_certificate) place += course_clause(shown.match, look.resume);
    if (shown.match.phrase) return quoted(shown.text) + " stands " + place + ".";
    if (shown.match.quality > most_words)
        return "Most words of " + quoted(shown.text) + " stand close together " + place + ".";
    return "Only some words of " + quoted(shown.text) + " stand " + place + ".";
}

std::string listed(std::vector<std::string> const& names, std::string_view last_joint) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 < names.size() ? std::string(", ") : ' ' + std::string(last_joint) + ' ';
        text += names[i];
    }
    return text;
}

std::string sentence(std::vector<Shown> const& all) {
    std::vector<std::string> shown;
    std::vector<std::string> missing;
    for (auto const& part : all) {
        if (part.score <= 0)
            missing.push_back(quoted(part.text));
        else
            shown.push_back((part.match.quality > most_words ? "" : "part of ") + quoted(part.text));
    }
    return "The resume shows " + listed(shown, "and") +
           (missing.empty() ? "" : ", but not " + listed(missing, "or")) + '.';
}

Judgement judge_whole(std::string_view text, Look const& look) {
    auto const shown = show({{text, make_query(text)}}, look);
    Judgement judgement;
    if (shown.score <= 0) return judgement;
    judgement.score = rounded(shown.score);
    judgement.reason = sentence(shown, look);
    add_quotes(judgement, shown.match, look.resume);
    return judgement;
}

Judgement judge_parts(std::vector<RequirementPart> const& parts, Look const& look) {
    std::vector<Shown> all;
    double sum = 0;
    double weight = 0;
    for (auto const& part : parts) {
        all.push_back(show(part.options, look));
        sum += part.weight * all.back().score;
        weight += part.weight;
    }
    Judgement judgement;
    if (sum <= 0) return judgement;
    judgement.score = rounded(sum / weight);
    judgement.reason = all.size() == 1 ? sentence(all.front(), look) : sentence(all);
    // Each part is borne out before one of them is twice.
    for (auto const& part : all) {
        Judgement quotes;
        add_quotes(quotes, part.match, look.resume);
        if (!quotes.quotes.empty()) add_quote(judgement, quotes.quotes.front());
    }
    for (auto const& part : all) add_quotes(judgement, part.match, look.resume);
    return judgement;
}

Judgement judge_held(std::string_view text, Look const& look) {
    auto whole = judge_whole(text, look);
    auto const parts = parts_of(text);
    auto by_parts = judge_parts(parts, look);
    if (by_parts.score <= 0) return whole;
    // Which parts are shown says more than how many words are.
    constexpr double nearly = 0.9;
    if (by_parts.score < nearly * whole.score) return whole;
    by_parts.score = std::max(by_parts.score, whole.score);
    return by_parts;
}

bool is_denied(std::string_view text, ResumeView const& resume) {
    return match(make_query(text), resume, Claim::denied).quality > most_words;
}

Judgement judge_by(std::string_view text, ResumeView const& resume, Worth worth) {
    auto judgement = judge_held(text, {resume, worth});
    if (judgement.score > 0) return judgement;
    judgement = judge_held(text, {resume, worth_of_wish, Claim::wished});
    if (judgement.score <= 0 && is_denied(text, resume))
        judgement.reason = "The resume says that " + quoted(text) + " is not there.";
    return judgement;
}

}  // namespace

Judgement judge_skill(std::string_view text, ResumeView const& resume) {
    auto judgement = judge_by(text, resume, worth_of_skill);
    if (judgement.reason.empty()) judgement.reason = "The resume shows nothing of " + quoted(text) + ".";
    return judgement;
}

Judgement judge_certification(std::string_view text, ResumeView const& resume) {
    auto judgement = judge_by(text, resume, worth_of_certificate);
    if (judgement.reason.empty()) judgement.reason = "The resume does not name " + quoted(text) + ".";
    return judgement;
}

}  // namespace ats::offline
