#pragma once

#include <string_view>

namespace ats::attack {

// Folded words; lists of our own.

/// What a grader calls the one who is graded.
inline constexpr std::string_view candidate_words[] = {
    "candidate",  "applicant",    "resume",    "cv",         "application", "profile",      "individual",
    "applicants", "candidates",   "resumes",   "kandidat",   "kandidaten",  "kandidatin",   "bewerber",
    "bewerbung",  "lebenslauf",   "candidat",  "candidato",  "candidata",   "candidature",  "curriculum",
    "candidatul", "candidatului", "jobseeker", "submission", "candidatura", "candidatului",
};

/// What a machine that reads resumes is called.
inline constexpr std::string_view machines[] = {
    "ai",        "llm",        "llms",      "gpt",        "chatgpt", "claude",   "gemini",   "copilot",
    "model",     "models",     "assistant", "bot",        "bots",    "software", "system",   "systems",
    "algorithm", "algorithms", "parser",    "parsers",    "agent",   "agents",   "grader",   "graders",
    "evaluator", "evaluators", "screener",  "screeners",  "ats",     "scanner",  "scanners", "machine",
    "machines",  "robot",      "robots",    "chatbot",    "gpt4",    "tool",     "tools",    "ki",
    "ia",        "automation", "ais",       "assistants",
};

/// Those that mean nothing else.
inline constexpr std::string_view thinking_machines[] = {
    "ai", "llm", "llms", "gpt", "chatgpt", "claude", "gemini", "assistant", "bot", "chatbot", "ki", "ia",
};

inline constexpr std::string_view score_words[] = {
    "score",   "scores",  "rating",     "ratings",        "mark",  "marks",     "points",    "rank",
    "ranking", "percent", "grade",      "grades",         "stars", "punktzahl", "bewertung", "note",
    "noten",   "nota",    "puntuacion", "puntaje",        "scor",  "punctaj",   "punctajul", "10",
    "100",     "5",       "evaluation", "recommendation", "match",
};

}  // namespace ats::attack
