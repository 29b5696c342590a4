#include "offline/job/criteria_rules.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace ats;
using offline::propose_criteria;

namespace {

// "must skill: Excel" for each criterion, a line each.
std::string listing(std::string_view job_description) {
    std::string all;
    for (auto const& criterion : propose_criteria(job_description)) {
        all += std::string(to_string(criterion.importance)) + ' ' + std::string(to_string(criterion.kind)) +
               ": " + criterion.text;
        if (criterion.min_years) all += " [" + std::to_string(static_cast<int>(*criterion.min_years)) + ']';
        all += '\n';
    }
    return all;
}

}  // namespace

TEST_CASE("headings and bullets decide what is asked for and how much") {
    CHECK(listing("Pastry Cook\n\nAbout us\nWe bake since 1920 and love experience.\n\nYour duties\n- Bake "
                  "cakes\n\n"
                  "Requirements\n- 3+ years in a hotel kitchen\n- Vocational diploma\n- Chocolate work\n- "
                  "Food safety\n\n"
                  "Nice to have\n- Sugar art\n\nWhat we offer\n- Free lunch\n") ==
          "must role: Pastry Cook\n"
          "must experience: 3+ years in a hotel kitchen [3]\n"
          "must education: Vocational diploma\n"
          "must skill: Chocolate work\n"
          "must skill: Food safety\n"
          "nice skill: Sugar art\n");
}

TEST_CASE("prose is read sentence by sentence") {
    CHECK(
        listing(
            "We are looking for an experienced School Nurse to care for 400 pupils. You must have a minimum "
            "of 2 "
            "years of experience and hold the following: Bachelor's degree in Nursing. Candidates need solid "
            "hands-on skills in Triage, Wound care, Health records and Vaccination planning. Knowledge of "
            "Spanish "
            "history, Paediatrics or Counselling would be a plus but is not required. We offer a pension.") ==
        "must role: School Nurse\n"
        "must experience: minimum of 2 years of experience as School Nurse [2]\n"
        "must education: Bachelor's degree in Nursing\n"
        "must skill: Triage\n"
        "must skill: Wound care\n"
        "must skill: Health records\n"
        "must skill: Vaccination planning\n"
        "nice skill: Spanish history\n"
        "nice skill: Paediatrics\n"
        "nice skill: Counselling\n");
}

TEST_CASE("a list becomes several criteria, an alternative of degrees one") {
    CHECK(
        listing(
            "Accountant\nRequirements\n- Bachelor's degree in Accounting or Finance\n- Excel, SAP and IFRS\n"
            "- Strong knowledge of payroll, tax returns and A/B ledgers\n- Python and SQL\n"
            "- Training and development\n") ==
        "must role: Accountant\n"
        "must education: Bachelor's degree in Accounting or Finance\n"
        "must skill: Excel\nmust skill: SAP\nmust skill: IFRS\n"
        "must skill: payroll\nmust skill: tax returns\nmust skill: A/B ledgers\n"
        "must skill: Python\nmust skill: SQL\n"
        "must skill: Training and development\n");
}

TEST_CASE("wording overrides the section") {
    CHECK(listing("Electrician\nQualifications\n- Bachelor's degree required, MBA preferred\n- PLC wiring is "
                  "a plus\n") ==
          "must role: Electrician\n"
          "must education: Bachelor's degree\n"
          "nice education: MBA\n"
          "nice skill: PLC wiring\n");
}

TEST_CASE("years and a degree in one line are two criteria") {
    CHECK(listing("Requirements:\n- 5 years of retail experience and a bachelor's degree\n") ==
          "must experience: 5 years of retail experience [5]\n"
          "must education: bachelor's degree\n");
}

TEST_CASE("languages, certificates and conditions are told apart") {
    CHECK(
        listing(
            "Requirements\n- Fluent German and English\n- Valid CPR certification\n- Willing to travel\n") ==
        "must language: Fluent German and English\n"
        "must certification: Valid CPR certification\n"
        "must other: Willing to travel\n");
}

