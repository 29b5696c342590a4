#include "offline/scoring_rules.hpp"

#include <string>

#include <doctest/doctest.h>

#include "offline/resume/resume_view.hpp"

using namespace ats;
using offline::Judgement;

namespace {

std::string const cook =
    "Ana Pop\n"
    "Pastry Cook\n"
    "ana@example.org\n"
    "\n"
    "Experience\n"
    "Pastry Cook, Hotel Alba, Jan 2019 – Present\n"
    "Baked wedding cakes and led chocolate work for banquets of 300 guests\n"
    "Planned menus with the kitchen team and ordered goods every week\n"
    "Baker, Corner Bakery, 2016-2018\n"
    "Baked bread and rolls from four in the morning on six days\n"
    "\n"
    "Education\n"
    "Diploma in Culinary Arts, City College, 2013 - 2016\n"
    "\n"
    "Skills\n"
    "Chocolate work, sugar art, food safety\n"
    "\n"
    "Languages\n"
    "Romanian (native), English (B2), Français courant\n";

Judgement judged(std::string const& resume, CriterionKind kind, std::string text,
                 std::optional<double> years = {}) {
    Criterion criterion;
    criterion.kind = kind;
    criterion.text = std::move(text);
    criterion.min_years = years;
    offline::ResumeView const view(resume, offline::month_of({2024, 1, 15}));
    auto const judgement = offline::judge(criterion, view);
    CHECK((judgement.score > 0) == !judgement.quotes.empty());
    CHECK(judgement.score * 10 == doctest::Approx(static_cast<int>(judgement.score * 10 + 0.5)));
    CHECK(judgement.score <= 5);
    CHECK(judgement.quotes.size() <= 3);
    for (auto const quote : judgement.quotes) {
        CHECK(resume.find(quote) != std::string::npos);
        CHECK(quote.size() <= 200);
    }
    CHECK_FALSE(judgement.reason.empty());
    return judgement;
}

double score(CriterionKind kind, std::string text, std::optional<double> years = {}) {
    return judged(cook, kind, std::move(text), years).score;
}

double skill(std::string const& resume, std::string text) {
    return judged(resume, CriterionKind::skill, std::move(text)).score;
}

}  // namespace

TEST_CASE("a skill that was used is worth more than one in a list, and that more than none") {
    CHECK(score(CriterionKind::skill, "Chocolate work") == 3.6);
    CHECK(score(CriterionKind::skill, "Sugar art") == 2.5);
    CHECK(score(CriterionKind::skill, "Welding") == 0);
    CHECK(judged(cook, CriterionKind::skill, "Sugar art").quotes.at(0) ==
          "Chocolate work, sugar art, food safety");
}

TEST_CASE("words that stand together are worth more than words apart") {
    std::string const apart =
        "Wrote risk reports for the insurer every single week of the year\n\n"
        "Later worked on the management of twelve branches in the north\n";
    CHECK(skill("Responsible for risk management of the whole insurer and its branches\n",
                "Risk management") == 3.2);
    CHECK(skill(apart, "Risk management") < 3);
    CHECK(skill(apart, "Risk management") > 0);
}

TEST_CASE("names with signs match as wholes") {
    CHECK(skill("Languages used at work: C++ and C#\n", "C++") > 2.9);
    CHECK(skill("Languages used at work: C and Java\n", "C++") == 0);
    CHECK(skill("Led the react team in a JavaScript shop\n", "Java") == 0);
    CHECK(skill("Skills\nNode.js, .NET\n", ".NET") == 2.5);
}

TEST_CASE("accents and case do not matter, plurals neither") {
    CHECK(skill("Skills\nGESTION DE PROJET, comptabilite\n", "comptabilité") == 2.5);
    CHECK(skill("Skills\nfinancial reports\n", "Financial report") == 2.5);
}

TEST_CASE("an abbreviation stands for its words") {
    CHECK(skill("Skills\nNLP, statistics\n", "Natural language processing") == 2.5);
    CHECK(skill("Skills\nNSP, statistics\n", "Night shift planning") > 1.5);
    CHECK(skill("Skills\nnsp lower case is no abbreviation\n", "Night shift planning") == 0);
}

