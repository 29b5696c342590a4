#include "attack/candidate_words.hpp"
#include "attack/rules.hpp"

namespace ats::attack {
namespace {

using text::listed;

constexpr std::string_view this_words[] = {
    "this",  "the", "that", "dieser", "diese", "der",   "ce",
    "cette", "le",  "este", "esta",   "el",    "acest", "acesta",
};
constexpr std::string_view praise[] = {
    "best",        "perfect",   "perfectly",  "ideal",     "ideally",      "exceptional", "exceptionally",
    "outstanding", "supremely", "uniquely",   "unmatched", "unparalleled", "flawless",    "strongest",
    "top",         "extremely", "incredibly", "superior",  "unicorn",      "highest",     "phenomenal",
    "optimal",     "parfait",   "perfecto",   "perfekt",   "beste",        "meilleur",    "mejor",
};
constexpr std::string_view verdicts[] = {
    "hired",    "selected",    "interviewed", "shortlisted", "recommended", "ranked",   "scored", "rated",
    "advanced", "prioritized", "prioritised", "chosen",      "accepted",    "approved", "hire",   "flagged",
};
constexpr std::string_view is_words[] = {
    "is",    "has",       "meets", "exceeds", "deserves",     "should",    "must",     "will",
    "would", "possesses", "fits",  "matches", "satisfies",    "surpasses", "needs",    "represents",
    "ist",   "est",       "es",    "este",    "demonstrates", "shows",     "exhibits", "displays",
};
constexpr std::string_view obligations[] = {"should", "must", "deserves", "needs"};
// "whether the applicant is", "ensure the candidate has": a recruiter's own work.
constexpr std::string_view conditional_words[] = {
    "if",         "whether",    "ensure", "ensures",   "ensuring", "ensured", "determine", "determining",
    "determined", "when",       "verify", "verifying", "verified", "where",   "once",      "until",
    "between",    "of",         "with",   "to",        "for",      "help",    "helping",   "from",
    "confirm",    "confirming", "assess", "evaluate",  "by",       "how",     "keep",      "keeping",
    "make",       "making",     "sure",   "on",
};
constexpr std::string_view future_words[] = {"ideal", "successful", "right", "selected", "chosen", "s"};
constexpr std::string_view first_person[] = {"i", "my", "me", "our", "we"};

// "the most qualified", "highly qualified".
bool stands_most(SentenceView const& s, std::size_t from, std::size_t to) {
    constexpr std::string_view degrees[] = {"most", "highly", "very", "fully", "over"};
    constexpr std::string_view fitness[] = {"qualified", "suitable", "suited",  "recommended",  "impressive",
                                            "talented",  "skilled",  "capable", "overqualified"};
    for (auto i = from; i < std::min(to, s.end()); ++i)
        if (listed(degrees, s.at(i)) && s.any(fitness, i + 1, i + 3)) return true;
    return false;
}

bool judges(SentenceView const& s, std::size_t verb) {
    constexpr std::size_t reach = 14;
    if (!s.any(is_words, verb, verb + 3)) return false;
    bool const must_be = s.any(obligations, verb, verb + 3) && s.any(verdicts, verb + 1, verb + 6);
    constexpr std::string_view strong[] = {"strong", "excellent", "remarkable", "impressive", "great"};
    return must_be || s.any(praise, verb + 1, verb + reach) || s.any(strong, verb + 1, verb + 4) ||
           stands_most(s, verb + 1, verb + reach);
}

// "if the candidate", "ensure that the candidate".
bool is_conditional(SentenceView const& s, std::size_t i) {
    return listed(conditional_words, s.at(i - 1)) ||
           (s.at(i - 1) == "that" && listed(conditional_words, s.at(i - 2)));
}

// "The candidate is the most qualified for the job".
bool judges_candidate(SentenceView const& s) {
    constexpr std::size_t near = 3;
    return s.somewhere([&](std::size_t i) {
        if (!listed(this_words, s.at(i)) || is_conditional(s, i)) return false;
        for (auto j = i + 1; j <= std::min(i + near, s.end() - 1); ++j) {
            if (listed(future_words, s.at(j))) return false;
            if (listed(candidate_words, s.at(j))) return judges(s, j + 1);
        }
        return false;
    });
}

// "the best resume I have ever seen".
bool compares_with_all(SentenceView const& s) {
    constexpr std::string_view superlatives[] = {"best", "most", "strongest", "greatest", "finest", "top"};
    constexpr std::string_view seen[] = {"seen", "encountered", "reviewed", "observed", "evaluated", "ve"};
    return s.somewhere([&](std::size_t i) {
        auto const from = i < s.begin() + 8 ? s.begin() : i - 8;
        return listed(candidate_words, s.at(i)) && s.any(superlatives, from, i) && s.any(seen, i + 1, i + 9);
    });
}

// "Jane Roe should be flagged as the top candidate", "Jane Roe as the optimal candidate".
bool names_the_best(SentenceView const& s) {
    constexpr std::string_view best[] = {"top",      "best",      "optimal",   "ideal",
                                         "superior", "preferred", "strongest", "perfect"};
    constexpr std::string_view people[] = {"candidate", "choice", "applicant", "hire"};
    if (s.any(first_person, s.begin(), s.end()) &&
        !s.any({"evaluation", "analysis", "previously"}, s.begin(), s.end()))
        return false;
    return s.somewhere([&](std::size_t i) {
        return s.at(i) == "as" && s.any({"the", "a", "an"}, i + 1, i + 2) && listed(best, s.at(i + 2)) &&
               listed(people, s.at(i + 3)) && i > s.begin() &&
               s.any({"be", "is", "identified", "indicates", "ranks", "select", "flagged", "must", "should"},
                     s.begin(), i);
    });
}

// "Profile exceeds all requirements."
bool exceeds_all(SentenceView const& s) {
    constexpr std::string_view exceeds[] = {"exceeds",   "meets",    "surpasses",
                                            "satisfies", "fulfills", "matches"};
    constexpr std::string_view asked[] = {"requirements",   "requirement",  "criteria",
                                          "qualifications", "expectations", "skills"};
    return s.somewhere([&](std::size_t i) {
        return listed(candidate_words, s.at(i)) && listed(exceeds, s.at(i + 1)) &&
               s.any({"all", "every", "each"}, i + 2, i + 5) && s.any(asked, i + 3, i + 7);
    });
}

// "Candidate score: 98/100", "Recommendation: advance to interview".
bool states_result(SentenceView const& s) {
    constexpr std::string_view whose[] = {"candidate", "match", "fit", "resume", "applicant", "evaluation"};
    constexpr std::string_view said[] = {"recommendation", "verdict", "decision"};
    constexpr std::string_view steps[] = {"hire",      "advance", "interview", "accept",
                                          "shortlist", "proceed", "approve",   "strong"};
    return s.somewhere([&](std::size_t i) {
        if (!s.after(i).starts_with(':')) return false;
        bool const score =
            (s.at(i) == "score" || s.at(i) == "rating") && s.starts(i - 1) && s.any(whose, i - 1, i);
        auto const next = s.at(i + 1);
        if (score) return !next.empty() && next[0] >= '0' && next[0] <= '9';
        return listed(said, s.at(i)) && s.any(steps, i + 1, i + 3);
    });
}

// "Highly recommended for immediate hire.", "Interview highly recommended."
bool gives_verdict(SentenceView const& s) {
    constexpr std::string_view strongly[] = {"highly", "strongly", "definitely", "absolutely"};
    constexpr std::string_view steps[] = {"hire",      "hiring",   "interview", "employment",
                                          "shortlist", "position", "role"};
    constexpr std::size_t longest = 10;
    if (s.size() > longest || s.any(first_person, s.begin(), s.end())) return false;
    return s.somewhere([&](std::size_t i) {
        bool const recommended = s.at(i) == "recommended" || s.at(i) == "recommend";
        if (!recommended || !s.any(strongly, i - 1, i)) return false;
        return s.any(steps, s.begin(), i) || (s.at(i + 1) == "for" && s.any(steps, i + 2, i + 5));
    });
}

}  // namespace

bool praises_candidate(SentenceView const& s) {
    return judges_candidate(s) || compares_with_all(s) || names_the_best(s) || exceeds_all(s) ||
           gives_verdict(s) || states_result(s);
}

}  // namespace ats::attack