TEST_CASE("duties stand in where requirements are missing") {
    CHECK(listing("Gardener\nDuties\n- Prune the old fruit trees\n- Mow the lawns weekly\n") ==
          "must role: Gardener\n"
          "should skill: Prune the old fruit trees\n"
          "should skill: Mow the lawns weekly\n");
}

TEST_CASE("lines broken by the page's width are joined") {
    std::string const text =
        "Requirements\n- Experience in supervising construction sites of more\n  than one hundred workers\n- "
        "Surveying\n";
    auto const criteria = propose_criteria(text);
    REQUIRE(criteria.size() == 2);
    CHECK(criteria[0].text ==
          "Experience in supervising construction sites of more than one hundred workers");
    CHECK(criteria[0].source ==
          "Experience in supervising construction sites of more\n  than one hundred workers");
    CHECK(criteria[1].text == "Surveying");
}

TEST_CASE("a source is a part of the job description") {
    std::string const text =
        "# Job title: Tutor (m/f/d)\n**Skills:** Algebra; Geometry\nRequirements: patience; tact.";
    for (auto const& criterion : propose_criteria(text))
        CHECK(text.find(criterion.source) != std::string::npos);
    CHECK(listing(text) ==
          "must role: Tutor\nmust skill: Algebra\nmust skill: Geometry\nmust skill: patience\nmust skill: "
          "tact\n");
}

TEST_CASE("headings in other languages are known") {
    CHECK(listing("Koch (m/w/d)\n\nAufgaben\n- Kochen\n\nIhr Profil\n- Mindestens 3 Jahre Berufserfahrung\n- "
                  "HACCP\n- "
                  "Grill\n- Saucen\n") ==
          "must role: Koch\n"
          "must experience: Mindestens 3 Jahre Berufserfahrung as Koch [3]\n"
          "must certification: HACCP\n"
          "must skill: Grill\n"
          "must skill: Saucen\n");
}

TEST_CASE("repeated requirements count once and lists stay readable") {
    CHECK(propose_criteria("Requirements\n- Excel\n- excel\n- EXCEL.\n").size() == 1);
    std::string many = "Requirements\n";
    for (int i = 0; i < 200; ++i) many += "- Topic" + std::to_string(i) + "\n";
    CHECK(propose_criteria(many).size() == 30);
}