TEST_CASE("a thing is found by its other names") {
    CHECK(skill("Skills\nLinux, k8s, Scrum\n", "Kubernetes") == 2.5);
    CHECK(skill("Skills\nLinux, Postgres, Scrum\n", "PostgreSQL") == 2.5);
    CHECK(skill("Skills\nEHR\n", "Electronic health records") == 2.5);
    CHECK(skill("Skills\nMS Excel, Word\n", "Microsoft Excel") == 2.5);
    CHECK(skill("Skills\ncontinuous integration and delivery\n", "CI/CD") == 2.5);
}

TEST_CASE("British and American spelling and hyphens make no difference") {
    CHECK(skill("Skills\npediatric care\n", "Paediatric care") == 2.5);
    CHECK(skill("Skills\nlabor law\n", "Labour law") == 2.5);
    CHECK(skill("Skills\non-boarding\n", "Onboarding") == 2.5);
}

TEST_CASE("a name that is an everyday word counts where its neighbours make it a name") {
    CHECK(skill("Skills\nGo, Python, SQL\n", "Go") == 2.5);
    CHECK(skill("Skills\nR, SAS, Excel\n", "R") == 2.5);
    CHECK(skill("Experience\nBuilt the reports of three plants in Excel each week.\n", "Excel") == 3.2);
    CHECK(skill("Experience\nLed the go-to-market of tea and would go the extra mile.\n", "Go") == 0);
    CHECK(skill("Experience\nManaged the R&D budget and the stores of Building R.\n", "R") == 0);
    CHECK(skill("Summary\nI excel at calming down guests who are angry.\n", "Excel") == 0);
    CHECK(skill("Experience\nScraped rusty hulls and changed springs of old ships.\n", "Rust") == 0);
}

TEST_CASE("repeating a word pays no more than using it in three places") {
    std::string honest;
    for (int i = 0; i < 3; ++i)
        honest +=
            "Maintained the payroll of " + std::to_string(40 + i) + " people in two plants\n\nand more\n\n";
    std::string stuffed = honest;
    for (int i = 0; i < 500; ++i)
        stuffed += "payroll payroll payroll payroll payroll payroll payroll payroll\n";
    CHECK(skill(stuffed, "Payroll") - skill(honest, "Payroll") <= 0.4);
}

TEST_CASE("the role is looked for in titles, recent ones first") {
    auto const present = score(CriterionKind::role, "Pastry Cook");
    auto const past = score(CriterionKind::role, "Baker");
    CHECK(present >= 4);
    CHECK(past < present);
    CHECK(past > 2);
    CHECK(score(CriterionKind::role, "Senior Pastry Cook") > 3.5);
    CHECK(score(CriterionKind::role, "Electrician") == 0);
    CHECK(score(CriterionKind::role, "Bakers and Confectioners") == past);
    CHECK(score(CriterionKind::role, "Baker and Tailor") < past);
}

TEST_CASE("years come from periods of work, not of study") {
    // Jan 2019 to Jan 2024 are 61 months, 2016-2018 are 24.
    auto const judgement = judged(cook, CriterionKind::experience, "5 years of experience", 5);
    CHECK(judgement.score == 4.8);
    CHECK(judgement.reason ==
          "About 7.1 years of experience are shown by date ranges; 5 are asked "
          "for.");
    CHECK(judgement.quotes.at(0) == "Pastry Cook, Hotel Alba, Jan 2019 – Present");
    CHECK(score(CriterionKind::experience, "20 years of experience", 20) == 1.4);
}

TEST_CASE("years count for the entries that name what they are asked for in") {
    // Jan 2019 to Jan 2024 are 61 months; the bakery of 2016-2018 never names chocolate.
    auto const judgement = judged(cook, CriterionKind::experience, "5+ years of chocolate work", 5);
    CHECK(judgement.score == 4);
    CHECK(judgement.reason ==
          "About 5.1 years of experience are shown by date ranges in entries that name "
          "it; "
          "5 are asked for.");
    CHECK(score(CriterionKind::experience, "4 years of bread", 4) == 2);
    CHECK(score(CriterionKind::experience, "5+ years of welding", 5) == 0);
    CHECK(score(CriterionKind::experience, "5+ years of experience as Pastry Cook", 5) == 4);
}

TEST_CASE("years of a skill that only stands in a list are worth little") {
    auto const judgement = judged(cook, CriterionKind::experience, "5 years of sugar art", 5);
    // Known from a list: 2.5 of 3.5, squared, times 0.6 of the 4.8 that 7.1 years would be.
    CHECK(judgement.score == 1.5);
    CHECK(judgement.reason.find("no dated entry shows that they were in this field") != std::string::npos);
}

