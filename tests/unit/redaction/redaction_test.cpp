#include <string>

#include <doctest/doctest.h>

#include <ats/redaction.hpp>

#include "text/utf8.hpp"
#include "text/words.hpp"

namespace {

using ats::IdentifierKind;
using ats::redact;

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

std::string original_of(ats::Redaction const& redaction, std::string const& placeholder) {
    for (auto const& part : redaction.parts) {
        if (part.placeholder == placeholder) return part.original;
    }
    return "";
}

char const* const english =
    "Jane Q. Doe\n"
    "42 Elm Street, Apt 5, Springfield, IL 62704\n"
    "jane.doe@example.com | (217) 555-0142 | linkedin.com/in/janeqdoe | GitHub: jqdoe\n"
    "Gender: Female, Marital status: Single, Nationality: Danish\n"
    "Date of birth: 3 May 1990\n"
    "\n"
    "EXPERIENCE\n"
    "Data Engineer, Acme Corp, Springfield, 2012-2016\n"
    "Doe was praised for GitHub Actions and 99.95 % uptime. Budget 120 000 000.\n"
    "Founder, Doe Consulting, 01/2017 - 03/2020\n";

}  // namespace

TEST_CASE("redaction takes out what identifies the writer of an English resume, and nothing else") {
    auto const redaction = redact(english);
    CHECK(redaction.text ==
          "[NAME]\n"
          "[ADDRESS 1], Springfield, IL [ADDRESS 2]\n"
          "[EMAIL 1] | [PHONE 1] | [LINK 1] | GitHub: [LINK 2]\n"
          "Gender: [PERSONAL 1], Marital status: [PERSONAL 2], Nationality: [PERSONAL 3]\n"
          "Date of birth: [BIRTH DATE]\n"
          "\n"
          "EXPERIENCE\n"
          "Data Engineer, Acme Corp, Springfield, 2012-2016\n"
          "[NAME 2] was praised for GitHub Actions and 99.95 % uptime. Budget 120 000 000.\n"
          "Founder, [NAME 2] Consulting, 01/2017 - 03/2020\n");
    CHECK(original_of(redaction, "[NAME 2]") == "Doe");
    CHECK(original_of(redaction, "[PHONE 1]") == "(217) 555-0142");
    CHECK(redaction.restore(redaction.text) == english);
}

TEST_CASE("redaction reads German, French, Spanish and Romanian resumes") {
    auto const german = redact(
        "Lebenslauf\nFrau Käthe Müller\nLindenstraße 4a\n10969 Berlin\nTel.: 030 1234567\n"
        "Geburtsdatum: 12.05.1980\nFamilienstand: ledig\n\nBerufserfahrung\nBuchhalterin, Muster GmbH, 2010 "
        "- 2015\n");
    CHECK(german.text ==
          "Lebenslauf\n[NAME]\n[ADDRESS 1]\n[ADDRESS 2] Berlin\nTel.: [PHONE 1]\n"
          "Geburtsdatum: [BIRTH DATE]\nFamilienstand: [PERSONAL 1]\n\nBerufserfahrung\n"
          "Buchhalterin, Muster GmbH, 2010 - 2015\n");
    auto const french = redact(
        "Élodie Lefèvre\n12 bis rue des Lilas, 75011 Paris\n06 12 34 56 78\nNée le 3 mars 1991\n"
        "Situation familiale : mariée\n\nExpérience professionnelle\nComptable, 2015-2019\n");
    CHECK(french.text ==
          "[NAME]\n[ADDRESS 1], [ADDRESS 2] Paris\n[PHONE 1]\nNée le [BIRTH DATE]\n"
          "Situation familiale : [PERSONAL 1]\n\nExpérience professionnelle\nComptable, 2015-2019\n");
    auto const spanish = redact(
        "Iker Zabala\nCalle Mayor 5, 28013 Madrid\n+34 612 345 678\nEstado civil: soltero\n\nExperiencia "
        "laboral\n"
        "Contable, 2015-2019\n");
    CHECK(spanish.text ==
          "[NAME]\n[ADDRESS 1], [ADDRESS 2] Madrid\n[PHONE 1]\nEstado civil: [PERSONAL 1]\n\nExperiencia "
          "laboral\n"
          "Contable, 2015-2019\n");
    auto const romanian = redact(
        "Nume: Ștefan Țurcanu\nStr. Victoriei nr. 10, bl. 3, Cluj-Napoca\n0722 123 456\nStare civilă: "
        "căsătorit\n"
        "Data nașterii: 1 mai 1985\n\nExperiență profesională\nContabil, 2015-2019\n");
    CHECK(romanian.text ==
          "Nume: [NAME]\n[ADDRESS 1], Cluj-Napoca\n[PHONE 1]\nStare civilă: [PERSONAL 1]\n"
          "Data nașterii: [BIRTH DATE]\n\nExperiență profesională\nContabil, 2015-2019\n");
}

