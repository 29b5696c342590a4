#include <algorithm>

#include "offline/job/phrasing.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

constexpr std::string_view nice_cues[] = {
    "a plus",        "nice to have",    "preferred",          "preferably",
    "preference",    "bonus",           "desirable",          "desired",
    "advantage",     "advantageous",    "an asset",           "ideally",
    "not required",  "not essential",   "not mandatory",      "not necessary",
    "beneficial",    "be great",        "appreciated",        "optional",
    "helpful",       "good to have",    "pluspunkt",          "von vorteil",
    "wunschenswert", "idealerweise",    "serait un plus",     "est un plus",
    "un atout",      "souhaite",        "souhaitee",          "valorable",
    "se valora",     "se valorara",     "constituie avantaj", "reprezinta un avantaj",
    "un avantaj",    "welcome",         "an additional plus", "big plus",
    "definite plus", "huge plus",       "isn t essential",    "isn t required",
    "lovely",        "apprecie",        "appreciee",          "souhaites",
    "souhaitees",    "deseable",        "deseables",          "wunschen",
    "valorara",      "atouts",          "preferable",         "vorzugsweise",
    "idealement",    "preferiblemente", "preferabil",
};

constexpr std::string_view must_cues[] = {
    "must",          "required",       "essential",     "mandatory", "minimum",        "at least",
    "necessary",     "need",           "needs",         "requires",  "prerequisite",   "zwingend",
    "erforderlich",  "mindestens",     "obligatoire",   "exige",     "imprescindible", "obligatorio",
    "obligatoriu",   "minim",          "vorausgesetzt", "critical",  "non negotiable", "exigee",
    "indispensable", "indispensables", "imperatif",     "requis",    "requise",        "requises",
    "obligatoria",   "obligatorie",    "necesario",     "necesaria", "necesar",        "muss",
    "notwendig",     "al menos",       "au moins",      "cel putin", "unerlasslich",   "voraussetzung",
};

constexpr std::string_view requirement_cues[] = {
    "experience",       "years of",      "degree",
    "knowledge of",     "knowledge in",  "skills in",
    "proficien",        "proficient",    "proficiency",
    "familiar",         "familiarity",   "certified",
    "certification",    "license",       "licensed",
    "licence",          "fluent",        "fluency",
    "understanding of", "expertise",     "background in",
    "ability to",       "able to",       "track record",
    "skilled in",       "qualified",     "diploma",
    "bachelor",         "skills",        "erfahrung",
    "kenntnisse",       "experiencia",   "connaissance",
    "maitrise",         "experienta",    "cunostinte",
    "grasp of",         "command of",    "must have",
    "must be",          "you have",      "required",
    "exposure to",      "versed in",     "experienced in",
    "experienced with", "insight into",  "fluently",
    "expert in",        "interest in",   "competent in",
    "comfortable with", "competence in", "competencies in",
    "mastery of",       "trained in",    "you know",
    "you speak",        "you master",    "educated",
    "ausbildung",       "studium",       "fuhrerschein",
    "diplome",          "formation",     "titulacion",
    "formacion",        "conocimientos", "studii",
    "diploma de",       "permis",        "master in",
    "masters",          "phd",           "apprenticeship",
};

// A sentence that begins so speaks of the employer or of the offer.
constexpr std::string_view company_beginnings[] = {
    "we",
    "our",
    "at",
    "join",
    "this",
    "the company",
    "founded",
    "with over",
    "as part of",
    "as a company",
    "wir",
    "nous",
    "apply",
    "please",
    "to apply",
    "send",
    "all qualified",
    "salary",
    "all applicants",
    "benefits",
    "if you",
    "it is",
    "there",
    "questions",
    "unser",
    "unsere",
    "notre",
    "nuestra",
    "noi",
    "nosotros",
    "in return",
    "for further",
    "more information",
    "nuestro",
    "bei uns",
};

// What an entry of a list praises it asks for: "Basic UNIX scripting".
constexpr std::string_view praise_beginnings =
    "strong good excellent solid proven basic advanced deep extensive sound outstanding exceptional "
    "thorough superior expert";

// A question or appeal to the reader.
constexpr std::string_view question_beginnings[] = {
    "what do",     "what does", "what skills", "why",  "how",        "are you", "do you know",
    "do you want", "would you", "where",       "when", "interested", "sounds",  "ready to",
};

// Unless it says what the employer looks for.
constexpr std::string_view searches[] = {
    "looking for", "require",   "requires", "expect",     "seek",        "seeks",     "seeking",
    "need",        "needs",     "want",     "ask for",    "would like",  "value",     "hiring",
    "at least",    "suchen",    "erwarten", "cherchons",  "recherchons", "attendons", "buscamos",
    "cautam",      "searching", "prefer",   "appreciate",
};

// What a sentence about the candidate or the work begins with, and an entry of a list does not.
constexpr std::string_view statement_beginnings[] = {
    "you will",     "you ll",      "you are",    "you re",   "the",          "as a",        "as an",
    "in this",      "he",          "she",        "they",     "candidates",   "candidate",   "applicants",
    "in addition",  "furthermore", "besides",    "moreover", "additionally", "do you",      "have you",
    "your",         "you must",    "you should", "you need", "you have",     "you possess", "it would",
    "a successful", "an ideal",    "also",       "sie",      "du",           "vous",
};

