#include "criteria/lint_rules.hpp"

#include <algorithm>
#include <charconv>

#include "criteria/lint_reasons.hpp"
#include "text/date_items.hpp"
#include "text/lists.hpp"

namespace ats::criteria {
namespace {

constexpr int youngest = 16;
constexpr int oldest = 75;
constexpr int no_number = -1;

constexpr std::string_view year_words = "year years yr yrs jahr jahre jahren an ans ano anos ani";
constexpr std::string_view experience_words =
    "experience experienced erfahrung berufserfahrung experiencia experienta practice pqe experience";
constexpr std::string_view language_words =
    "english german french spanish italian romanian dutch polish portuguese russian arabic chinese mandarin "
    "japanese korean turkish ukrainian hungarian swedish danish norwegian greek czech hindi englisch deutsch "
    "franzosisch spanisch rumanisch italienisch anglais allemand francais espagnol roumain italien ingles "
    "aleman "
    "frances espanol rumano italiano engleza germana franceza spaniola romana italiana catalan";
// Somebody who applies, in any of the languages.
constexpr std::string_view person_words =
    "candidate candidates applicant applicants person persons persoana persoane persona personas employee "
    "employees "
    "bewerber bewerberin mitarbeiter mitarbeiterin kollege kollegin candidat candidats candidate candidates "
    "collaborateur candidato candidata candidatos barbat femeie hombre mujer homme femme mann frau lady "
    "ladies man men "
    "woman women girl girls boy boys professionals graduates receptionist assistant secretary staff";
// Others than who applies: "children aged 16", "law" on nationality.
constexpr std::string_view topic_words =
    "law recht derecho droit drept casework cases programmes programs investment advice advisory "
    "applications "
    "processing clearance studies history research teaching education fraud verification children pupils "
    "students "
    "patients clients adults residents customers users offenders tool tools";

bool word_is(Words const& words, std::size_t at, std::string_view list) {
    return at < words.size() && text::listed(list, words[at].text);
}

bool any_is(Words const& words, std::string_view list) {
    return std::any_of(words.begin(), words.end(),
                       [&](text::Word const& word) { return text::listed(list, word.text); });
}

// The index of the first of `list` among `count` words from `first` on; words.size() if there is none.
std::size_t find(Words const& words, std::size_t first, std::size_t count, std::string_view list) {
    for (auto i = first; i < std::min(words.size(), first + count); ++i) {
        if (text::listed(list, words[i].text)) return i;
    }
    return words.size();
}

bool stands_before(Words const& words, std::size_t at, std::size_t count, std::string_view list) {
    auto const first = at - std::min(at, count);
    return find(words, first, at - first, list) < words.size();
}

bool begins_with(Words const& words, std::size_t at, std::string_view beginning) {
    return words[at].text.compare(0, beginning.size(), beginning) == 0;
}

int number_at(Words const& words, std::size_t at) {
    if (at >= words.size()) return no_number;
    auto const& word = words[at].text;
    if (auto const named = text::number_named(word)) return named;
    int value = 0;
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    return error == std::errc() && end == word.data() + word.size() ? value : no_number;
}

bool is_working_age(int number) { return number >= youngest && number <= oldest; }

// The index of the next number within a few words; words.size() without.
std::size_t next_number(Words const& words, std::size_t at) {
    constexpr std::size_t reach = 4;
    for (auto i = at; i < std::min(words.size(), at + reach); ++i) {
        if (number_at(words, i) != no_number) return i;
    }
    return words.size();
}

std::size_t end_if_age(Words const& words, std::size_t number) {
    return is_working_age(number_at(words, number)) ? number + 1 : 0;
}

// "aged 25", "Alter: 20-30", "edad entre 25"; not "children aged 16".
std::size_t age(Words const& words, std::size_t at) {
    if (word_is(words, at, "twenties thirties millennial millennials")) return at + 1;
    if (!word_is(words, at, "age aged ages alter edad varsta") || any_is(words, topic_words)) return 0;
    return end_if_age(words, next_number(words, at + 1));
}

// "under 35", "no older than 40", "höchstens 40 Jahre", "moins de 30 ans".
std::size_t age_limit(Words const& words, std::size_t at) {
    constexpr std::string_view limits =
        "under below unter sub over older alter mayor hochstens maximal maximum max maximo maxim menor "
        "menores moins "
        "jusqu pana bis";
    constexpr int least = 18;
    if (!word_is(words, at, limits) || any_is(words, experience_words) || any_is(words, topic_words))
        return 0;
    auto const number = next_number(words, at + 1);
    if (number_at(words, number) < least || number_at(words, number) > oldest) return 0;
    bool const next = number == at + (word_is(words, at + 1, "than als de") ? 2 : 1);
    bool const of_age =
        next && number + 1 == words.size() && word_is(words, at, "under below unter sub over older alter");
    auto const years = find(words, number + 1, 2, year_words);
    if (years < words.size()) return years + 1;
    return of_age ? number + 1 : 0;
}

// "between 22 and 28 years"; years of experience are fewer.
std::size_t age_range(Words const& words, std::size_t at) {
    if (!word_is(words, at, "between entre zwischen intre from de von") || any_is(words, experience_words))
        return 0;
    auto const second = next_number(words, at + 2);
    bool const ages = is_working_age(number_at(words, at + 1)) && is_working_age(number_at(words, second));
    if (!ages || second > at + 3) return 0;
    auto const years = find(words, second + 1, 2, year_words);
    return years < words.size() ? years + 1 : 0;
}

// "young professionals", "jeune et dynamique"; not "young company", "young offenders".
std::size_t young(Words const& words, std::size_t at) {
    if (!word_is(
            words, at,
            "young younger junge junger junges jungen jung jeune jeunes joven jovenes tanar tanara tineri"))
        return 0;
    if (find(words, at + 1, 4,
             "company business brand firm unternehmen firma entreprise empresa companie startup") <
        words.size())
        return 0;
    constexpr std::string_view praise =
        "dynamic energetic hungry motivated ambitious dynamisch dynamischer dynamisches motiviert dynamique "
        "dinamico dinamica dinamic dinamici dinamicos dynamiques team salespeople absolventen";
    auto const next = std::min(find(words, at + 1, 2, person_words), find(words, at + 1, 2, praise));
    if (next < words.size()) return next + 1;
    bool const whoever = word_is(words, at, "jovenes") && word_is(words, at + 1, "con");
    return whoever || (at > 0 && word_is(words, at - 1, person_words)) ? at + 1 : 0;
}

// "female candidates", "Sexo femenino"; not "male connectors".
std::size_t gender(Words const& words, std::size_t at) {
    bool const named = word_is(words, at,
                               "male males female females masculin masculine feminin feminine masculino "
                               "femenino masculina femenina") ||
                       begins_with(words, at, "mannlich") || begins_with(words, at, "weiblich");
    if (!named) return 0;
    auto const next = find(words, at + 1, 3, person_words);
    auto const asked =
        find(words, at + 1, 3,
             "only preferred preference required wanted needed welcome gesucht erwunscht bevorzugt");
    if (std::min(next, asked) < words.size()) return std::min(next, asked) + 1;
    bool const after =
        at > 0 &&
        (word_is(words, at - 1, "gender sex sexe sexo geschlecht preferably preferiblemente preferabil") ||
         word_is(words, at - 1, person_words));
    return after ? at + 1 : 0;
}

// "A woman for the front desk", "ladies only"; not "women's health", "man management".
std::size_t man_or_woman(Words const& words, std::size_t at) {
    if (word_is(words, at,
                "men women ladies gentlemen girls boys manner frauen hommes femmes hombres mujeres barbati "
                "femei")) {
        bool const only =
            find(words, at + 1, 2, "only preferred welcome wanted uniquement seulement") < words.size() ||
            stands_before(words, at, 2, "only nur solo uniquement doar numai unmarried prefer strong");
        return only ? at + 1 : 0;
    }
    if (!word_is(words, at,
                 "woman man lady gentleman girl girls boy boys chica chico fille garcon mann frau homme "
                 "femme hombre mujer varon senorita barbat femeie domnisoara fata"))
        return 0;
    constexpr std::string_view before =
        "a an the we need looking for seeking seeks ein eine einen un une una o young strong preferably "
        "preferiblemente preferabil must be hiring";
    bool const first = std::all_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at),
                                   [&](text::Word const& word) { return text::listed(before, word.text); });
    bool const last =
        at > 0 && at + 1 == words.size() && !word_is(words, at - 1, "y et und and si homme a porter");
    return (first || last) && !word_is(words, at + 1, "s management hours days power made") ? at + 1 : 0;
}

