#include "offline/phrasing.hpp"

#include <algorithm>
#include <array>

#include "offline/degrees.hpp"
#include "offline/lexicon.hpp"
#include "text/dates.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

using Words = std::vector<text::Word>;

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
constexpr std::string_view praise_beginnings[] = {
    "strong",    "good",  "excellent",   "solid",       "proven",   "basic",    "advanced", "deep",
    "extensive", "sound", "outstanding", "exceptional", "thorough", "superior", "expert",
};

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
    "dental",
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
    "life insurance",
    "paid vacation",
    "maternity",
    "proud to offer",
    "compensation",
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
    "interviews",
    "working hours",
    "health insurance",
    "private healthcare",
    "pension scheme",
    "company events",
    "holidays",
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

bool has_degree(std::string_view text) { return !degrees_in(text::words(text), false).empty(); }
bool has_years(std::string_view text) { return !text::years_statements(text).empty(); }

bool has_certificate(std::string_view text) {
    auto const words = text::words(text);
    return std::any_of(words.begin(), words.end(), [](text::Word const& word) {
        return is_certificate_cue(word.text) || is_certificate_name(word.text);
    });
}

// Both sides state something of their own: years, a degree, a certificate.
bool differ(std::string_view left, std::string_view right) {
    std::array const a{has_years(left), has_degree(left), has_certificate(left)};
    std::array const b{has_years(right), has_degree(right), has_certificate(right)};
    bool const apart = !(a[0] && b[0]) && !(a[1] && b[1]) && !(a[2] && b[2]);
    return apart && (a[0] || a[1] || a[2]) && (b[0] || b[1] || b[2]);
}

bool importances_differ(std::string_view left, std::string_view right) {
    auto const a = stated_importance(left);
    auto const b = stated_importance(right);
    // "Kafka, Docker or Go would be a plus": the remark belongs to the whole list.
    return b && a != b && (a || (*b == Importance::nice && (has_degree(left) || has_years(left))));
}

// "at least 23 years of age, have a valid licence"
bool comes_with_verb(std::string_view right) {
    constexpr std::string_view verbs[] = {"have",    "has",       "hold", "holds",
                                          "possess", "possesses", "must", "be"};
    auto const words = text::words(right.substr(0, std::min<std::size_t>(right.size(), 40)));
    return words.size() > 2 && text::listed(verbs, words[0].text);
}

// "CMake and good experience with packaging": what is asked for begins anew. "Knowledge and experience of"
// does not.
bool opens_anew(std::string_view left, std::string_view right) {
    auto const before = text::words(left);
    if (before.empty()) return false;
    auto const& last = before.back().text;
    // "is proficient in Excel, is a native speaker"
    if (comes_with_verb(right) && !is_stop_word(last)) return true;
    bool const goes_on =
        is_competence_noun(last) || is_quality(last) || is_modifier(last) || is_stop_word(last);
    if (goes_on) return false;
    auto const bare = without_frame(right);
    return bare.object != bare.phrase && !bare.object.empty();
}

// "A licence is required and a van would be a bonus": each has its remark at its end.
bool both_remarked(std::string_view left, std::string_view right) {
    return ends_in_remark(left) && ends_in_remark(right);
}

// "SQL, preferably PostgreSQL": the remark is about what follows; "a degree, preferably in law" is one.
bool only_rest_is_nice(std::string_view right) {
    constexpr std::string_view adverbs[] = {"preferably",   "ideally",       "idealerweise",
                                            "vorzugsweise", "de preferinta", "preferiblemente",
                                            "idealement"};
    auto const rest = padded(right);
    for (auto const adverb : adverbs) {
        if (rest.compare(1, adverb.size() + 1, std::string(adverb) + ' ') != 0) continue;
        auto const following = text::words(std::string_view(rest).substr(adverb.size() + 2));
        return !following.empty() && !leads_to_object(following[0].text);
    }
    return false;
}

// What may stand between two requirements of one sentence.
constexpr std::string_view joints[] = {", and ", " and ", ", plus ", " plus ", "; ", ", ", " with "};

bool parted(std::string_view left, std::string_view right, bool mark) {
    if (differ(left, right) || opens_anew(left, right)) return true;
    if (both_remarked(left, right)) return true;
    return mark && (importances_differ(left, right) || only_rest_is_nice(right));
}

// Trying every joint of a longer text would cost its square; sentences are shorter.
constexpr std::size_t longest_split = 600;

}  // namespace

std::string_view trim_marks(std::string_view text) {
    constexpr std::string_view ends = " \t\r\n,;:.-–—/&";
    auto const first = text.find_first_not_of(" \t\r\n,;:-/&");
    if (first == std::string_view::npos) return {};
    text.remove_prefix(first);
    // A final dash may be one byte or three; only the ASCII marks are safe to cut bytewise.
    while (!text.empty() && static_cast<unsigned char>(text.back()) < 0x80 &&
           ends.find(text.back()) != std::string_view::npos) {
        text.remove_suffix(1);
    }
    return text;
}

std::optional<Importance> stated_importance(std::string_view sentence) {
    auto const words = without_details(padded(sentence));
    if (holds_any(nice_cues, words)) return Importance::nice;
    if (holds_any(must_cues, words)) return Importance::must;
    return std::nullopt;
}

bool is_about_employer(std::string_view sentence) { return holds_any(never_cues, padded(sentence)); }

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
    return holds_any(requirement_cues, words) || begins_with_any(praise_beginnings, words) ||
           (is_short(sentence) && stated_importance(sentence));
}

std::vector<std::string> clauses(std::string_view sentence) {
    if (sentence.size() > longest_split) return {std::string(sentence)};
    for (auto const joint : joints) {
        for (auto at = sentence.find(joint); at != std::string_view::npos;
             at = sentence.find(joint, at + 1)) {
            auto const left = trim_marks(sentence.substr(0, at));
            auto const right = trim_marks(sentence.substr(at + joint.size()));
            bool const mark = joint[0] == ',' || joint[0] == ';';
            if (!parted(left, right, mark)) continue;
            std::vector<std::string> parts{std::string(left)};
            for (auto& part : clauses(right)) parts.push_back(std::move(part));
            return parts;
        }
    }
    return {std::string(sentence)};
}

}  // namespace ats::offline
