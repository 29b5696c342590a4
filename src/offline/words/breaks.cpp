#include "offline/words/breaks.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

// Folded. Time away from work, in English and where one word or phrase is used elsewhere.
constexpr std::string_view breaks[] = {"career break",
                                       "career gap",
                                       "employment gap",
                                       "employment break",
                                       "parental leave",
                                       "maternity leave",
                                       "paternity leave",
                                       "family leave",
                                       "medical leave",
                                       "sick leave",
                                       "leave of absence",
                                       "unpaid leave",
                                       "caregiving leave",
                                       "carer's leave",
                                       "gap year",
                                       "sabbatical",
                                       "sabbatical leave",
                                       "sabbatical year",
                                       "unemployed",
                                       "unemployment",
                                       "not working",
                                       "out of work",
                                       "between jobs",
                                       "family break",
                                       "break from work",
                                       "full time parent",
                                       "full time carer",
                                       "full time caregiver",
                                       "stay at home mum",
                                       "stay at home mom",
                                       "stay at home dad",
                                       "stay at home parent",
                                       "travelling",
                                       "traveling",
                                       "world trip",
                                       "elternzeit",
                                       "erziehungszeit",
                                       "mutterschutz",
                                       "arbeitslos",
                                       "arbeitslosigkeit",
                                       "arbeitsuchend",
                                       "arbeitssuchend",
                                       "auszeit",
                                       "familienpause",
                                       "familienphase",
                                       "erziehungsurlaub",
                                       "sabbatjahr",
                                       "weltreise",
                                       "pflegezeit",
                                       "conge parental",
                                       "conge maternite",
                                       "conge de maternite",
                                       "conge sabbatique",
                                       "annee sabbatique",
                                       "annee de cesure",
                                       "chomage",
                                       "sans emploi",
                                       "recherche d emploi",
                                       "baja por maternidad",
                                       "permiso parental",
                                       "excedencia",
                                       "ano sabatico",
                                       "desempleado",
                                       "desempleada",
                                       "en paro",
                                       "congedo parentale",
                                       "congedo di maternita",
                                       "aspettativa",
                                       "anno sabbatico",
                                       "disoccupato",
                                       "disoccupata",
                                       "disoccupazione",
                                       "licenca parental",
                                       "licenca maternidade",
                                       "desempregado",
                                       "desempregada",
                                       "ouderschapsverlof",
                                       "zwangerschapsverlof",
                                       "werkloos",
                                       "tussenjaar",
                                       "sabbatsjaar",
                                       "urlop macierzynski",
                                       "urlop rodzicielski",
                                       "urlop wychowawczy",
                                       "bezrobotny",
                                       "bezrobotna",
                                       "przerwa w karierze",
                                       "concediu parental",
                                       "concediu de maternitate",
                                       "concediu pentru cresterea copilului",
                                       "an sabatic",
                                       "somaj",
                                       "somer",
                                       "pauza in cariera",
                                       "pausa laboral",
                                       "job search",
                                       "job hunting",
                                       "looking for work",
                                       "seeking work",
                                       "seeking employment",
                                       "furlough",
                                       "furloughed",
                                       "redundancy",
                                       "gardening leave",
                                       "adoption leave",
                                       "bereavement leave",
                                       "compassionate leave",
                                       "personal leave",
                                       "study leave",
                                       "time off",
                                       "time out",
                                       "full time student",
                                       "full time study",
                                       "full time mother",
                                       "full time father",
                                       "stay at home mother",
                                       "stay at home father",
                                       "homemaker",
                                       "housewife",
                                       "caring for family",
                                       "caring for relative",
                                       "caring for relatives",
                                       "caring for mother",
                                       "caring for father",
                                       "caring for parents",
                                       "caring for children",
                                       "caring for child",
                                       "raising family",
                                       "raising children",
                                       "stellensuche",
                                       "arbeitssuche",
                                       "jobsuche",
                                       "kurzarbeit null",
                                       "hausfrau",
                                       "hausmann",
                                       "pflege von angehorigen",
                                       "angehorigenpflege",
                                       "pflege der mutter",
                                       "pflege des vaters",
                                       "babypause",
                                       "mere au foyer",
                                       "pere au foyer",
                                       "conge de paternite",
                                       "sin empleo",
                                       "busqueda de empleo",
                                       "cuidado de familiares",
                                       "ama de casa",
                                       "in cerca di lavoro",
                                       "ricerca di lavoro",
                                       "casalinga",
                                       "procura de emprego",
                                       "sem emprego",
                                       "werkzoekend",
                                       "huisvrouw",
                                       "mantelzorg",
                                       "poszukiwanie pracy",
                                       "bez pracy",
                                       "opieka nad dzieckiem",
                                       "concediu de crestere copilului",
                                       "cautare loc de munca",
                                       "fara loc de munca"};

// Words that may stand within such a phrase: "caring for my elderly mother".
constexpr std::string_view within[] = {"a",   "an",      "the", "my",   "our",
                                       "own", "elderly", "ill", "sick", "young"};