TEST_CASE("redaction finds e-mail addresses in many spellings") {
    for (std::string const address :
         {"a.b+c@mail.example.co.uk", "jane (at) example dot org", "jane[at]example.org",
          "jane @ example.org", "JANE@EXAMPLE.ORG", "jane at example dot org", "jane@example.\norg",
          "jörg@bücher.example"}) {
        CAPTURE(address);
        auto const redaction = redact("Write to " + address + " now");
        REQUIRE(redaction.parts.size() == 1);
        CHECK(redaction.parts[0].original == address);
        CHECK(redaction.parts[0].kind == IdentifierKind::email);
    }
}

TEST_CASE("redaction finds telephone numbers in many spellings") {
    for (std::string const number :
         {"+49 (0)30 1234567", "+1-217-555-0142", "(217) 555-0142", "217.555.0142", "0176 / 123 45 67",
          "9876543210", "+919876543210", "06.12.34.56.78", "00 44 20 7946 0958", "1-800-555-0142"}) {
        CAPTURE(number);
        auto const redaction = redact("Summary\nReach me: " + number + " today");
        REQUIRE(redaction.parts.size() == 1);
        CHECK(redaction.parts[0].original == number);
        CHECK(redaction.parts[0].kind == IdentifierKind::phone);
    }
}

TEST_CASE("a telephone number is found behind another number") {
    CHECK(redact("Summary\nDayton 66062 913.555.0139").text == "Summary\nDayton [ADDRESS 1] [PHONE 1]");
    CHECK(redact("Summary\nPage 2 864-555-0192.").text == "Summary\nPage 2 [PHONE 1].");
    CHECK(redact("Summary\nScores 2 864 472 7092").text == "Summary\nScores 2 864 472 7092");
}

TEST_CASE("redaction leaves numbers that are no telephone numbers") {
    for (std::string const number :
         {"2010-2015", "03/01/03-03/22/03", "01/2010 - 03/2015", "12.05.2010 - 31.12.2015", "$1 200 000 000",
          "120 000 000 units", "GPA 3.85/4.00", "ISBN 978-3-16-148410-0", "10.0.12.255", "version 1.2.3.4",
          "2019 2020 2021 2022", "20190304", "1,200,000"}) {
        CAPTURE(number);
        CHECK(redact("Summary\nKept " + number).text == "Summary\nKept " + number);
    }
}

TEST_CASE("redaction finds the name wherever it stands again") {
    auto const redaction = redact(
        "JOSÉ MARÍA GARCÍA\njose.garcia@example.com\n\nExperience\nMr. José María García led sales. "
        "Garcia's team grew. J. García, author. josegarcia.\n");
    CHECK_FALSE(has(ats::text::fold(redaction.text), "garcia"));
    CHECK_FALSE(has(ats::text::fold(redaction.text), "jose"));
    CHECK_FALSE(has(redaction.text, "Mr"));
    CHECK(ats::text::fold(redaction.restore(redaction.text)) ==
          ats::text::fold(
              "JOSÉ MARÍA GARCÍA\njose.garcia@example.com\n\nExperience\nMr. José María García led sales. "
              "Garcia's team grew. J. García, author. josegarcia.\n"));
}

TEST_CASE("a name that is a word as well is replaced only as part of the whole name") {
    auto const redaction =
        redact("Will Baker\nwill.baker@example.com\n\nExperience\nBaker at Acme. Will Baker will bake.\n");
    CHECK(redaction.text == "[NAME]\n[EMAIL 1]\n\nExperience\nBaker at Acme. [NAME] will bake.\n");
}