constexpr std::string_view never_cues[] = {
    "equal opportunity",
    "regardless of",
    "without regard",
    "reasonable accommodation",
    "affirmative action",
    "equal employment",
    "salary",
    "401k",
    "we offer",
    "paid time off",
    "all qualified applicants",
    "protected veteran",
    "sexual orientation",
    "visit our",
    "cover letter",
    "resumes",
    "your resume",
    "your cv",
    "background check",
    "about us",
    "job type",
    "job opening",
    "pay per",
    "per hour",
    "apply now",
    "application deadline",
    "deadline for applications",
    "benefits package",
    "paid vacation",
    "proud to offer",
    "about the job",
    "covid",
    "may substitute",
    "may be substituted",
    "can be substituted",
    "in lieu of",
    "welcome to apply",
    "encouraged to apply",
    "sign on bonus",
    "signing bonus",
    "must submit",
    "must provide",
    "must include",
    "applicants must apply",
    "apply online",
    "apply by",
    "online application",
    "your application",
    "applications must",
    "application must",
    "must be attached",
    "please note",
    "please contact",
    "please send",
    "please apply",
    "more information",
    "further information",
    "for more details",
    "start date",
    "we provide",
    "you will receive",
    "you can expect",
    "bewerbung",
    "bewerbungsunterlagen",
    "wir bieten",
    "candidature",
    "nous offrons",
    "ofrecemos",
    "oferim",
};

template <std::size_t N>
bool holds_any(std::string_view const (&cues)[N], std::string const& padded) {
    return std::any_of(std::begin(cues), std::end(cues), [&padded](std::string_view cue) {
        auto const at = padded.find(cue);
        if (at == std::string::npos) return false;
        for (auto found = at; found != std::string::npos; found = padded.find(cue, found + 1)) {
            if (padded[found - 1] == ' ' && padded[found + cue.size()] == ' ') return true;
        }
        return false;
    });
}

// Whether padded words begin with one of `beginnings`.
template <std::size_t N>
bool begins_with_any(std::string_view const (&beginnings)[N], std::string const& padded) {
    return std::any_of(std::begin(beginnings), std::end(beginnings), [&padded](std::string_view beginning) {
        return padded.compare(1, beginning.size(), beginning) == 0 && padded[beginning.size() + 1] == ' ';
    });
}

bool is_of_company(std::string const& padded) {
    return begins_with_any(question_beginnings, padded) ||
           (begins_with_any(company_beginnings, padded) && !holds_any(searches, padded));
}

std::string padded(std::string_view text) { return ' ' + text::fold(text) + ' '; }

// "A degree, preferably in law" asks for a degree all the same.
std::string without_details(std::string words) {
    for (std::string_view const detail : {" preferably in ", " ideally in ", " preferably from "}) {
        for (auto at = words.find(detail); at != std::string::npos; at = words.find(detail, at))
            words.erase(at, words.find(' ', at + 1) - at);
    }
    return words;
}

}  // namespace

std::optional<Importance> stated_importance(std::string_view sentence) {
    auto const words = without_details(padded(sentence));
    if (holds_any(nice_cues, words)) return Importance::nice;
    if (holds_any(must_cues, words)) return Importance::must;
    return std::nullopt;
}

bool is_about_employer(std::string_view sentence) { return holds_any(never_cues, padded(sentence)); }

// "No degree required": what begins so and ends so is not asked for.
bool asks_for_nothing(std::string_view sentence) {
    constexpr std::string_view denials[] = {"no",     "kein",   "keine",   "keinerlei", "aucun",
                                            "aucune", "ningun", "ninguna", "geen",      "nessuna",
                                            "nessun", "nenhum", "nenhuma"};
    constexpr std::string_view needs[] = {
        "needed",     "required",   "necessary",  "essential", "notwendig", "erforderlich", "notig",
        "requis",     "requise",    "necesaria",  "necesario", "nodig",     "vereist",      "richiesta",
        "necessaria", "necessario", "necessaire", "asked for", "expected"};
    auto const words = padded(sentence);
    return begins_with_any(denials, words) && holds_any(needs, words);
}

bool is_duty(std::string_view sentence) {
    auto const words = padded(sentence);
    bool const you_act = words.compare(0, 10, " you will ") == 0 || words.compare(0, 8, " you ll ") == 0 ||
                         words.compare(0, 10, " you take ") == 0 || words.compare(0, 9, " you own ") == 0;
    return you_act && !holds_any(requirement_cues, words) && !stated_importance(sentence);
}

bool introduces_list(std::string_view sentence) {
    auto const words = text::words(sentence);
    constexpr std::string_view last_words[] = {"including", "include", "includes", "following",
                                               "below",     "to",      "areas"};
    return sentence.find(':') + 1 == sentence.size() ||
           (!words.empty() && text::listed(last_words, words.back().text));
}

bool is_statement(std::string_view text) {
    auto const words = padded(text);
    return begins_with_any(company_beginnings, words) || begins_with_any(question_beginnings, words) ||
           begins_with_any(statement_beginnings, words);
}

bool is_short(std::string_view sentence) {
    constexpr std::size_t short_sentence = 60;
    return sentence.size() < short_sentence;
}

bool states_requirement(std::string_view sentence) {
    auto const words = padded(sentence);
    if (is_of_company(words)) return false;
    auto const first_word = std::string_view(words).substr(1, words.find(' ', 1) - 1);
    return holds_any(requirement_cues, words) || text::listed(praise_beginnings, first_word) ||
           (is_short(sentence) && stated_importance(sentence));
}

}  // namespace ats::offline