// What may follow: "Career break to travel", "Elternzeit mit zwei Kindern". Another word makes it a job.
constexpr std::string_view links[] = {
    "for",  "to",  "due",  "of", "after", "with",   "in",   "from", "and",   "fur", "wegen", "mit",
    "nach", "und", "pour", "de", "du",    "et",     "para", "por",  "per",   "di",  "e",     "y",
    "i",    "do",  "voor", "na", "z",     "pentru", "dupa", "si",   "while", "as",  "since"};

// "Planned career break", "full-time parental leave".
constexpr std::size_t most_words_before = 2;

// The words of `part`, without numbers, with a blank around each.
std::vector<std::string> names_of(std::string_view part) {
    std::vector<std::string> names;
    for (auto& word : text::words(part)) {
        bool const digits =
            std::any_of(word.text.begin(), word.text.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!digits && !text::listed(within, word.text)) names.push_back(std::move(word.text));
    }
    return names;
}

bool stands_at(std::vector<std::string> const& phrase, std::vector<std::string> const& names,
               std::size_t at) {
    if (at + phrase.size() > names.size()) return false;
    if (!std::equal(phrase.begin(), phrase.end(), names.begin() + static_cast<std::ptrdiff_t>(at)))
        return false;
    auto const next = at + phrase.size();
    return next == names.size() || text::listed(links, names[next]);
}

bool is_break(std::vector<std::string> const& names) {
    for (auto const entry : breaks) {
        auto const phrase = names_of(entry);
        for (std::size_t at = 0; at <= most_words_before; ++at) {
            if (stands_at(phrase, names, at)) return true;
        }
    }
    return false;
}

// "Career hiatus", "Year out", "Full-time mum": nothing but words of time without work and what may stand
// beside them.
constexpr std::string_view telling =
    "leave break gap hiatus pause out off furlough sabbatical maternity paternity parental unemployed "
    "unemployment "
    "jobless jobseeker travel travelling traveling travels illness recovery convalescence mum mom dad mother "
    "father "
    "parent homemaker seeking searching redundancy retired retirement pregnancy "
    "elternzeit mutterschutz mutterschaftsurlaub mutterschaft erziehungsurlaub urlaub auszeit arbeitslos "
    "arbeitslosigkeit arbeitssuchend arbeitsuchend krankheit genesung reisen weltreise sabbatical mutter "
    "vater "
    "conge maternite paternite chomage voyage voyages maladie convalescence "
    "paro desempleo excedencia baja maternidad paternidad enfermedad viaje viajes "
    "congedo maternita paternita disoccupazione malattia viaggio viaggi "
    "licenca desemprego desempregado desempregada doenca viagem viagens "
    "verlof werkloos zwangerschap ziekte reizen urlop bezrobocie bezrobotny bezrobotna choroba podroze "
    "concediu somaj maternitate boala calatorii";
constexpr std::string_view beside =
    "career year years time full part world new opportunities opportunity work employment family personal "
    "health "
    "medical planned voluntary extended stay at home in on and for of the to with from und in der des mit "
    "wegen de "
    "du la le por para di da em per voor w z pentru";

bool says_only_break(std::vector<std::string> const& names) {
    return std::any_of(names.begin(), names.end(),
                       [](std::string const& name) { return text::listed(telling, name); }) &&
           std::all_of(names.begin(), names.end(), [](std::string const& name) {
               return text::listed(telling, name) || text::listed(beside, name);
           });
}

// What is set apart by commas, brackets, bars and dashes between blanks.
std::size_t part_end(std::string_view line, std::size_t begin) {
    auto const marks = line.find_first_of(",;:|()\t", begin);
    auto end = std::min(marks, line.size());
    for (std::string_view const dash : {" - ", " \xE2\x80\x93 ", " \xE2\x80\x94 "})
        end = std::min(end, line.find(dash, begin));
    return end;
}

// The first part that says anything is the title; months beside the years are none.
constexpr std::string_view dates[] = {
    "jan",   "feb",     "mar",       "apr",     "may",      "jun",      "jul",    "aug",     "sep",
    "sept",  "oct",     "nov",       "dec",     "january",  "february", "march",  "april",   "june",
    "july",  "august",  "september", "october", "november", "december", "januar", "februar", "marz",
    "mai",   "juni",    "juli",      "oktober", "dezember", "okt",      "dez",    "present", "now",
    "today", "current", "since",     "seit",    "heute",    "until",    "to",     "from"};

bool says_nothing(std::vector<std::string> const& names) {
    return std::all_of(names.begin(), names.end(),
                       [](std::string const& name) { return text::listed(dates, name); });
}

void drop_dates(std::vector<std::string>& names) {
    auto const first = std::find_if_not(names.begin(), names.end(),
                                        [](auto const& name) { return text::listed(dates, name); });
    names.erase(names.begin(), first);
    while (!names.empty() && text::listed(dates, names.back())) names.pop_back();
}

}  // namespace

bool names_break(std::string_view line) {
    for (std::size_t begin = 0; begin < line.size();) {
        auto const end = part_end(line, begin);
        auto names = names_of(line.substr(begin, end - begin));
        if (!says_nothing(names)) {
            drop_dates(names);
            return is_break(names) || says_only_break(names);
        }
        begin = end + 1;
    }
    return false;
}

}  // namespace ats::offline
