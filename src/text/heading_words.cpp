#include "text/heading_words.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "text/lists.hpp"

namespace ats::text {
namespace {

// Folded, in nine languages. A word stands here if headings have it and it is no title of a job by itself.
constexpr std::string_view work_words =
    "work works worked working employment employer employers employed career careers job jobs position "
    "positions "
    "role roles experience experiences appointment appointments occupation occupations engagements "
    "assignments "
    "internship internships placements workplaces "
    "beruf berufe berufliche beruflicher beruflichen berufspraxis tatigkeit tatigkeiten werdegang arbeit "
    "arbeitserfahrung anstellungen beschaftigung beschaftigungen praktika praktikum arbeitsstellen "
    "gearbeitet "
    "emploi emplois poste postes carriere travail travaux metiers stages experience fonctions missions "
    "trabajo trabajos trabajado empleo empleos cargo cargos puesto puestos carrera laboral laborales "
    "experiencias "
    "lavoro lavori lavorato lavorativa impiego impieghi esperienza esperienze carriera incarichi mansioni "
    "emprego empregos trabalho trabalhos carreira experiencia experiencias "
    "werk werkplekken werkzaamheden loopbaan banen functies ervaring gewerkt arbeidsverleden "
    "doswiadczenie zatrudnienie praca kariera stanowiska zawodowe "
    "experienta experiente munca angajari cariera posturi functii";
constexpr std::string_view study_words =
    "school schools schooling study studies studied education educational academics college colleges "
    "university "
    "universities degree degrees diploma diplomas training trainings learning learnt learned course courses "
    "coursework thesis theses dissertation academic "
    "bildung schulbildung schule schulen schulischer studium studien studiert hochschule universitat "
    "ausbildungen "
    "fortbildung fortbildungen lehre abschlusse bildungsgang "
    "etudes scolarite scolaire formation formations diplome diplomes cursus universite ecoles ecole "
    "estudios estudiado formacion educacion academica academico academicos titulos titulaciones cursos "
    "universidad "
    "istruzione formazione studi titoli scuola scuole universita corsi "
    "formacao educacao estudos escolaridade graduacao universidade "
    "opleiding opleidingen studie onderwijs scholing cursussen gestudeerd "
    "wyksztalcenie edukacja szkola szkoly studia kursy szkolenia "
    "studii educatie scoala scoli formare cursuri";
constexpr std::string_view aside_words =
    "volunteer volunteering volunteered voluntary community charity charities hobby hobbies interests "
    "leisure free "
    "sport sports club clubs membership memberships association associations award awards honour honours "
    "honor "
    "honors prizes publication publications papers patents talks conferences reference references referees "
    "scholarship scholarships grants fellowships travel travels giving "
    "ehrenamt ehrenamtlich ehrenamtliche ehrenamtliches ehrenamter freizeit freiwilligenarbeit "
    "mitgliedschaft "
    "mitgliedschaften auszeichnungen preise veroffentlichungen publikationen stipendien vereine reisen "
    "benevolat benevole benevoles loisirs passions associatif associative prix distinctions bourses voyages "
    "voluntariado aficiones intereses premios publicaciones becas deportes tiempo libre viajes "
    "volontariato interessi premi pubblicazioni borse viaggi "
    "interesses publicacoes bolsas lazer viagens "
    "vrijwilligerswerk hobbys interesses prijzen publicaties beurzen vrije "
    "wolontariat zainteresowania nagrody publikacje stypendia podroze "
    "interese premii publicatii burse calatorii";
constexpr std::string_view skill_words =
    "skill skills competence competences competencies abilities ability strengths knowledge tools "
    "technologies "
    "kenntnisse fahigkeiten starken kompetenzen competences aptitudes outils habilidades competencias "
    "conocimientos "
    "fortalezas capacita competenze conoscenze vaardigheden kennis umiejetnosci kompetencje abilitati "
    "cunostinte";
// What stands beside them and tells nothing.
constexpr std::string_view neutral_words =
    "my me i the and of in on at with where how what which have has had did so far to date selected relevant "
    "other "
    "further additional key main major past previous prior current recent earlier early professional "
    "personal "
    "history background overview details summary record records list timeline time held places place areas "
    "field "
    "life back as a an for from since years path journey formal general paid full part "
    "mein meine meinen und der die das den dem in als wo ich bin habe bisherige bisheriger bisherigen "
    "weitere "
    "sonstige ausgewahlte wichtigste zeit "
    "le la les l de des du et mes mon ma j ai ou en occupes occupe precedents recentes principales autres "
    "el los las mi mis y donde he ocupados ocupado otras otros principales anteriores "
    "il i gli le mie miei mia e dove ho precedenti principali altre altri ricoperti "
    "o os as meu minha meus minhas onde outras outros anteriores "
    "het een mijn waar ik heb eerdere overige vorige tijd "
    "moje moja moj gdzie i w oraz inne poprzednie przebieg "
    "mele mea unde am si alte anterioare";

using Sections = std::unordered_map<std::string_view, Section>;

void add(Sections& sections, std::string_view list, Section section) {
    while (!list.empty()) {
        auto const end = std::min(list.find(' '), list.size());
        sections.emplace(list.substr(0, end), section);
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

Sections const& telling_words() {
    static auto const words = [] {
        Sections made;
        add(made, work_words, Section::experience);
        add(made, study_words, Section::education);
        add(made, aside_words, Section::other);
        add(made, skill_words, Section::skills);
        return made;
    }();
    return words;
}

}  // namespace

std::optional<Section> section_worded(std::string_view heading) {
    std::optional<Section> named;
    while (!heading.empty()) {
        auto const end = std::min(heading.find(' '), heading.size());
        auto const word = heading.substr(0, end);
        heading.remove_prefix(std::min(end + 1, heading.size()));
        auto const found = telling_words().find(word);
        if (found == telling_words().end()) {
            if (!listed(neutral_words, word)) return std::nullopt;
            continue;
        }
        // "Volunteer work" is no work that was paid, and "Free time" no time.
        if (!named || found->second == Section::other)
            named = found->second;
        else if (*named != Section::other && *named != found->second)
            return std::nullopt;
    }
    return named;
}

}  // namespace ats::text