TEST_CASE("a surname that is a word is replaced behind a salutation") {
    auto const redaction = redact(
        "Lena Baker\nlena.baker@example.com\n\nExperience\nBaker at Acme. Ms. Baker led. Mrs Baker left.\n");
    CHECK(redaction.text == "[NAME]\n[EMAIL 1]\n\nExperience\nBaker at Acme. [NAME 2] led. [NAME 3] left.\n");
}

TEST_CASE("a surname that is a word is replaced behind the person's initial") {
    auto const redaction = redact(
        "Jane Smith\njane@example.com\n\nPublications\nA. Lee, J. Smith, Smith, J. and R. Adams. A. "
        "Smith.\n");
    CHECK(redaction.text ==
          "[NAME]\n[EMAIL 1]\n\nPublications\nA. Lee, [NAME 2], [NAME 3]. and R. Adams. A. Smith.\n");
}

TEST_CASE("headings, occupations and tools at the top are no names") {
    for (std::string const line : {"CONSTRUCTION ESTIMATOR", "Senior Java Developer", "Professional Summary",
                                   "Curriculum Vitae", "New York", "Registered Nurse", "Spring Boot"}) {
        CAPTURE(line);
        CHECK(redact(line + "\nSummary\nWorks well.\n").text == line + "\nSummary\nWorks well.\n");
    }
}

TEST_CASE("placeholders are stable, also in other capitals") {
    auto const redaction = redact("a@example.org b@example.org A@EXAMPLE.ORG");
    CHECK(redaction.text == "[EMAIL 1] [EMAIL 2] [EMAIL 1]");
    CHECK(redact("a@example.org b@example.org A@EXAMPLE.ORG").text == redaction.text);
}

TEST_CASE("placeholders never equal what stands in the resume or around it") {
    auto const redaction = redact("My [email 1] is a@example.org");
    CHECK(redaction.text == "My [email 1] is [~EMAIL 1]");
    CHECK(redaction.restore(redaction.text) == "My [email 1] is a@example.org");
    CHECK(redact("a@example.org", "Dear [~NAME], we look for").text == "[~~EMAIL 1]");
}

TEST_CASE("placeholders are restored in whatever capitals they come back") {
    auto const redaction = redact("a@example.org");
    CHECK(redaction.restore("write to [Email 1], not [EMAIL 2]") == "write to a@example.org, not [EMAIL 2]");
}

TEST_CASE("a surname that is a placeholder's word does no harm") {
    auto const redaction =
        redact("Zelda Link\nzelda.link@example.com\n\nExperience\nZelda Link; zelda link\n");
    CHECK(redaction.text == "[NAME]\n[EMAIL 1]\n\nExperience\n[NAME]; [NAME]\n");
}

TEST_CASE("what redaction leaves holds no address that the detector knows") {
    CHECK(ats::identifiers_in(redact(english).text).empty());
    CHECK(ats::identifiers_in("x a@example.org +49 30 1234567 https://example.org/a b@example.org") ==
          std::vector{IdentifierKind::email, IdentifierKind::phone, IdentifierKind::link});
    CHECK(ats::identifiers_in("").empty());
}

TEST_CASE("hostile texts are redacted in bounded time") {
    constexpr std::size_t size = 100'000;
    auto const repeated = [](std::string const& piece) {
        std::string text;
        while (text.size() < size) text += piece;
        return text;
    };
    for (auto const& piece : {std::string("1"),
                              std::string("1 "),
                              std::string("a@"),
                              std::string("a."),
                              std::string("["),
                              std::string("[~"),
                              std::string("John Doe "),
                              std::string("\n"),
                              std::string("Name: A\n"),
                              std::string("Sex: m, "),
                              std::string("12 Elm "),
                              std::string("+1 2 "),
                              std::string("A"),
                              std::string("\xC3\x89"),
                              std::string("a@b.cd "),
                              std::string("Flat 1, "),
                              std::string("\u738B\u82B3"),
                              std::string("\u59D3\u540D\uFF1A\u738B\u82B3\n"),
                              std::string("s/o A "),
                              std::string("* 3. 1990 "),
                              std::string("Doe, J. "),
                              std::string("A (b) C "),
                              std::string("2 "),
                              std::string("dob 1 sex: m ")}) {
        CAPTURE(piece);
        auto const text = repeated(piece);
        auto const redaction = redact(text);
        CHECK(ats::identifiers_in(redaction.text).empty());
    }
    CHECK(redact("").text.empty());
}

