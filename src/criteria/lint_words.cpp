#include "criteria/lint_words.hpp"

#include <algorithm>
#include <charconv>

#include "text/lists.hpp"

namespace ats::criteria {
namespace {

using Words = std::vector<text::Word>;
using text::listed;

struct Phrase {
    std::string_view words;  ///< Folded.
    CriterionFault fault;
    std::string_view reason;
};

constexpr auto attribute = CriterionFault::protected_attribute;
constexpr auto proxy = CriterionFault::proxy;

constexpr std::string_view age = "asks for an age: ask for what the work needs";
constexpr std::string_view gender = "asks for a gender: leave it out";
constexpr std::string_view origin = "asks for an origin: ask for the right to work, if the law demands it";
constexpr std::string_view religion = "asks for a religion: leave it out";
constexpr std::string_view family = "asks for a family status: leave it out";
constexpr std::string_view health =
    "asks for health or a body: ask for what must be done, such as a load to lift";
constexpr std::string_view photo = "asks for a look: leave it out";
constexpr std::string_view for_origin = "stands in for an origin: ask for the level of the language";
constexpr std::string_view for_age = "stands in for an age: ask for the knowledge or the experience";
constexpr std::string_view for_gender = "names a gender: name the work instead";
constexpr std::string_view for_class = "stands in for a social origin: ask for the degree or the knowledge";
constexpr std::string_view for_family = "stands in for family, health or age: leave it out";
constexpr std::string_view for_place =
    "stands in for a social or ethnic origin: ask where the work must be done";

// Written for this project, from what equal-treatment law of the EU and the USA names as grounds.
constexpr Phrase phrases[] = {
    {"years old", attribute, age},
    {"year old", attribute, age},
    {"years of age", attribute, age},
    {"age limit", attribute, age},
    {"maximum age", attribute, age},
    {"minimum age", attribute, age},
    {"age between", attribute, age},
    {"age group", attribute, age},
    {"aged between", attribute, age},
    {"not older than", attribute, age},
    {"young candidate", attribute, age},
    {"young candidates", attribute, age},
    {"young person", attribute, age},
    {"young people only", attribute, age},
    {"young and dynamic", attribute, age},
    {"young dynamic", attribute, age},
    {"young and energetic", attribute, age},
    {"jahre alt", attribute, age},
    {"hochstalter", attribute, age},
    {"ans maximum", attribute, age},
    {"anos de edad", attribute, age},
    {"ani impliniti", attribute, age},
    {"varsta maxima", attribute, age},
    {"male candidate", attribute, gender},
    {"male candidates", attribute, gender},
    {"female candidate", attribute, gender},
    {"female candidates", attribute, gender},
    {"male only", attribute, gender},
    {"males only", attribute, gender},
    {"female only", attribute, gender},
    {"females only", attribute, gender},
    {"men only", attribute, gender},
    {"women only", attribute, gender},
    {"preferably male", attribute, gender},
    {"preferably female", attribute, gender},
    {"male preferred", attribute, gender},
    {"female preferred", attribute, gender},
    {"gender male", attribute, gender},
    {"gender female", attribute, gender},
    {"nur manner", attribute, gender},
    {"nur frauen", attribute, gender},
    {"hommes uniquement", attribute, gender},
    {"femmes uniquement", attribute, gender},
    {"solo hombres", attribute, gender},
    {"solo mujeres", attribute, gender},
    {"nationality", attribute, origin},
    {"national origin", attribute, origin},
    {"country of birth", attribute, origin},
    {"place of birth", attribute, origin},
    {"born in", attribute, origin},
    {"ethnicity", attribute, origin},
    {"ethnic background", attribute, origin},
    {"ethnic origin", attribute, origin},
    {"skin colour", attribute, origin},
    {"skin color", attribute, origin},
    {"caucasian", attribute, origin},
    {"citizens only", attribute, origin},
    {"citizenship required", attribute, origin},
    {"staatsangehorigkeit", attribute, origin},
    {"nationalite", attribute, origin},
    {"nacionalidad", attribute, origin},
    {"nationalitate", attribute, origin},
    {"christian faith", attribute, religion},
    {"practising christian", attribute, religion},
    {"practicing christian", attribute, religion},
    {"practising catholic", attribute, religion},
    {"muslim faith", attribute, religion},
    {"religious belief", attribute, religion},
    {"religious beliefs", attribute, religion},
    {"member of the church", attribute, religion},
    {"religion", attribute, religion},
    {"marital status", attribute, family},
    {"unmarried", attribute, family},
    {"no children", attribute, family},
    {"without children", attribute, family},
    {"childless", attribute, family},
    {"not pregnant", attribute, family},
    {"familienstand", attribute, family},
    {"ledig", attribute, family},
    {"celibataire", attribute, family},
    {"estado civil", attribute, family},
    {"stare civila", attribute, family},
    {"physically fit", attribute, health},
    {"good health", attribute, health},
    {"excellent health", attribute, health},
    {"able bodied", attribute, health},
    {"no disability", attribute, health},
    {"no disabilities", attribute, health},
    {"no medical conditions", attribute, health},
    {"photo", attribute, photo},
    {"photograph", attribute, photo},
    {"profile picture", attribute, photo},
    {"headshot", attribute, photo},
    {"lichtbild", attribute, photo},
    {"bewerbungsfoto", attribute, photo},
    {"good looking", attribute, photo},
    {"attractive appearance", attribute, photo},
    {"pleasant appearance", attribute, photo},
    {"well groomed", attribute, photo},
    {"native speaker", proxy, for_origin},
    {"native speakers", proxy, for_origin},
    {"native english", proxy, for_origin},
    {"native german", proxy, for_origin},
    {"native french", proxy, for_origin},
    {"native spanish", proxy, for_origin},
    {"native level", proxy, for_origin},
    {"mother tongue", proxy, for_origin},
    {"accent free", proxy, for_origin},
    {"no accent", proxy, for_origin},
    {"without accent", proxy, for_origin},
    {"muttersprache", proxy, for_origin},
    {"muttersprachler", proxy, for_origin},
    {"muttersprachlich", proxy, for_origin},
    {"langue maternelle", proxy, for_origin},
    {"lengua materna", proxy, for_origin},
    {"nativo", proxy, for_origin},
    {"limba materna", proxy, for_origin},
    {"recent graduate", proxy, for_age},
    {"recent graduates", proxy, for_age},
    {"recently graduated", proxy, for_age},
    {"fresh graduate", proxy, for_age},
    {"fresh graduates", proxy, for_age},
    {"recent college graduate", proxy, for_age},
    {"digital native", proxy, for_age},
    {"digital natives", proxy, for_age},
    {"youthful", proxy, for_age},
    {"energetic young", proxy, for_age},
    {"jung und dynamisch", proxy, for_age},
    {"junges team", proxy, for_age},
    {"jeune diplome", proxy, for_age},
    {"recien graduado", proxy, for_age},
    {"recien titulado", proxy, for_age},
    {"proaspat absolvent", proxy, for_age},
    {"salesman", proxy, for_gender},
    {"saleswoman", proxy, for_gender},
    {"waitress", proxy, for_gender},
    {"stewardess", proxy, for_gender},
    {"handyman", proxy, for_gender},
    {"cleaning lady", proxy, for_gender},
    {"ivy league", proxy, for_class},
    {"elite university", proxy, for_class},
    {"top university", proxy, for_class},
    {"top tier university", proxy, for_class},
    {"prestigious university", proxy, for_class},
    {"no gaps", proxy, for_family},
    {"no employment gaps", proxy, for_family},
    {"no career gaps", proxy, for_family},
    {"continuous employment", proxy, for_family},
    {"without career breaks", proxy, for_family},
    {"local candidates", proxy, for_place},
    {"lives nearby", proxy, for_place},
    {"living nearby", proxy, for_place},
};

constexpr std::string_view inner = "is nothing a resume can show: ask in the interview";
constexpr std::string_view condition = "is nothing a resume can show: ask the candidate";

// Said of oneself, shown by nobody. A criterion that is little else cannot be scored from a text.
constexpr std::string_view inner_words[] = {
    "team",
    "player",
    "positive",
    "attitude",
    "hardworking",
    "hard",
    "punctual",
    "punctuality",
    "reliable",
    "reliability",
    "honest",
    "honesty",
    "integrity",
    "passion",
    "passionate",
    "enthusiasm",
    "enthusiastic",
    "motivated",
    "motivation",
    "self",
    "starter",
    "driven",
    "humour",
    "humor",
    "sense",
    "flexible",
    "flexibility",
    "adaptable",
    "adaptability",
    "learner",
    "learn",
    "fast",
    "quick",
    "quickly",
    "pressure",
    "stress",
    "resilient",
    "resilience",
    "dynamic",
    "energetic",
    "friendly",
    "curious",
    "curiosity",
    "proactive",
    "ethic",
    "culture",
    "fit",
    "can",
    "do",
    "mindset",
    "personality",
    "likeable",
    "loyal",
    "loyalty",
    "discreet",
    "trustworthy",
    "trustworthiness",
    "ambitious",
    "teamfahig",
    "teamfahigkeit",
    "belastbar",
    "belastbarkeit",
    "motiviert",
    "zuverlassig",
    "zuverlassigkeit",
    "flexibel",
    "dynamique",
    "motive",
    "polyvalent",
    "ponctuel",
    "dinamico",
    "motivado",
    "puntual",
    "responsable",
    "dinamic",
    "motivat",
    "punctualitate",
    "seriozitate",
};
constexpr std::string_view condition_phrases[] = {
    "willing to",
    "willingness to",
    "prepared to travel",
    "available immediately",
    "immediate start",
    "available weekends",
    "availability to work",
    "background check",
    "criminal record",
    "drug test",
    "own car",
    "salary expectation",
    "salary expectations",
    "bereitschaft zu",
    "reisebereitschaft",
    "disponibilite immediate",
    "disponibilidad inmediata",
    "disponibilitate",
};

constexpr std::string_view fillers[] = {
    "a",           "an",         "the",         "of",           "in",
    "with",        "and",        "or",          "to",           "for",
    "on",          "at",         "be",          "is",           "are",
    "as",          "good",       "strong",      "solid",        "excellent",
    "great",       "very",       "proven",      "deep",         "sound",
    "basic",       "advanced",   "hands",       "experience",   "experienced",
    "knowledge",   "skill",      "skills",      "ability",      "able",
    "proficiency", "proficient", "familiarity", "familiar",     "understanding",
    "expertise",   "candidate",  "you",         "have",         "must",
    "should",      "we",         "under",       "work",         "working",
    "highly",      "your",       "person",      "own",          "well",
    "our",         "und",        "mit",         "in",           "et",
    "avec",        "de",         "y",           "con",          "si",
    "cu",          "high",       "level",       "professional",
};

// @returns one past the last word of `phrase` if it stands at `at`, else 0.
std::size_t end_of_phrase(Words const& words, std::size_t at, std::string_view phrase) {
    while (!phrase.empty()) {
        auto const space = std::min(phrase.find(' '), phrase.size());
        if (at == words.size() || words[at].text != phrase.substr(0, space)) return 0;
        phrase.remove_prefix(std::min(space + 1, phrase.size()));
        ++at;
    }
    return at;
}

void keep(std::vector<Doubt>& found, Doubt const& doubt) {
    bool const known =
        std::any_of(found.begin(), found.end(), [&](Doubt const& each) { return each.fault == doubt.fault; });
    if (!known) found.push_back(doubt);
}

int number(std::string_view word) {
    int value = 0;
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    return error == std::errc() && end == word.data() + word.size() ? value : -1;
}

// "under 35", "aged 25": a working age that nothing else is counted in.
bool is_age(Words const& words, std::size_t at) {
    constexpr std::string_view limits[] = {"under", "below", "aged", "age", "unter", "varsta", "edad"};
    constexpr int youngest = 16, oldest = 70;
    if (at + 1 >= words.size() || !listed(limits, words[at].text)) return false;
    auto const years = number(words[at + 1].text);
    bool const last = at + 2 == words.size();
    return years >= youngest && years <= oldest &&
           (last || words[at].text == "aged" || words[at].text == "age");
}

void find_phrases(Words const& words, std::vector<Doubt>& found) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (is_age(words, at)) keep(found, {attribute, at, at + 2, age});
        for (auto const& phrase : phrases) {
            if (auto const end = end_of_phrase(words, at, phrase.words))
                keep(found, {phrase.fault, at, end, phrase.reason});
        }
        for (auto const phrase : condition_phrases) {
            if (auto const end = end_of_phrase(words, at, phrase))
                keep(found, {CriterionFault::not_shown, at, end, condition});
        }
    }
}

// Nothing but such words and what surrounds them.
bool is_inner(Words const& words) {
    bool any = false;
    for (auto const& word : words) {
        bool const said = listed(inner_words, word.text);
        if (!said && !is_filler(word.text)) return false;
        any = any || said;
    }
    return any;
}

}  // namespace

bool is_filler(std::string_view word) { return listed(fillers, word); }

std::vector<Doubt> doubts(Words const& words) {
    std::vector<Doubt> found;
    find_phrases(words, found);
    if (is_inner(words)) keep(found, {CriterionFault::not_shown, 0, words.size(), inner});
    return found;
}

}  // namespace ats::criteria