TEST_CASE("years that are only stated are weaker evidence") {
    std::string const stated = "Cook with 10 years of experience\n";
    auto const judgement = judged(stated, CriterionKind::experience, "10 years of experience", 10);
    CHECK(judgement.score == 2.8);
    CHECK(judgement.quotes.at(0) == "Cook with 10 years of experience");
}

TEST_CASE("degrees compare by level and field") {
    std::string const resume = "Education\nB.Sc. in Computer Science, State University, 2015\n";
    auto const education = [&](std::string text) {
        return judged(resume, CriterionKind::education, std::move(text)).score;
    };
    CHECK(education("Bachelor's degree in Computer Science") == 4);
    CHECK(education("Bachelor's degree") == 4);
    CHECK(education("High school diploma") > 4);
    CHECK(education("Bachelor's degree in Nursing") == 1.5);
    CHECK(education("Master's degree in Computer Science") == 1.5);
    CHECK(education("PhD in Computer Science") == 0.3);
    CHECK(judged("Scrum master and sales associate\n", CriterionKind::education, "Master's degree").score ==
          0);
}

TEST_CASE("languages compare by level") {
    CHECK(score(CriterionKind::language, "Romanian") > 4);
    CHECK(score(CriterionKind::language, "English (B2)") == 4.2);
    CHECK(score(CriterionKind::language, "Fluent French") == 4.2);
    CHECK(score(CriterionKind::language, "Fluent English") == 2.5);
    CHECK(score(CriterionKind::language, "Japanese") == 0);
}

TEST_CASE("a criterion without a kind is judged by its words") {
    CHECK(score(CriterionKind::other, "5+ years of chocolate work") == 4);
    CHECK(score(CriterionKind::other, "English (B2)") == 4.2);
    CHECK(score(CriterionKind::other, "Sugar art") == 2.5);
}

TEST_CASE("hostile resumes do no harm") {
    constexpr std::size_t size = 1 << 16;
    for (auto const& resume :
         {std::string(size, 'a'), std::string(size, '\n'), std::string(size, '\xFF'), std::string()}) {
        CHECK(skill(resume, "a b c") == 0);
    }
    std::string words;
    while (words.size() < size) words += "payroll and ledger work ";
    CHECK(skill(words, "payroll and ledger work") > 2);
    CHECK(judged(words, CriterionKind::role, "payroll clerk").score < 5);
}

namespace {

std::string const sailmaker =
    "Ida Holm\n"
    "Sailmaker\n"
    "\n"
    "Experience\n"
    "Sailmaker, Harbour Loft, 2015 - 2023\n"
    "Cut racing sails with Sailpack 12 and sewed them on a Durkopp machine for clubs\n"
    "Wrote the tools that nest panels in C++17 and later in Python3 for two cutters\n"
    "Designed the REST APIs that the loft in the next town used for its orders\n"
    "\n"
    "Skills\n"
    "PostgreSQL, Zund, hand splicing\n"
    "\n"
    "Certifications\n"
    "Certified Rigging Inspector (CRI), 2019\n";

double shown(std::string text, CriterionKind kind = CriterionKind::skill) {
    return judged(sailmaker, kind, std::move(text)).score;
}

}  // namespace

TEST_CASE("years in a name count with any of its versions") {
    auto const judgement = judged(sailmaker, CriterionKind::experience,
                                  "3 years of experience with modern C++ (C++20 or newer)", 3);
    CHECK(judgement.score == 5);
    CHECK(judgement.quotes.at(0) ==
          "Wrote the tools that nest panels in C++17 and later in Python3 for two cutters");
    CHECK(shown("C++") == 3.2);
    CHECK(shown("Python 3.11") == 3.2);
    CHECK(shown("Sailpack 14") == 3.2);
}

TEST_CASE("any of several alternatives is all that is asked for") {
    CHECK(shown("Plotters such as Zund or Lectra") == 2.5);
    CHECK(shown("Cutting plotters (e.g. Lectra, Zund)") == 2.5);
    CHECK(shown("Splicing, like Zund or Lectra") == 2.5);
    CHECK(shown("Lectra or Zund") == 2.5);
    CHECK(shown("Lectra/Zund") == 2.5);
    CHECK(shown("Lectra or Gerber") == 0);
    auto const judgement = judged(sailmaker, CriterionKind::skill, "Plotters such as Zund or Lectra");
    CHECK(judgement.reason == "'Zund' stands in a list.");
}