constexpr std::string_view nation_words =
    "british uk us american eu european german deutsche french indian romanian spanish polish italian irish "
    "swiss "
    "austrian canadian australian chinese russian local white black asian african arab western francais "
    "francaise "
    "espanol espanola romana roman";

// "British nationals", "EU passport holder"; not "certificate of origin".
std::size_t nation(Words const& words, std::size_t at) {
    if (any_is(words, topic_words)) return 0;
    if (word_is(words, at,
                "nationality citizenship staatsburgerschaft staatsangehorigkeit nationalite nacionalidad "
                "nationalitate cetatenie ciudadania citoyennete cetatean immigrants foreigners"))
        return at + 1;
    bool const of_nation = at > 0 && word_is(words, at - 1, nation_words);
    bool const belongs =
        word_is(words, at, "nationals national citizens citizen passport origin descent heritage background");
    return of_nation && belongs ? at + 1 : 0;
}

// "practising Catholic", "Christian values"; not "Christian history".
std::size_t religion(Words const& words, std::size_t at) {
    if (!word_is(words, at,
                 "christian christians christliche christlicher catholic muslim protestant jewish hindu "
                 "evangelical orthodox catholique musulman katholisch katholische katholischer evangelisch "
                 "evangelische evangelischer catolico catolica musulmana ortodox"))
        return 0;
    if (word_is(words, at + 1,
                "faith values only grundhaltung uberzeugung werte believer konfession pratiquant practicante "
                "practicant"))
        return at + 2;
    bool const asked =
        at > 0 && word_is(words, at - 1, "practising practicing believing be committed devout only good");
    return asked ? at + 1 : 0;
}

