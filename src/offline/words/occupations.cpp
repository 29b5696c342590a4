#include "offline/words/occupations.hpp"

#include <algorithm>
#include <unordered_map>

#include "offline/words/word_set.hpp"

namespace ats::offline {
namespace {

// Each line: words that people use for one occupation.
constexpr std::string_view synonyms[] = {
    "teacher lecturer instructor educator tutor professor lehrer enseignant enseignante profesor "
    "professeur dozent",
    "trainer coach instructor",
    "lawyer attorney counsel advocate solicitor barrister rechtsanwalt avocat avocate abogado jurist",
    "accountant bookkeeper buchhalter comptable contable contabil contador",
    "auditor wirtschaftsprufer auditeur",
    "nurse rn lpn lvn pflegefachkraft krankenschwester krankenpfleger infirmier enfermero asistent",
    "doctor physician medic arzt medecin medico",
    "cook chef koch kochin cuisinier cocinero bucatar",
    "developer programmer coder entwickler developpeur desarrollador programator programmierer",
    "designer gestalter disenador graphiste",
    "engineer ingenieur ingeniero inginer",
    "seller salesman salesforce sales verkaufer vendeur vendedor vanzator",
    "cashier teller kassierer caissier cajero casier",
    "driver chauffeur fahrer conducteur conductor sofer",
    "mechanic mechatroniker mechaniker mecanicien mecanico mecanic",
    "electrician elektriker elektroniker electricien electricista electrician",
    "plumber pipefitter klempner plombier fontanero instalator",
    "carpenter joiner cabinetmaker tischler schreiner menuisier carpintero dulgher",
    "recruiter recruitment recruiting headhunter sourcer",
    "hr personnel personal",
    "writer copywriter author redakteur redacteur redactor",
    "editor redactor",
    "journalist reporter correspondent",
    "translator interpreter ubersetzer dolmetscher traducteur traductor traducator",
    "waiter server kellner serveur camarero ospatar chelner",
    "bartender barista mixologist barkeeper",
    "janitor cleaner custodian housekeeper hausmeister",
    "guard security watchman",
    "pilot aviator captain",
    "flight aviation aircraft airline aerospace",
    "car automotive automobile vehicle auto",
    "sysadmin netadmin",
    "helpdesk techsupport",
    "customerservice callcenter",
    "farmer rancher grower landwirt agriculteur agricultor fermier",
    "secretary receptionist sekretarin secretaire secretario secretara",
    "buyer purchaser procurement purchasing einkaufer acheteur comprador",
    "banker banking bank",
    "tester test qa testing",
    "statistician biostatistician",
    "scientist science researcher wissenschaftler chercheur investigador cercetator",
    "surgeon chirurg chirurgien cirujano",
    "dentist zahnarzt dentiste dentista stomatolog",
    "pharmacist apotheker pharmacien farmaceutico farmacist",
    "therapist psychotherapist counselor counsellor",
    "psychologist psychologe psychologue psicologo psiholog",
    "manager leiter responsable gerente",
    "boss head director direktor directeur",
    "hairdresser stylist barber coiffeur friseur peluquero frizer",
    "photographer videographer photographe fotograf fotografo",
    "fitness exercise gym workout",
    "dietitian nutritionist dietician",
    "art fineart artist artistic",
    "music musician",
    "fashion apparel clothing garment",
    "pmo",
};

// Each line: words of titles in one field of work. Words of many fields stand in none.
constexpr std::string_view fields[] = {
    "accountant bookkeeper accounting auditor audit auditing bookkeeping controller payable receivable tax "
    "ledger comptroller cpa buchhalter comptable contable contabil",
    "hr recruiter recruitment recruiting talent staffing hris payroll headhunter employee benefit",
    "sysadmin netadmin helpdesk techsupport infotech network infrastructure server desktop cybersecurity "
    "computer cisco",
    "developer programmer software frontend backend fullstack coder",
    "data statistician analytics bigdata warehouse",
    "teacher lecturer tutor professor educator teaching school classroom preschool kindergarten elementary "
    "curriculum faculty",
    "lawyer attorney counsel advocate solicitor barrister paralegal legal litigation law litigator jurist",
    "nurse rn lpn cna physician doctor medical clinical patient hospital nursing healthcare health surgeon "
    "caregiver",
    "chef cook culinary kitchen sous pastry baker catering food restaurant",
    "designer graphic illustrator illustration typography ux ui layout",
    "socialmedia seo sem digital content copywriter",
    "publicrelation communication press spokesman publicist media",
    "sales seller salesman account territory retail merchandising store",
    "bizdev partnership sales",
    "banker teller bank banking loan mortgage branch credit",
    "finance financial investment treasury portfolio equity cfo fund trading",
    "construction builder superintendent foreman estimator contractor carpenter civil site building surveyor",
    "engineer manufacturing cad solidworks autocad",
    "aircraft aviation flight pilot avionic airline aerospace airframe",
    "mechanic automotive vehicle automobile car truck diesel auto",
    "fitness trainer exercise gym wellness coach yoga athletic sport dietitian nutritionist",
    "customerservice callcenter helpdesk representative",
    "farm farmer agriculture agricultural crop livestock agronomist horticulture nursery rancher grower",
    "fashion apparel textile garment clothing merchandiser seamstress stylist",
    "art artist gallery museum painting curator animation sculpture music theatre",
    "tester qa test testing",
    "pmo scrum",
    "driver logistic warehouse delivery freight shipping forklift dispatcher",
    "secretary receptionist clerical office administrative clerk",
    "waiter bartender hotel hospitality housekeeping concierge guest",
    "electrician plumber welder hvac machinist fitter",
    "pharmacist pharmacy pharmaceutical",
    "psychologist counselor counsellor therapist social caseworker",
    "security guard police officer",
    "journalist editor reporter writer author publishing newspaper broadcast",
    "researcher laboratory biology chemist chemistry lab",
    "realestate realtor property leasing broker",
    "insurance claim underwriter actuary",
};

using Line = std::vector<std::string_view>;

struct Groups {
    std::vector<Line> lines;
    std::unordered_multimap<std::string_view, std::size_t> of_word;
};

template <std::size_t N>
Groups grouped(std::string_view const (&lines)[N]) {
    Groups groups;
    for (auto const line : lines) {
        auto const words = split_in_order(line);
        for (auto const word : words) groups.of_word.emplace(word, groups.lines.size());
        groups.lines.push_back(words);
    }
    return groups;
}

void add(std::vector<Neighbour>& found, Groups const& groups, std::string_view word, double nearness) {
    auto const [begin, end] = groups.of_word.equal_range(word);
    for (auto group = begin; group != end; ++group) {
        for (auto const other : groups.lines[group->second]) {
            bool const known = other == word || std::any_of(found.begin(), found.end(),
                                                            [&](auto const& n) { return n.word == other; });
            if (!known) found.push_back({other, nearness});
        }
    }
}

}  // namespace

std::vector<Neighbour> neighbours(std::string_view word) {
    static Groups const same_work = grouped(synonyms);
    static Groups const same_field = grouped(fields);
    constexpr double near = 0.9;
    constexpr double far = 0.35;
    std::vector<Neighbour> found;
    add(found, same_work, word, near);
    add(found, same_field, word, far);
    return found;
}

}  // namespace ats::offline
