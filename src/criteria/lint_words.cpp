#include "criteria/lint_words.hpp"

#include <algorithm>

#include "criteria/lint_reasons.hpp"
#include "criteria/lint_rules.hpp"
#include "text/lists.hpp"

namespace ats::criteria {
namespace {

struct Phrases {
    CriterionFault fault;
    std::string_view reason;
    std::string_view list;  ///< Folded, a bar between them.
};

// Written for this project, from what equal-treatment law of the EU and the USA names as grounds.
constexpr Phrases phrases[] = {
    {CriterionFault::protected_attribute, reasons::age,
     "years old|year old|years of age|age limit|maximum age|minimum age|age group|not older than|"
     "young people only|jahre alt|hochstalter|altersgrenze|ans maximum|limite d age|anos de edad|"
     "edad maxima|ani impliniti|varsta maxima|limita de varsta"},
    {CriterionFault::protected_attribute, reasons::gender,
     "male or female only|gender male|gender female|preferably male|preferably female|"
     "femme de preference|homme de preference"},
    {CriterionFault::protected_attribute, reasons::origin,
     "national origin|country of birth|"
     "born and raised|place of birth|born in|ethnicity|ethnic background|"
     "ethnic origin|skin colour|skin color|caucasian|citizens only|nationals only|no foreigners|"
     "no immigrants|ethnische herkunft|pays de naissance|lugar de nacimiento"},
    {CriterionFault::protected_attribute, reasons::religion,
     "christian faith|muslim faith|religious belief|religious beliefs|religious affiliation|"
     "member of the church|"
     "church member|active church member|church membership|kirchenzugehorigkeit|konfession|"
     "religionszugehorigkeit|confession religieuse|believer"},
    {CriterionFault::protected_attribute, reasons::family,
     "marital status|unmarried|no children|no kids|without children|childless|not pregnant|"
     "family commitments|family obligations|have children|having children|family planning|"
     "family responsibilities|pregnancy "
     "planned|married|verheiratet|casado|casada|casatorit|casatorita|situation familiale|familiare "
     "verpflichtungen|familiaren verpflichtungen|obligatii familiale|cargas familiares|charges de famille|"
     "familienstand|ledig|ohne kinder|kinderlos|celibataire|sans enfants|situation de famille|"
     "estado civil|soltero|soltera|sin hijos|stare civila|necasatorit|necasatorita|fara copii"},
    {CriterionFault::protected_attribute, reasons::health,
     "physically fit|physical fitness|good health|excellent health|perfect health|healthy|"
     "full physical health|chronic illness|chronic illnesses|chronic disease|chronische "
     "erkrankungen|korperlich belastbar|"
     "able bodied|no disability|no disabilities|no medical conditions|no medical history|slim|"
     "slim build|korperlich gesund|korperlich fit|gute gesundheit|bonne sante|"
     "bonne condition physique|buena salud|stare de sanatate|stare buna de sanatate|non smoker|"
     "non smokers|nichtraucher|nichtraucherin|non fumeur|no fumador|nefumator"},
    {CriterionFault::protected_attribute, reasons::photo,
     "passport size picture|passport size photo|profile picture|headshot|lichtbild|bewerbungsfoto|"
     "good looking|neat appearance|professional appearance|good looks|pretty face|attractive "
     "appearance|attractive person|attractive candidates|pleasant appearance|"
     "presentable appearance|presentable|smart appearance|well groomed|"
     "erscheinungsbild|excellente presentation|tres bonne presentation|excelenta prezenta|gepflegtes "
     "ausseres|"
     "gepflegtes auftreten|gepflegte erscheinung|bonne presentation|buena presencia|aspect fizic|"
     "aspect placut|prezentabil|prezentabila"},
    {CriterionFault::proxy, reasons::for_origin,
     "mother tongue|first language|like a native|bilingue de naissance|langue maternelle|lengua "
     "materna|limba materna"},
    {CriterionFault::proxy, reasons::for_age,
     "digital native|digital natives|youthful|university leaver|school leaver|school leavers|"
     "job hoppers|job hopper|overqualified|berufsanfanger|berufsanfangerin|"
     "hochschulabsolventen"},
    {CriterionFault::proxy, reasons::for_gender,
     "salesman|saleswoman|waitress|stewardess|handyman|cleaning lady|foreman|barmaid|barman|"
     "policeman|fireman|tradesman|businessman|businesswoman|hostess|housewife|manpower officer"},
    {CriterionFault::proxy, reasons::for_class,
     "ivy league|oxbridge|russell group|red brick|private school|"
     "public school educated|privately educated|grande ecole|grandes ecoles|"
     "eliteuniversitat|target school"},
    {CriterionFault::proxy, reasons::for_place, "local candidates|local applicants"},
    {CriterionFault::not_shown, reasons::condition,
     "willing to|willingness to|prepared to travel|ready to travel|ready to relocate|disponible "
     "immediatement|disponibilidad|disponible para|mobil und flexibel|available immediately|immediate start|"
     "available weekends|availability to work|background check|criminal record|drug test|own car|"
     "salary expectation|salary expectations|bereitschaft zu|reisebereitschaft|"
     "disponibilite immediate|disponibilidad inmediata|disponibilitate"},
    {CriterionFault::not_shown, reasons::inner,
     "cultural fit|culture fit|sense of humour|sense of humor|thick skin|thick skinned|"
     "can do attitude|esprit d initiative|work ethic"},
};

// Said of oneself, shown by nobody. A criterion that is little else cannot be scored from a text.
constexpr std::string_view inner_words =
    "teamplayer motivata eager enjoys enjoy challenges open minded punktlich punktlichkeit punctualitate "
    "loyalitat serios serioasa seriozitate "
    "team player positive attitude hardworking hard punctual punctuality reliable reliability honest "
    "honesty integrity passion passionate enthusiasm enthusiastic motivated motivation self starter "
    "driven humour humor sense flexible flexibility adaptable adaptability learner learn fast quick "
    "quickly pressure stress resilient resilience dynamic energetic friendly curious curiosity "
    "proactive ethic culture fit can do mindset personality likeable loyal loyalty discreet trustworthy "
    "trustworthiness ambitious teamfahig teamfahigkeit belastbar belastbarkeit motiviert zuverlassig "
    "zuverlassigkeit flexibel dynamique motive polyvalent ponctuel dinamico motivado puntual "
    "responsable dinamic motivat punctualitate seriozitate empathy empathetic charismatic charisma "
    "outgoing extrovert cheerful engagement einsatzbereitschaft flexibilitat eigeninitiative engagiert "
    "kommunikationsstark rigueur autonome autonomie polyvalence dynamisme iniciativa compromiso equipo "
    "proactividad responsabilidad motivacion echipa spirit dinamism flexibilitate motivata "
    "responsabilitate esprit equipe trabajo sens relationnel culturally cultural thick skin skinned";

constexpr std::string_view fillers =
    "persoana persona personne a an the of in with and or to for on at be is are as good strong solid "
    "excellent great very proven "
    "deep sound basic advanced hands experience experienced knowledge skill skills ability able "
    "proficiency proficient familiarity familiar understanding expertise candidate you have must should "
    "we under work working highly your person own well our und mit et avec de y con si cu high level "
    "professional hohe hoher hohes ausgepragte sehr gute guter bonne bon grand grande sont est "
    "indispensable indispensables un une le la l d des du en capacidad alta gran buena capacitate bun "
    "buna al lui";

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

void find_phrases(Phrases const& group, Words const& words, std::size_t at, std::vector<Doubt>& found) {
    for (auto list = group.list; !list.empty();) {
        auto const bar = std::min(list.find('|'), list.size());
        if (auto const end = end_of_phrase(words, at, list.substr(0, bar)))
            keep(found, {group.fault, at, end, group.reason});
        list.remove_prefix(std::min(bar + 1, list.size()));
    }
}

// Nothing but such words and what surrounds them; or a passion, whatever it is for.
bool is_inner(Words const& words) {
    if (!words.empty() && text::listed("passionate enthusiastic", words[0].text)) return true;
    bool any = false;
    for (auto const& word : words) {
        bool const said = text::listed(inner_words, word.text);
        if (!said && !is_filler(word.text)) return false;
        any = any || said;
    }
    return any;
}

}  // namespace

bool is_filler(std::string_view word) { return text::listed(fillers, word); }

std::vector<Doubt> doubts(Words const& words) {
    std::vector<Doubt> found;
    for (std::size_t at = 0; at < words.size(); ++at) {
        for (auto const& each : phrases) find_phrases(each, words, at, found);
        for (auto const& rule : rules()) {
            if (auto const end = rule.end(words, at)) keep(found, {rule.fault, at, end, rule.reason});
        }
    }
    if (is_inner(words)) keep(found, {CriterionFault::not_shown, 0, words.size(), reasons::inner});
    return found;
}

}  // namespace ats::criteria