// "CV with photo", "attach a recent photo"; not "photo editing".
std::size_t photo(Words const& words, std::size_t at) {
    if (!word_is(words, at, "photo photos photograph picture foto fotografie fotografia poza")) return 0;
    bool const last =
        at + 1 == words.size() ||
        word_is(words, at + 1,
                "required attached please obligatoire beilegen d reciente recente recenta recent");
    bool const sent = (at == 0 && word_is(words, at, "photo foto photograph poza")) ||
                      stands_before(words, at, 4,
                                    "cv resume curriculum application bewerbung attach send include passport "
                                    "profile portrait with mit avec con cu recent");
    return last && sent ? at + 1 : 0;
}

// "Native English", "vorbitor nativ"; not "React Native", "native apps".
std::size_t native(Words const& words, std::size_t at) {
    if (begins_with(words, at, "muttersprach")) return at + 1;
    if (!word_is(words, at, "native nativ nativa nativo nativos nativas natif natifs")) return 0;
    constexpr std::string_view speakers =
        "speaker speakers level nivel niveau speaking hablante vorbitor locuteur proficiency fluency "
        "bilingual";
    auto const next = std::min(find(words, at + 1, 2, language_words), find(words, at + 1, 2, speakers));
    if (next < words.size()) return next + 1;
    bool const before = stands_before(words, at, 2, language_words) || stands_before(words, at, 2, speakers);
    return before ? at + 1 : 0;
}

// "no accent", "accent-free"; not "accent lighting".
std::size_t accent(Words const& words, std::size_t at) {
    if (begins_with(words, at, "akzentfrei")) return at + 1;
    if (!word_is(words, at, "accent akzent acento")) return 0;
    if (word_is(words, at + 1, "free")) return at + 2;
    bool const which =
        at > 0 &&
        word_is(words, at - 1,
                "no without any neutral clear light western british american sans ohne sin fara foreign");
    return which ? at + 1 : 0;
}

// "recent graduate", "fresh out of university", "recién titulado".
std::size_t graduate(Words const& words, std::size_t at) {
    if (word_is(words, at, "fresher freshers")) return at + 1;
    if (word_is(words, at, "absolvent absolventa absolventi") &&
        word_is(words, at + 1, "recent recenta recenti"))
        return at + 2;
    if (!word_is(words, at,
                 "recent recently just fresh freshly new newly young junge jeune jeunes recien proaspat "
                 "proaspata frisch frische straight"))
        return 0;
    constexpr std::string_view graduates =
        "graduate graduates graduated grad grads diplome diplomes diplomee diplomees graduado graduada "
        "titulado titulada egresado "
        "absolvent absolventa absolventi absolventen";
    auto const named = find(words, at + 1, 3, graduates);
    bool const of_programme =
        word_is(words, named + 1, "programme programmes program programs scheme schemes");
    if (named < words.size() && !of_programme) return named + 1;
    if (!word_is(words, at, "fresh frisch straight")) return 0;
    auto const place = find(words, at + 1, 4, "university uni college school");
    return place < words.size() ? place + 1 : 0;
}

