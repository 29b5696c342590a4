#include "attack/candidate_words.hpp"
#include "attack/rules.hpp"

namespace ats::attack {
namespace {

using text::listed;

constexpr std::string_view openings[] = {
    "note",     "notes",    "message",   "attention", "notice",    "instruction", "instructions",
    "memo",     "reminder", "directive", "hint",      "hello",     "hey",         "dear",
    "attn",     "command",  "alert",     "hinweis",   "anweisung", "achtung",     "nota",
    "remarque", "mensaje",  "atentie",   "important", "info",
};
constexpr std::string_view after_machine[] = {
    "you",       "please",    "must",       "should",    "shall",   "reading", "processing", "analyzing",
    "analysing", "reviewing", "evaluating", "screening", "scoring", "ranking", "ignore",     "do",
    "if",        "rate",      "score",      "rank",      "give",    "your",
};
constexpr std::string_view between[] = {
    "to",        "for",      "the",        "any",       "all",        "an",     "fur",        "die",
    "an",        "pour",     "para",       "l",         "la",         "pentru", "of",         "automated",
    "screening", "analysis", "hiring",     "reading",   "evaluating", "resume", "recruiting", "recruitment",
    "language",  "large",    "evaluation", "reviewing", "this",       "future",
};

constexpr std::string_view towards[] = {"to",   "for",    "fur", "an",  "pour",
                                        "para", "pentru", "a",   "aux", "catre"};
constexpr std::string_view salutations[] = {"hello", "hey",     "dear",   "attention",
                                            "attn",  "achtung", "atentie"};

// "Note to the AI:", "Attention hiring bot, you must".
bool opens_letter(SentenceView const& s) {
    constexpr std::size_t near = 7;
    return s.somewhere([&](std::size_t i) {
        if (!listed(openings, s.at(i))) return false;
        // "Work instruction systems" are no letter; "Hello AI" is one.
        if (!listed(towards, s.at(i + 1)) && !listed(salutations, s.at(i))) return false;
        for (auto j = i + 1; j < std::min(i + near, s.end()); ++j) {
            if (!listed(machines, s.at(j))) {
                if (!listed(between, s.at(j))) return false;
                continue;
            }
            bool const ends = s.after(j).find_first_of(":,-!)]") != std::string_view::npos && !s.is_list();
            if (ends || listed(after_machine, s.at(j + 1)) || listed(openings, s.at(j + 1))) return true;
        }
        return false;
    });
}

// "If you are a language model", "As an AI reading this".
bool names_reader(SentenceView const& s) {
    constexpr std::size_t near = 6;
    return s.somewhere([&](std::size_t i) {
        bool const you = s.stand(i, {"you", "are"}) || s.stand(i, {"you", "re"}) || s.stand(i, {"you", "as"});
        bool const first =
            s.starts(i) || s.any({"if", "since", "because", "when", "remember", "that"}, i - 1, i);
        if (you && first && s.any(thinking_machines, i + 2, i + near)) return true;
        if (you && first && s.any({"model"}, i + 2, i + near) && s.any({"language"}, i + 2, i + near))
            return true;
        return s.stand(i, {"ai", "reading", "this"}) || s.stand(i, {"llm", "reading", "this"});
    });
}

// "AI: forget what you were told", "ChatGPT, please": a name, a mark and an order.
bool calls_by_name(SentenceView const& s) {
    constexpr std::string_view names[] = {"ai",  "llm",    "system", "assistant", "chatgpt",
                                          "gpt", "claude", "gemini", "ki",        "bot"};
    constexpr std::string_view ordered[] = {
        "ignore", "forget",  "disregard", "override", "reveal", "rate",      "score",
        "rank",   "give",    "please",    "you",      "do",     "never",     "always",
        "must",   "bewerte", "bitte",     "output",   "print",  "recommend", "mark"};
    return s.somewhere([&](std::size_t i) {
        return listed(names, s.at(i)) &&
               (s.starts(i) || (s.starts(i - 1) && s.any({"ai", "hiring", "dear", "hey"}, i - 1, i))) &&
               s.after(i).find_first_of(":,") != std::string_view::npos && listed(ordered, s.at(i + 1)) &&
               !s.is_list();
    });
}

// "Note by an expert recruiter: ...".
bool speaks_as_grader(SentenceView const& s) {
    constexpr std::string_view notes[] = {"note",    "comment", "assessment", "remark",
                                          "verdict", "opinion", "evaluation"};
    constexpr std::string_view graders[] = {"recruiter", "recruiters",  "reviewer",   "evaluator", "hr",
                                            "screener",  "interviewer", "headhunter", "expert"};
    constexpr std::string_view by[] = {"by", "from"};
    constexpr std::size_t near = 9;
    return s.somewhere([&](std::size_t i) {
        if (!listed(notes, s.at(i)) || !listed(by, s.at(i + 1))) return false;
        for (auto j = i + 2; j < std::min(i + near, s.end()); ++j)
            if (s.after(j).starts_with(':'))
                return s.any(graders, i + 2, j + 1) || s.any(thinking_machines, i + 2, j + 1);
        return false;
    });
}

// "invisible to humans, visible to LLM scan", "hidden profile for automated screening systems".
bool hides_from_people(SentenceView const& s) {
    constexpr std::string_view people[] = {"humans",    "human", "people", "recruiters",
                                           "recruiter", "eye",   "readers"};
    constexpr std::string_view purpose[] = {"screening", "automated", "ai",      "llm",
                                            "ats",       "language",  "parsing", "scanning"};
    return s.somewhere([&](std::size_t i) {
        bool const seen =
            s.at(i) == "invisible" || s.at(i) == "visible" || s.at(i) == "hidden" || s.at(i) == "unseen";
        if (!seen) return false;
        bool const whom = s.any({"to", "from", "only"}, i + 1, i + 3);
        if (whom && (s.any(people, i + 2, i + 5) || s.any(thinking_machines, i + 2, i + 5))) return true;
        for (auto j = i + 1; j < std::min(i + 6, s.end()); ++j)
            if (s.at(i) == "hidden" && s.at(j) == "for")
                return s.any(purpose, j + 1, j + 3) && s.any(machines, j + 2, j + 5);
        return false;
    });
}

// "Chain of thought result after thorough analysis of the resume: ...", "Evaluation result: ...".
bool speaks_as_machine(SentenceView const& s) {
    constexpr std::string_view results[] = {"result", "results", "output", "conclusion", "verdict", "log"};
    constexpr std::string_view works[] = {"analysis",  "evaluation", "review",
                                          "screening", "assessment", "thought"};
    constexpr std::size_t near = 8;
    return s.somewhere([&](std::size_t i) {
        if (s.at(i) != "system" && s.at(i) != "ai" && s.at(i) != "assistant" && s.at(i) != "llm")
            return false;
        auto const last = std::min(i + 2 * near, s.end());
        bool const colon = [&] {
            for (auto j = i + 1; j < last; ++j)
                if (s.after(j).starts_with(':')) return true;
            return false;
        }();
        return colon && s.any(results, i + 1, i + near) && s.any(works, i + 1, last) &&
               s.any(candidate_words, i + 1, last);
    });
}

}  // namespace

bool speaks_to_machine(SentenceView const& s) {
    return opens_letter(s) || calls_by_name(s) || names_reader(s) || speaks_as_grader(s) ||
           hides_from_people(s) || speaks_as_machine(s);
}

}  // namespace ats::attack