TEST_CASE("a name on two lines is found, also where only half of it stands in the address") {
    CHECK(redact("Chandra\nSharma\n\nOffice Manager\n\nchandras@example.org\n\nExperience\nOffice manager\n")
              .text == "[NAME]\n\nOffice Manager\n\n[EMAIL 1]\n\nExperience\nOffice manager\n");
}

TEST_CASE("a long value is cut between characters") {
    std::string long_value;
    for (int i = 0; i < 100; ++i) long_value += "\u5EFA";
    for (std::string const label : {"\u5730\u5740\uFF1A", "Gender: ", "a\u6027\u522B\uFF1A", "born on 1 "}) {
        CAPTURE(label);
        CHECK(ats::text::is_valid_utf8(redact("Summary\n" + label + long_value).text));
        CHECK(ats::text::is_valid_utf8(redact("Summary\n" + label + "x" + long_value).text));
        CHECK(ats::text::is_valid_utf8(redact("Summary\n" + label + "xy" + long_value).text));
    }
}

TEST_CASE("degrees beside years are no postcodes and no personal numbers") {
    for (std::string const line : {"2016 BE Civil Engineering", "BSN: Nursing", "2014 IT Northfield"}) {
        CAPTURE(line);
        CHECK(redact("Education\n" + line + "\n").text == "Education\n" + line + "\n");
    }
    CHECK(redact("Education\n12 Elm Street, Dayton, 2014 BE Northfield\n").text ==
          "Education\n[ADDRESS 1], Dayton, 2014 BE Northfield\n");
}

TEST_CASE("skills and amounts are no addresses, also in the contact area") {
    for (std::string const text :
         {"Monitoring 24/7", "Mechanical Engineering 6.5", "Tutoring 12 pupils", "C, C++, C#.NET, MVC 5",
          "Auburn, AL United States 06/1985", "planned 7500 square feet of space", "2500 Square Foot store",
          "13 place settings", "Restructuring 3 teams"}) {
        auto const resume = "Jane Doe\njane@example.com\n" + text + "\n";
        CHECK(redact(resume).text == "[NAME]\n[EMAIL 1]\n" + text + "\n");
    }
    CHECK(redact("Jane Doe\nC/ Mayor 5\nWestring 12, 12 square des Lilas\n").text ==
          "[NAME]\n[ADDRESS 1]\n[ADDRESS 2], [ADDRESS 3]\n");
}

TEST_CASE("what reads like personal details elsewhere is left") {
    for (std::string const line : {"Worked w/o supervision, 5 years in sales",
                                   "Comptable, 10 ans d'experience", "Team of 3 children's nurses",
                                   "Single sign-on, Male connectors", "* 3. release in 2019 of the shop"}) {
        CAPTURE(line);
        std::string const text = "Summary\nPlans.\n\nExperience\nPlanner\nX\nY\nZ\n" + line + "\n";
        CHECK(redact(text).text == text);
    }
}

TEST_CASE("a sign beside a link stays whole") {
    for (std::string const sign :
         {"\xE2\x80\xA2", "\xE2\x80\x93", "\xC2\xA0", "\xC2\xB7", "\xE2\x96\xAA", "\xE2\x9E\xA4",
          "\xEF\x82\xB7", "\xF0\x9F\x94\x97", "\xE2\x97\x8F", "\xC2\xBB"}) {
        CAPTURE(sign);
        auto const text = redact("mira@example.org " + sign + "linkedin.com/in/mira-olsen\n").text;
        CHECK(text == "[EMAIL 1] " + sign + "[LINK 1]\n");
    }
}

TEST_CASE("numbers of orders and round amounts are no telephones") {
    for (auto const* const text :
         {"Order 00123456789\n", "Rechnung 00123456789\n", "grew by +100 000 000\n"}) {
        CHECK(redact(text).text == text);
    }
    CHECK_FALSE(has(redact("Call +40 722 123 456\n").text, "722"));
}