TEST_CASE("what is asked for together is judged part by part") {
    auto const both = judged(sailmaker, CriterionKind::skill, "Zund and Sailpack in production");
    CHECK(both.reason == "The resume shows 'Zund' and 'Sailpack'.");
    CHECK(both.quotes.size() == 2);
    CHECK(both.score > 2.8);
    auto const one = judged(sailmaker, CriterionKind::skill, "Zund and Lectra");
    CHECK(one.reason == "The resume shows 'Zund', but not 'Lectra'.");
    CHECK(judged(sailmaker, CriterionKind::skill, "Zund (plotter), Lectra").reason == one.reason);
    CHECK(one.score > 0.5);
    CHECK(one.score < 2.5);
}

TEST_CASE("circumstances do not hide what is named") {
    CHECK(shown("Solid Python for services and tooling") == 3.2);
    CHECK(shown("Confident on Zund, including setup and repair") == 2.5);
    CHECK(shown("Experience designing and running REST APIs") > 2.5);
    CHECK(shown("Hand splicing as everyday practice") == 2.5);
}

TEST_CASE("an abbreviation inside a name shows part of it") {
    CHECK(shown("SQL") > 0.4);
    CHECK(shown("SQL") < 2);
    CHECK(shown("SQL and harpoon databases") > 0);
    CHECK(shown("Post") == 0);
}

TEST_CASE("a certificate that is named is all that was asked for") {
    auto const certificate = [](std::string text) {
        return shown(std::move(text), CriterionKind::certification);
    };
    CHECK(certificate("Certified Rigging Inspector (CRI) or a comparable safety certification") == 5);
    CHECK(certificate("Certified Rigging Inspector") == 5);
    CHECK(certificate("CRI") == 5);
    CHECK(certificate("Certified Sailpack Operator") < 2);
    CHECK(certificate("Forklift license") == 0);
    CHECK(certificate("Welding Supervisor (WS) certification or other certifications") < 2);
}

namespace {

struct Abroad {
    char const* language;
    std::string resume;
    char const* years;  ///< Asks for years in the occupation.
    char const* degree;
    char const* english;
};

// The same career in four languages: in the occupation since March 2015, a first degree, fluent English.
Abroad const abroad[] = {
    {"German",
     "Jana M\u00FCller\n\nBerufserfahrung\nBuchhalterin, Muster GmbH, M\u00E4rz 2015 \u2013 heute\n- "
     "Jahresabschluss\n"
     "Kellnerin, Beispiel AG, 09/2010 \u2013 Feb. 2015\n\nAusbildung\nBachelor of Arts, Universit\u00E4t "
     "K\u00F6ln, "
     "2007 \u2013 2010\n\nSprachen\nDeutsch (Muttersprache), Englisch (flie\u00DFend)\n",
     "5 Jahre Erfahrung als Buchhalterin", "Bachelor", "Flie\u00DFend Englisch"},
    {"French",
     "\u00C9lodie Lef\u00E8vre\n\nExp\u00E9rience professionnelle\nComptable, Exemple SA, mars 2015 \u2013 "
     "aujourd'hui\n"
     "- Cl\u00F4ture annuelle\nServeuse, Test, sept. 2010 \u2013 f\u00E9vr. 2015\n\nFormation\nLicence en "
     "gestion, "
     "Universit\u00E9 de Lyon, 2007 \u2013 2010\n\nLangues\nFran\u00E7ais (langue maternelle), anglais "
     "(courant)\n",
     "5 ans d'exp\u00E9rience comme comptable", "Licence", "Anglais courant"},
    {"Spanish",
     "Luc\u00EDa G\u00F3mez\n\nExperiencia laboral\nContable, Ejemplo SL, marzo de 2015 \u2013 actualidad\n- "
     "Cierre anual\n"
     "Camarera, Prueba SA, sept. 2010 \u2013 feb. 2015\n\nEducaci\u00F3n\nGrado en Empresas, Universidad de "
     "Sevilla, "
     "2007 \u2013 2010\n\nIdiomas\nEspa\u00F1ol (nativo), ingl\u00E9s (fluido)\n",
     "5 a\u00F1os de experiencia como contable", "Bachelor's degree", "Ingl\u00E9s fluido"},
    {"Romanian",
     "\u0218tefania Ionescu\n\nExperien\u021B\u0103 profesional\u0103\nContabil\u0103, Exemplu SRL, martie "
     "2015 \u2013 "
     "prezent\n- \u00CEnchidere anual\u0103\nOsp\u0103tar, Test SA, sept. 2010 \u2013 feb. "
     "2015\n\nEduca\u021Bie\n"
     "Licen\u021B\u0103 \u00EEn contabilitate, Universitatea din Cluj, 2007 \u2013 2010\n\nLimbi "
     "str\u0103ine\n"
     "Rom\u00E2n\u0103 (limba matern\u0103), englez\u0103 (fluent)\n",
     "5 ani de experien\u021B\u0103 ca contabil\u0103", "Licen\u021B\u0103", "Englez\u0103 fluent"},
};

}  // namespace

