#include <string>

#include <doctest/doctest.h>

#include "offline/resume/resume_view.hpp"
#include "offline/scoring_rules.hpp"

using namespace ats;

namespace {

offline::Judgement judged(std::string const& resume, CriterionKind kind, std::string text) {
    Criterion criterion;
    criterion.kind = kind;
    criterion.text = std::move(text);
    offline::ResumeView const view(resume, offline::month_of({2024, 1, 15}));
    auto judgement = offline::judge(criterion, view);
    judgement.quotes.clear();  // They refer to the resume.
    return judgement;
}

double role(std::string const& asked, std::string const& held) {
    return judged("Experience\n" + held +
                      ", Acme, 03/2015 - present\nAll that comes with it and more every day\n",
                  CriterionKind::role, asked)
        .score;
}

double degree(std::string const& asked, std::string const& heading, std::string const& line) {
    return judged(heading + "\n" + line + "\n", CriterionKind::education, asked).score;
}

double english(std::string const& line) {
    return judged("Ann Moss\n\nLanguages\n" + line + "\n", CriterionKind::language, "Fluent English").score;
}

}  // namespace

TEST_CASE("the title of a woman counts as that of a man") {
    struct Pair {
        char const* man;
        char const* woman;
    };
    for (auto const& [man, woman] : {
             Pair{"Buchhalter", "Buchhalterin"},
             {"Logistikleiter", "Logistikleiterin"},
             {"Krankenpfleger", "Krankenpflegerin"},
             {"Ingenieur", "Ingenieurin"},
             {"Polizist", "Polizistin"},
             {"Assistent", "Assistentin"},
             {"Industriekaufmann", "Industriekauffrau"},
             {"Psychologe", "Psychologin"},
             {"Infirmier", "Infirmière"},
             {"Vendeur", "Vendeuse"},
             {"Directeur commercial", "Directrice commerciale"},
             {"Technicien de maintenance", "Technicienne de maintenance"},
             {"Assistant administratif", "Assistante administrative"},
             {"Enfermero", "Enfermera"},
             {"Contador público", "Contadora pública"},
             {"Ingeniero técnico", "Ingeniera técnica"},
             {"Abogado", "Abogada"},
             {"Profesor", "Profesoară"},
             {"Vânzător", "Vânzătoare"},
             {"Contabil", "Contabilă"},
             {"Asistent medical", "Asistentă medicală"},
             {"Salesman", "Saleswoman"},
             {"Waiter", "Waitress"},
         }) {
        CAPTURE(man);
        CHECK(role(man, woman) == role(man, man));
        CHECK(role(woman, man) == role(man, man));
        CHECK(role(man, man) > 3);
        CHECK(role(man, "Gardener") < 1);
    }
}

TEST_CASE("degrees are read by the names they have in other countries") {
    CHECK(degree("Masterabschluss", "Ausbildung", "Master of Science, 2011") == 4);
    CHECK(degree("Master's degree", "Ausbildung", "Masterabschluss, 2011") == 4);
    CHECK(degree("Abgeschlossenes Hochschulstudium", "Ausbildung", "Bachelor of Arts, 2011") == 4);
    CHECK(degree("Abgeschlossene Berufsausbildung", "Bildungsweg", "Ausbildung zum Kaufmann, 2011") == 4);
    CHECK(degree("High school diploma", "Ausbildung", "Abitur, 2011") == 4);
    CHECK(degree("PhD", "Ausbildung", "Dr. rer. nat., 2011") == 4);
    CHECK(degree("Bac+5", "Formation", "Master, 2011") == 4);
    CHECK(degree("Bac+3", "Formation", "Bac +3, 2011") == 4);
    CHECK(degree("Bachelor's degree", "Formación", "Ingeniería Informática, 2011") == 4);
    CHECK(degree("Bachelor's degree", "Formación", "Título universitario, 2011") == 4);
    CHECK(degree("Bachelor's degree", "Studii", "Studii superioare, 2011") == 4);
    CHECK(degree("High school diploma", "Studii", "Diplomă de bacalaureat, 2011") == 4);
    // A heading is no degree.
    CHECK(degree("Bachelor's degree", "Ausbildung", "Kochkurs, 2011") == 0);
}

TEST_CASE("levels of a language are read in other languages") {
    auto const fluent = english("English: fluent"), intermediate = english("English: intermediate");
    auto const basic = english("English: basic"), native = english("English: native");
    for (auto const* line : {"Englisch: fließend in Wort und Schrift", "Englisch (verhandlungssicher)",
                             "Anglais : courant", "Inglés: avanzado", "Engleză: avansat", "Anglais : avancé"})
        CHECK_MESSAGE(english(line) == fluent, line);
    for (auto const* line : {"Englisch: gute Kenntnisse", "Anglais : intermédiaire", "Inglés: nivel medio",
                             "Engleză: mediu", "Anglais : bon niveau", "Inglés: bueno"})
        CHECK_MESSAGE(english(line) == intermediate, line);
    for (auto const* line :
         {"Englisch: Grundkenntnisse", "Anglais : notions", "Inglés: básico", "Engleză: elementar"})
        CHECK_MESSAGE(english(line) == basic, line);
    for (auto const* line :
         {"Englisch: Muttersprache", "Anglais : bilingue", "Inglés: bilingüe", "Engleză: limba maternă"})
        CHECK_MESSAGE(english(line) == native, line);
}

TEST_CASE("what years are asked for in is read in other languages") {
    auto const years = [](std::string const& asked, std::string const& entry) {
        return judged("Experience\n" + entry + ", Acme, 03/2015 - 03/2022\n", CriterionKind::experience,
                      asked)
            .score;
    };
    CHECK(years("Au moins 5 ans d'expérience en logistique", "Responsable logistique") == 4.8);
    CHECK(years("Al menos cinco años de experiencia en logística", "Responsable de logística") == 4.8);
    CHECK(years("Mindestens fünf Jahre Berufserfahrung als Buchhalter", "Buchhalterin") == 4.8);
    CHECK(years("5 ans d'expérience en tant que comptable", "Comptable") == 4.8);
    CHECK(years("Peste 5 ani de experiență ca inginer", "Inginer") == 4.8);
    CHECK(years("5 años de experiencia como contador", "Contadora") == 4.8);
}