// "no more than 5 years of experience"
std::size_t experience_limit(Words const& words, std::size_t at) {
    bool const limit = word_is(words, at, "maximum max maximal hochstens maximo maxim") ||
                       (word_is(words, at, "more less fewer") && word_is(words, at + 1, "than") &&
                        (!word_is(words, at, "more") || (at > 0 && word_is(words, at - 1, "no not")))) ||
                       (word_is(words, at, "most") && at > 0 && word_is(words, at - 1, "at"));
    if (!limit) return 0;
    auto const number = next_number(words, at + 1);
    auto const years = find(words, number + 1, 1, year_words);
    return years < words.size() && any_is(words, experience_words) ? years + 1 : 0;
}

// "graduated in the last two years", "class of 2023"
std::size_t graduation_year(Words const& words, std::size_t at) {
    if (word_is(words, at, "graduated") &&
        (word_is(words, at + 1, "in within after since") || number_at(words, at + 1) > 1900))
        return at + 2;
    bool const year =
        word_is(words, at, "class") && word_is(words, at + 1, "of") && number_at(words, at + 2) > 1900;
    return year ? at + 3 : 0;
}

std::size_t top_school(Words const& words, std::size_t at) {
    if (!word_is(words, at, "top elite prestigious leading renowned renommierte prestigieuse")) return 0;
    auto const school =
        find(words, at + 1, 3,
             "university universities school schools college universitat universite universidad");
    bool const of_it = word_is(words, school + 1, "lectures research courses projects hospital") ||
                       (at == 0 && word_is(words, at, "leading"));
    return school < words.size() && !of_it ? school + 1 : 0;
}

std::size_t gaps(Words const& words, std::size_t at) {
    if (begins_with(words, at, "luckenlos")) return at + 1;
    if (word_is(words, at, "no without any unexplained")) {
        auto const gap = find(words, at + 1, 3, "gap gaps breaks");
        bool const bare = gap < words.size() &&
                          (gap == at + 1 || word_is(words, gap - 1, "employment career cv resume work"));
        return bare ? gap + 1 : 0;
    }
    if (!word_is(words, at, "unbroken uninterrupted continuous")) return 0;
    auto const history = find(words, at + 1, 2, "career employment");
    bool const last = history + 1 == words.size() || word_is(words, history + 1, "history record");
    return history < words.size() && last ? history + 1 : 0;
}

std::size_t near_by(Words const& words, std::size_t at) {
    if (!word_is(words, at, "live lives living reside resides resident locals wohnhaft")) return 0;
    if (word_is(words, at, "locals")) return word_is(words, at + 1, "only preferred") ? at + 2 : 0;
    auto const where =
        find(words, at + 1, 1, "within near nearby close neighbourhood neighborhood locally commuting");
    if (where < words.size()) return where + 1;
    bool const asked = at > 0 && word_is(words, at - 1, "must should") && word_is(words, at + 1, "in");
    return asked || word_is(words, at, "wohnhaft") ? at + 1 : 0;
}

std::size_t height(Words const& words, std::size_t at) {
    if (!word_is(words, at, "height bmi tall taller grosse taille estatura inaltime korpergrosse")) return 0;
    auto const number = next_number(words, at + 1);
    if (word_is(words, number + 1, "cm m")) return number + 2;
    if (word_is(words, at, "bmi")) return at + 1;
    return word_is(words, at, "tall") && at > 0 && word_is(words, at - 1, "cm") ? at + 1 : 0;
}

}  // namespace

std::vector<Rule> const& rules() {
    constexpr auto attribute = CriterionFault::protected_attribute;
    constexpr auto proxy = CriterionFault::proxy;
    static std::vector<Rule> const all = {
        {attribute, reasons::age, age},
        {attribute, reasons::age, age_limit},
        {attribute, reasons::age, age_range},
        {attribute, reasons::age, young},
        {attribute, reasons::gender, gender},
        {attribute, reasons::gender, man_or_woman},
        {attribute, reasons::origin, nation},
        {attribute, reasons::religion, religion},
        {attribute, reasons::photo, photo},
        {attribute, reasons::health, height},
        {proxy, reasons::for_origin, native},
        {proxy, reasons::for_origin, accent},
        {proxy, reasons::for_age, graduate},
        {proxy, reasons::for_age, graduation_year},
        {proxy, reasons::for_age, experience_limit},
        {proxy, reasons::for_class, top_school},
        {proxy, reasons::for_family, gaps},
        {proxy, reasons::for_place, near_by},
    };
    return all;
}

}  // namespace ats::criteria