TEST_CASE("years, degrees and languages are read in German, French, Spanish and Romanian") {
    for (auto const& each : abroad) {
        CAPTURE(each.language);
        auto const years = judged(each.resume, CriterionKind::experience, each.years, 5.0);
        CHECK(years.score == 5);
        CHECK(years.reason.find("About 8.9 years") == 0);  // Waiting at tables is left out.
        CHECK(judged(each.resume, CriterionKind::education, each.degree).score == 4);
        CHECK(judged(each.resume, CriterionKind::language, each.english).score == 4.2);
        CHECK(judged(each.resume, CriterionKind::language, "Fluent English").score == 4.2);
    }
}

TEST_CASE("a title counts for less below the level asked for, least when it is somebody else's") {
    auto const held = [](std::string const& title, std::string const& asked) {
        return judged("Ada Brook\nada@example.org\n\nExperience\n" + title +
                          ", Lumo Ltd, 2019 - present\nAll that comes with it for the people of the house.\n",
                      CriterionKind::role, asked)
            .score;
    };
    CHECK(held("Store Manager", "Store Manager") > held("Assistant Store Manager", "Store Manager") + 0.3);
    CHECK(held("Assistant Store Manager", "Store Manager") >
          held("Assistant to the Store Manager", "Store Manager") + 0.3);
    CHECK(held("Accountant", "Senior Accountant") > held("Accountant Trainee", "Senior Accountant") + 0.3);
    CHECK(held("Sr. Software Engineer", "Senior Software Engineer") ==
          held("Senior Software Engineer", "Senior Software Engineer"));
    CHECK(held("Trainee Accountant", "Trainee Accountant") == held("Accountant", "Accountant"));
}

TEST_CASE("words of one root that mean other work are no part of a title") {
    auto const held = [](std::string const& title, std::string const& asked) {
        return judged("Experience\n" + title + ", Lumo Ltd, 2019 - present\n", CriterionKind::role, asked)
            .score;
    };
    CHECK(held("Nursery Worker", "Nurse") == 0);
    CHECK(held("Intern", "Internal Auditor") == 0);
    CHECK(held("Production Manager", "Product Manager") < held("Product Manager", "Product Manager") - 1);
}

TEST_CASE("states, schools and ranks of certificates are no degrees") {
    auto const education = [](std::string const& resume, std::string const& asked) {
        return judged(resume, CriterionKind::education, asked).score;
    };
    CHECK(education("Education\nBA History, Larkfield College, Boston, MA, 2015\n", "Master's degree") ==
          1.5);
    CHECK(education("Education\nBA, MA, Larkfield College, 2015\n", "Master's degree") == 4);
    CHECK(education("Education\nCertified Scrum Master, 2019\n", "Master's degree") == 0);
    CHECK(education("Experience\nPorter, Larkfield MBA School, 2015 - 2019\n", "MBA") == 0);
    CHECK(education("Education\nBacharelado em Administração, 2015\n", "Bachelor's degree") == 4);
}

TEST_CASE("a field of study is found by its initials") {
    auto const education = [](std::string const& resume, std::string const& asked) {
        return judged(resume, CriterionKind::education, asked).score;
    };
    CHECK(education("Education\nBS CS, Larkfield College, 2015\n", "Bachelor's degree in Computer Science") ==
          4);
    CHECK(education("Education\nB.E. (EEE), Larkfield College\n",
                    "Bachelor's degree in Electrical Engineering") == 4);
    CHECK(education("Education\nBS History, Larkfield College\n", "Bachelor's degree in Computer Science") ==
          1.5);
}