TEST_CASE("text without requirements gives no criteria, hostile text no harm") {
    CHECK(propose_criteria("").empty());
    CHECK(propose_criteria("\n\n---\n").empty());
    CHECK(propose_criteria(std::string(1 << 15, 'x')).empty());
    CHECK(propose_criteria("Requirements\n" + std::string(1 << 15, ',')).empty());
    CHECK(propose_criteria("Requirements: " + std::string(1 << 15, '(') + "a").size() <= 1);
    std::string commas = "Requirements: ";
    for (int i = 0; i < 2'000; ++i) commas += "a and 5 years, ";
    CHECK(propose_criteria(commas).size() <= 30);
}

TEST_CASE("what only limits another word is no criterion of its own") {
    CHECK(listing("Requirements\n- Fluent English, written and spoken\n") ==
          "must language: Fluent English, written and spoken\n");
    CHECK(listing("Requirements\n- Embroidery, lace or similar\n- Verbal\n- A related field\n") ==
          "must skill: Embroidery, lace or similar\n");
}

TEST_CASE("years in a similar role are years in the role") {
    CHECK(listing("Florist\n\nRequirements\n- 2 years in a similar role\n") ==
          "must role: Florist\n"
          "must experience: 2 years in a similar role as Florist [2]\n");
}

TEST_CASE("a name that a requirement holds already is no criterion of its own") {
    CHECK(listing(
              "Backend Engineer\nOur engine is written in Rust.\nRequirements\n- 3 years of experience with "
              "modern C++\n- Solid Python for services and tooling\n- Experience designing REST APIs\n") ==
          "must role: Backend Engineer\n"
          "must experience: 3 years of experience with modern C++ [3]\n"
          "must skill: Solid Python for services and tooling\n"
          "must experience: Experience designing REST APIs\n");
}

TEST_CASE("what is asked for together is told apart, with its circumstance") {
    CHECK(listing(
              "Engineer\nRequirements\n- Docker and Kubernetes in production\n- Training and development of "
              "staff\n- Good knowledge of SQL and relational databases, preferably PostgreSQL\n"
              "- CMake and experience with packaging C++ libraries\n- Knowledge and experience of payroll\n"
              "- Bachelor's degree, preferably in Computer Science\n") ==
          "must role: Engineer\n"
          "must skill: Docker in production\n"
          "must skill: Kubernetes in production\n"
          "must skill: Training and development of staff\n"
          "must skill: SQL\n"
          "must skill: relational databases\n"
          "nice skill: PostgreSQL\n"
          "must skill: CMake\n"
          "must experience: experience with packaging C++ libraries\n"
          "must experience: Knowledge and experience of payroll\n"
          "must education: Bachelor's degree, preferably in Computer Science\n");
}

TEST_CASE("a sentence is cut where it begins to ask, and each thing it asks for stands alone") {
    CHECK(listing(
              "We are looking for a motivated colleague with a master's degree in botany or equivalent.\n"
              "You have good knowledge of seed storage and have already gained experience with greenhouses.\n"
              "Our founders have 20 years of experience in the trade.\n") ==
          "should education: master's degree in botany or equivalent\n"
          "should skill: seed storage\n"
          "should skill: greenhouses\n");
    CHECK(listing("Experience with loom weaving and a sound understanding of natural dyes is essential.") ==
          "must experience: Experience with loom weaving\n"
          "must skill: natural dyes\n");
    CHECK(listing("Baker\nYou must have a valid hygiene certificate and have run a small bakery.\n") ==
          "must role: Baker\n"
          "must certification: valid hygiene certificate\n"
          "must skill: run a small bakery\n");
}

TEST_CASE("entries that share a line are told apart") {
    CHECK(listing("Requirements\nForklift licence \u2022 Cold storage \u2022 Stock counts\n") ==
          "must certification: Forklift licence\n"
          "must skill: Cold storage\n"
          "must skill: Stock counts\n");
    CHECK(listing(
              "Requirements\nKnowledge of payroll software Experience with tax returns Fluent in Dutch\n") ==
          "must skill: payroll software\n"
          "must experience: Experience with tax returns\n"
          "must language: Fluent in Dutch\n");
    CHECK(listing("Clinical Dietitian. Requirements: menu planning; food allergies. Nice to have: sports "
                  "nutrition. "
                  "What we offer: free lunch.") ==
          "must skill: menu planning\n"
          "must skill: food allergies\n"
          "nice skill: sports nutrition\n");
}

TEST_CASE("a text of one line is a requirement, keywords or a title, by its words") {
    CHECK(listing("Experience with beehives") == "should experience: Experience with beehives\n");
    CHECK(listing("pruning, grafting, irrigation") ==
          "must skill: pruning\nmust skill: grafting\nmust skill: irrigation\n");
    CHECK(listing("Harbour Pilot") == "must role: Harbour Pilot\n");
}

TEST_CASE("names behind an introduction are told apart, pairs of words that belong together are not") {
    CHECK(
        listing(
            "Requirements\n- Experience with Spark and Kafka\n- Health and Safety\n- Knowledge of seed banks "
            "(cold storage) and soil chemistry\n- Ability to plan, organise and document field trials\n") ==
        "must skill: Spark\n"
        "must skill: Kafka\n"
        "must skill: Health and Safety\n"
        "must skill: seed banks (cold storage)\n"
        "must skill: soil chemistry\n"
        "must skill: Ability to plan, organise and document field trials\n");
}

TEST_CASE("each remark about importance belongs to what stands before it") {
    CHECK(listing("Requirements\n- Sugar work is essential and chocolate work would be a bonus\n"
                  "- Ice sculpture would be lovely but isn't essential\n") ==
          "must skill: Sugar work\n"
          "nice skill: chocolate work\n"
          "nice skill: Ice sculpture\n");
}

TEST_CASE("a name in several words is one, and neither the employer nor a rank of it") {
    CHECK(listing("Florist\nRequirements\n- You know how to work with Royal Flower Board standards\n\n"
                  "About us\nACME GmbH is listed at the NYSE.\n") ==
          "must role: Florist\n"
          "must skill: know how to work with Royal Flower Board standards\n");
}

TEST_CASE("beside an age the rest of a requirement stays") {
    CHECK(listing("Clerk\nRequirements\n- Native German speaker, under 30 years of age\n- Typing\n") ==
          "must role: Clerk\n"
          "must language: Native German speaker\n"
          "must skill: Typing\n");
}

TEST_CASE("age, applications and study places are no requirements") {
    CHECK(listing("Courier\nRequirements\nYou must be at least 21 years of age, have a valid driving licence "
                  "and know "
                  "the city.\nAll applicants must submit a cover letter.\nA bachelor programme may "
                  "substitute for one "
                  "year of experience.\nThe PhD student will help you.\n") ==
          "must role: Courier\n"
          "must certification: valid driving licence and know the city\n");
}

TEST_CASE("the title is found in several layouts") {
    auto const title = [](std::string_view text) {
        auto const criteria = propose_criteria(text);
        return criteria.empty() || criteria[0].kind != CriterionKind::role ? std::string() : criteria[0].text;
    };
    CHECK(title("St. Mary's Hospital\nRegistered Midwife - Nights\nLocation: Cork\n") ==
          "Registered Midwife");
    CHECK(
        title("F\u00fcr unseren Standort suchen wir einen\n\nSchreiner (m/w/d)\n\nIhr Profil\n- Hobeln\n") ==
        "Schreiner");
    CHECK(title("Harbour Pilot (4+ yrs)\nGuide ships.\n") == "Harbour Pilot");
    CHECK(title("PASTRY COOK WANTED\nCome and bake.\n") == "PASTRY COOK");
    CHECK(title("We are hiring! Stage Carpenter\n") == "Stage Carpenter");
    CHECK(title("Nous recherchons une couturi\u00e8re ou un couturier pour notre atelier.") ==
          "couturi\u00e8re");
    CHECK(title("Buscamos un jardinero con 2 a\u00f1os de experiencia.") == "jardinero");
    CHECK(title("Comptable (H/F) - CDI\nProfil\n- Excel\n") == "Comptable");
}

TEST_CASE("German, French, Spanish and Romanian requirements are read") {
    CHECK(listing("G\u00e4rtner (m/w/d)\n\nWas wir Ihnen bieten:\n- Urlaub\n\nIhre Qualifikationen\n- "
                  "Abgeschlossene "
                  "Ausbildung als G\u00e4rtner\n- Sehr gute Kenntnisse in Excel und SAP\n- F\u00fchrerschein "
                  "Klasse B "
                  "zwingend erforderlich\n- Idealerweise Erfahrung mit Baumschulen\n") ==
          "must role: G\u00e4rtner\n"
          "must education: Abgeschlossene Ausbildung als G\u00e4rtner\n"
          "must skill: Excel\n"
          "must skill: SAP\n"
          "must certification: F\u00fchrerschein Klasse B\n"
          "nice experience: Erfahrung mit Baumschulen\n");
    CHECK(
        listing("Fleuriste (H/F)\n\nProfil recherch\u00e9 :\n- Dipl\u00f4me Bac+2 minimum\n- Au moins 2 ans "
                "d'exp\u00e9rience en boutique\n- Ma\u00eetrise d'Excel et de Sage obligatoire\n- L'anglais "
                "serait un "
                "plus\n") ==
        "must role: Fleuriste\n"
        "must education: Dipl\u00f4me Bac+2 minimum\n"
        "must experience: Au moins 2 ans d'exp\u00e9rience en boutique [2]\n"
        "must skill: Excel\n"
        "must skill: Sage\n"
        "nice language: L'anglais\n");
    CHECK(listing(
              "Puesto: Panadero\n\nRequisitos:\n- Carnet de manipulador imprescindible\n- Dominio de Excel y "
              "Contaplus\n\nSe valorar\u00e1:\n- Reposter\u00eda\n\nOfrecemos:\n- Contrato\n") ==
          "must role: Panadero\n"
          "must certification: Carnet de manipulador\n"
          "must skill: Excel\n"
          "must skill: Contaplus\n"
          "nice skill: Reposter\u00eda\n");
    CHECK(
        listing(
            "Brutar (M/F)\n\nCerin\u021be:\n- Studii medii\n- Minim 2 ani experien\u021b\u0103\n\nConstituie "
            "avantaj:\n- Permis de conducere categoria B\n\nBeneficii:\n- Tichete\n") ==
        "must role: Brutar\n"
        "must education: Studii medii\n"
        "must experience: Minim 2 ani experien\u021b\u0103 as Brutar [2]\n"
        "nice certification: Permis de conducere categoria B\n");
}

TEST_CASE("job descriptions of thousands of bullets or of signs only end in few criteria or none") {
    std::string bullets = "Requirements\n";
    for (int i = 0; i < 2'000; ++i) bullets += "- Work with ToPic" + std::to_string(i) + "\n";
    CHECK(propose_criteria(bullets).size() == 30);
    std::string signs = "We are hiring: ";
    for (int i = 0; i < 20'000; ++i) signs += "! ";
    CHECK(propose_criteria(signs).empty());
}

TEST_CASE("a list without a heading is read by its words") {
    CHECK(listing("Plumber\n\n- NVQ level 3\n- Clean driving licence\n- Own tools\n"
                  "- Company pension\n- 25 days holiday\n") ==
          "must role: Plumber\n"
          "should skill: NVQ level 3\nshould certification: Clean driving licence\n"
          "should skill: Own tools\n");
}

TEST_CASE("pay, benefits, place and what is not needed are no criteria, whatever heading they stand under") {
    CHECK(listing("Carer\nRequirements\n- First aid certificate\n- Hybrid, 3 days on site\n"
                  "- $80,000-$95,000\n- No agencies please\n- Pension\n- No degree required\n") ==
          "must role: Carer\nmust certification: First aid certificate\n");
}

TEST_CASE("words of benefits that are the job stay") {
    CHECK(listing("Dental Nurse\nRequirements\n- Registered dental nurse\n- Work on a maternity ward\n"
                  "- Experience of arranging interviews\n") ==
          "must role: Dental Nurse\nmust certification: Registered dental nurse\n"
          "must skill: Work on a maternity ward\nmust experience: Experience of arranging interviews\n");
}

TEST_CASE("a title is found beside other things in its line") {
    CHECK(listing("JAVA DEVELOPER - we need someone to look after our shop and all that belongs to it\n") ==
          "must role: JAVA DEVELOPER\n");
    CHECK(listing("REMOTE - Construction Project Manager\nRequirements\n- Revit\n") ==
          "must role: Construction Project Manager\nmust skill: Revit\n");
    CHECK(listing("Position: Night Porter Location: Larkfield\nRequirements\n- Revit\n") ==
          "must role: Night Porter\nmust skill: Revit\n");
    CHECK(listing("We are hiring!\nTest Engineer\nRequirements\n- Revit\n") ==
          "must role: Test Engineer\nmust skill: Revit\n");
}

TEST_CASE("headings of Dutch and Polish adverts are known") {
    CHECK(listing("Lasser\nWat wij vragen\n- Revit\nWat wij bieden\n- Goed salaris\n") ==
          "must role: Lasser\nmust skill: Revit\n");
    CHECK(listing("Spawacz\nWymagania\n- Revit\nOferujemy\n- Karta sportowa\n") ==
          "must role: Spawacz\nmust skill: Revit\n");
}

TEST_CASE("what is asked for twice in other words is one criterion") {
    CHECK(
        listing("Recruiter\nRequirements\n- 3+ years of recruiting experience\n"
                "- At least three years' experience in recruiting\n- Managing budgets\n- Budget management\n"
                "- 5 years of recruiting experience\n") ==
        "must role: Recruiter\nmust experience: 3+ years of recruiting experience [3]\n"
        "must skill: Managing budgets\nmust experience: 5 years of recruiting experience [5]\n");
}

TEST_CASE("lists without a heading are read by the words of nine languages") {
    CHECK(listing(
              "Tischler (m/w/d)\n\n- Abgeschlossene Ausbildung\n- F\u00fchrerschein Klasse B\n- Firmenwagen\n"
              "- Wir freuen uns auf Ihre Bewerbung\n") ==
          "must role: Tischler\nshould education: Abgeschlossene Ausbildung\n"
          "should certification: F\u00fchrerschein Klasse B\n");
    CHECK(listing("Magazynier\n\n- Uprawnienia na w\u00f3zki wid\u0142owe\n- Do\u015bwiadczenie w magazynie\n"
                  "- Karta sportowa\n- Wynagrodzenie: 5000 z\u0142\n") ==
          "must role: Magazynier\nshould certification: Uprawnienia na w\u00f3zki wid\u0142owe\n"
          "should experience: Do\u015bwiadczenie w magazynie\n");
    CHECK(listing("Kok\n\n- Diploma kok\n- Ervaring in een hotel\n- Reiskostenvergoeding\n- Stuur je cv naar "
                  "Jan\n") ==
          "must role: Kok\nshould education: Diploma kok\nshould experience: Ervaring in een hotel\n");
}

TEST_CASE("what is only wished for is told in nine languages") {
    CHECK(listing("Kok\nEisen\n- Kennis van vis is een pre\n- Rijbewijs B\n") ==
          "must role: Kok\nnice skill: vis\nmust certification: Rijbewijs B\n");
    CHECK(listing("Cuoco\nRequisiti\n- Gradita esperienza in pasticceria\n- Attestato HACCP\n") ==
          "must role: Cuoco\nnice experience: esperienza in pasticceria\nmust certification: Attestato "
          "HACCP\n");
}

TEST_CASE("what is not needed is no criterion in any language, nor under a heading of requirements") {
    CHECK(listing("Kok\nEisen\n- Rijbewijs B\n- Een diploma is niet nodig\n") ==
          "must role: Kok\nmust certification: Rijbewijs B\n");
    CHECK(
        listing("Koch (m/w/d)\nIhr Profil\n- F\u00fchrerschein\n- Ein Abschluss ist nicht erforderlich\n") ==
        "must role: Koch\nmust certification: F\u00fchrerschein\n");
    CHECK(
        listing(
            "Cook\nRequirements\n- Knife skills\n- Python is not required\n- Thai would be useful but is not "
            "required\n") == "must role: Cook\nmust skill: Knife skills\nnice language: Thai\n");
}

TEST_CASE("a heading that no list knows opens what the lines below it are about") {
    CHECK(listing("Plumber\n\nYour superpowers\n- Clean driving licence\n- Experience with boilers\n\n"
                  "Your goodie bag\n- Company pension\n- 25 days holiday\n") ==
          "must role: Plumber\nmust certification: Clean driving licence\n"
          "must experience: Experience with boilers\n");
}

TEST_CASE("words that end a title in one language do not cut titles of another") {
    CHECK(listing("We are looking for a Senior Nurse to join our team.\n") == "must role: Senior Nurse\n");
    CHECK(listing("We are looking for a Home Care Assistant.\n") == "must role: Home Care Assistant\n");
}

TEST_CASE("prose of the company below a heading that no list knows asks for nothing") {
    CHECK(listing("Backend Engineer\n\nABOUT LUMO FREIGHT\n"
                  "Lumo Freight plans the routes of 40,000 trucks every night. Shippers send us their orders "
                  "in the "
                  "evening; by five in the morning every driver has a plan.\n\n"
                  "REQUIREMENTS\n- Python\n") == "must role: Backend Engineer\nmust skill: Python\n");
}

TEST_CASE("a title has neither a greeting before it nor an appeal or genders behind it") {
    CHECK(listing("Hi all,\nWe're after a Sous Chef for our restaurant.\n") == "must role: Sous Chef\n");
    CHECK(listing("Kok gezocht voor ons restaurant\nEisen\n- Revit\n") ==
          "must role: Kok\nmust skill: Revit\n");
    CHECK(listing("Comptable H/F\nProfil\n- Revit\n") == "must role: Comptable\nmust skill: Revit\n");
}
