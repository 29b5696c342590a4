#include <string>

#include <doctest/doctest.h>

#include "offline/resume/resume_view.hpp"
#include "offline/scoring_rules.hpp"

using namespace ats;

namespace {

struct Judged {
    double score;
    std::string reason;
};

Judged judged(std::string const& resume, std::string text) {
    Criterion criterion;
    criterion.kind = CriterionKind::experience;
    criterion.text = std::move(text);
    offline::ResumeView const view(resume, offline::month_of({2024, 1, 15}));
    auto const judgement = offline::judge(criterion, view);
    return {judgement.score, judgement.reason};
}

bool counts(std::string const& resume, std::string const& years,
            std::string asked = "5 years of experience") {
    return judged(resume, std::move(asked)).reason.find("About " + years) == 0;
}

}  // namespace

TEST_CASE("years that are claimed for a field count there, less than periods") {
    auto const claimed = judged("Developer with 8 years of experience in Java.\n", "5 years of Java");
    // 0.7 of 8 are 5.6.
    CHECK(claimed.score == 4.2);
    CHECK(claimed.reason ==
          "About 8 years of experience are shown by statements that name it, which count for less; 5 are "
          "asked for.");
    CHECK(judged("Over ten years of experience in nursing.\n", "5 years of nursing").score == 4.8);
    CHECK(judged("Mehr als 8 Jahre Berufserfahrung in der Buchhaltung.\n",
                 "5 Jahre Erfahrung in der Buchhaltung")
              .score == 4.2);
    CHECK(judged("8 years of Java.\n\nExperience\nClerk, Acme, Jan 2023 - present\n", "5 years of Java")
              .score == 4.2);
}

TEST_CASE("years that are claimed for another field do not count for this one") {
    CHECK(judged("8 years of experience in sales. Java basics.\n", "5 years of Java").score < 2.5);
    CHECK(judged("8 years of experience in sales\nJava basics\n", "5 years of Java").score < 2.5);
}

TEST_CASE("periods of study, membership and volunteering are no work, with or without a heading") {
    CHECK(
        counts("MSc Computer Science, University of Leeds, 2010-2016\nDeveloper, Acme, Jan 2022 - present\n",
               "2.1"));
    CHECK(counts("2008 - 2014 Bachelor of Arts, University of Leeds\nClerk, Foo, 2021 - 2022\n", "1 year"));
    CHECK(
        counts("2008 - 2014\nBachelor of Arts, University of Leeds\n\n2021 - 2022\nClerk, Foo\n", "1 year"));
    CHECK(counts("Experience\nClerk, Foo, 2021 - 2022\n\nVolunteering\nRed Cross, 2010 - 2020\n", "1 year"));
    CHECK(counts("Experience\nClerk, Foo, 2021 - 2022\n\nCertifications\nAWS, 2010 - 2020\n", "1 year"));
    // In a section of work a degree is a part of a sentence.
    CHECK(counts("Experience\nTutor of bachelor's degree courses, 2012 - 2018\n", "6 years"));
}

TEST_CASE("an entry has the titles above its dates, and no line of the entry before") {
    std::string const layout =
        "Experience\n"
        "Electrician\nVolt Ltd, Hull\n2016 - 2022\nWiring of houses\n"
        "\n"
        "Driver\nFast Cabs\n2010 - 2016\nAirport runs\n";
    CHECK(counts(layout, "6 years", "5 years of experience as Electrician"));
    CHECK(counts(layout, "6 years", "5 years of experience as Driver"));
    std::string const jobs =
        "Experience\n"
        "Developer, Acme, Jan 2023 - present\nJava services\n"
        "\n"
        "Consultant, Foo, Jan 2014 - Dec 2022\nCode for banks\n";
    CHECK(counts(jobs, "1.1 years", "5 years of Java"));
}

TEST_CASE("time without work between two jobs does not count") {
    auto const with = [](std::string const& line) {
        return "Experience\nClerk, Lumo, Jan 2023 - Dec 2023\n" + line +
               "\nClerk, Foo, Jan 2016 - Dec 2018\n";
    };
    for (std::string const line :
         {"Career break (parental leave), Jan 2019 - Dec 2022", "Elternzeit, 01/2019 - 12/2022",
          "Jan 2019 - Dec 2022: Full-time parental leave", "Jan 2019 - Dec 2022 Sabbatical",
          "Career break to travel, Jan 2019 - Dec 2022", "Gap year | Jan 2019 - Dec 2022",
          "Cong\xC3\xA9 parental, 01/2019 - 12/2022", "Excedencia por cuidado de hijos, 01/2019 - 12/2022",
          "Urlop macierzy\xC5\x84ski, 01/2019 - 12/2022", "Unemployed\nJan 2019 - Dec 2022"}) {
        CAPTURE(line);
        CHECK(counts(with(line), "4 years"));
    }
}

TEST_CASE("a position whose title names leave is work") {
    auto const with = [](std::string const& line) {
        return "Experience\nClerk, Lumo, Jan 2023 - Dec 2023\n" + line +
               "\nClerk, Foo, Jan 2016 - Dec 2018\n";
    };
    for (std::string const line : {"Parental Leave Coordinator, Acme, Jan 2019 - Dec 2022",
                                   "Nurse (maternity leave cover), Acme, Jan 2019 - Dec 2022",
                                   "Travel agent, Gap Year Ltd, Jan 2019 - Dec 2022"}) {
        CAPTURE(line);
        CHECK(counts(with(line), "8 years"));
    }
}

TEST_CASE("a long line is quoted up to the end of a word") {
    for (std::size_t shift = 0; shift < 12; ++shift) {
        std::string line = "Bachelor of Arts in History " + std::string(shift, 'x');
        while (line.size() < 222) line += " archives";
        offline::ResumeView const view(line, offline::month_of({2024, 1, 15}));
        auto const quote = std::string(view.quote_line(0));
        CAPTURE(quote);
        CHECK(quote.size() > 180);
        CHECK(line.at(quote.size()) == ' ');
    }
}

TEST_CASE("periods are understood in the forms that exports and other languages write") {
    for (std::string const period : {"01-JAN-2019 to 31-DEC-2021", "Jan. 1st, 2019 - Dec. 31st, 2021",
                                     "01.2019 -> 12.2021", "1-Jan-2019 - 31-Dec-2021"}) {
        CAPTURE(period);
        CHECK(counts("Experience\nClerk, Lumo, " + period + "\n", "3 years"));
    }
    for (std::string const period : {"01.2020 - obecnie", "01.2020 - nadal", "01/2020 - in corso",
                                     "01/2020 - hoje", "01/2020 - actualmente", "01/2020 - en cours"}) {
        CAPTURE(period);
        CHECK(counts("Experience\nClerk, Lumo, " + period + "\n", "4.1 years"));
    }
}

TEST_CASE("a heading that is not known does not keep the section before it in force") {
    std::string const education =
        "Kim Doe\nEducation\nBSc Horticulture, Larkfield University, 2010 - 2013\n\n";
    for (std::string const heading :
         {"Kitchens", "Sea time", "On the tools", "Stationen", "Clinical practice"}) {
        CAPTURE(heading);
        CHECK(counts(education + heading + "\nLine Cook, Lumo Bistro, 2016 - 2022\n- Soups.\n", "6 years"));
        CHECK(counts(education + heading + "\nLine Cook\nLumo Bistro, 2016 - 2022\n- Soups.\n", "6 years"));
    }
    std::string const work =
        "Kim Doe\nWork experience\nBookkeeper, Lumo Ltd, 2016 - 2019\n- Kept the books.\n\n";
    for (std::string const other : {"Early days\nLarkfield Grammar School, 2004 - 2016\n",
                                    "Chess\nLarkfield Rovers, left wing, 2005 - 2015\n",
                                    "Doing good\nVolunteer treasurer, Larkfield Rovers, 2005 - 2015\n",
                                    "Where it began\nBA History, University of Larkfield, 2004 - 2008\n"}) {
        CAPTURE(other);
        CHECK(counts(work + other, "3 years"));
    }
}

TEST_CASE("a title above its dates opens no section") {
    CHECK(
        counts("Experience\nBookkeeper, Lumo Ltd, 2016 - 2019\n- Kept the books.\n\n"
               "Line Cook\nLumo Bistro, 2010 - 2014\n- Soups.\n",
               "7 years"));
    CHECK(
        counts("Experience\n\nLedger Wizard\nLumo Ltd, 2016 - 2019\n- Kept the books.\n\n"
               "Soup Whisperer\nLumo Bistro, 2010 - 2014\n- Soups.\n",
               "7 years"));
    CHECK(
        counts("Experience\n\nLumo Ltd\nLedger Wizard\n2016 - 2019\n- Kept the books.\n\n"
               "Lumo Bistro\nSoup Whisperer\n2010 - 2014\n- Soups.\n",
               "7 years"));
}

TEST_CASE("school and volunteering are no work where no heading says so either") {
    CHECK(counts("Kim Doe\nLarkfield Grammar School, 2004 - 2016\nClerk, Foo, 2021 - 2022\n", "1 year"));
    CHECK(
        counts("Kim Doe\nVolunteer, Larkfield Food Bank, 2004 - 2016\nClerk, Foo, 2021 - 2022\n", "1 year"));
    CHECK(counts("Kim Doe\nPrimary School Teacher, Larkfield School, 2016 - 2022\n", "6 years"));
}

TEST_CASE("looking for work, studying and caring for somebody at home is no work") {
    auto const with = [](std::string const& line) {
        return "Experience\nClerk, Lumo, Jan 2023 - Dec 2023\n" + line +
               "\nClerk, Foo, Jan 2015 - Dec 2018\nKept files.\n";
    };
    for (std::string const line :
         {"Job search, Jan 2019 - Dec 2022", "Furlough, Jan 2019 - Dec 2022",
          "Full-time student, Jan 2019 - Dec 2022", "Caring for my elderly mother, Jan 2019 - Dec 2022",
          "Time off to raise a family, Jan 2019 - Dec 2022", "Sin empleo, enero 2019 - diciembre 2022",
          "Stellensuche, Jan 2019 - Dez 2022"}) {
        CAPTURE(line);
        CHECK(counts(with(line), "5 years"));
    }
    for (std::string const line : {"Job search adviser, Larkfield Council, Jan 2019 - Dec 2022",
                                   "Carer, Larkfield Home, Jan 2019 - Dec 2022"}) {
        CAPTURE(line);
        CHECK(counts(with(line), "9 years"));
    }
}

TEST_CASE("years of a team, a firm or a director are nobody's own") {
    for (std::string const line :
         {"Gardener. Led a team with 40 years of experience.",
          "Team of 12 people with a combined 40 years of experience.",
          "Joined a company with over 40 years of experience in trees.",
          "Reported to a director with 30 years' experience.", "Mi equipo tenía 40 años de experiencia.",
          "Une équipe de 12 personnes cumulant 40 ans d'expérience."}) {
        CAPTURE(line);
        CHECK(judged("Kim Doe\nSummary\n" + line + "\n", "5 years of experience").score == 0);
    }
    CHECK(
        judged("Kim Doe\nSummary\nLed a team for 8 years, experience with trees.\n", "5 years of experience")
            .score == 4.2);
    CHECK(judged("Kim Doe\nSummary\nManager with 8 years of experience.\n", "5 years of experience").score ==
          4.2);
    CHECK(judged("Kim Doe\nSummary\nI have worked as a gardener for 8 years.\n", "5 years of experience")
              .score == 4.2);
}

TEST_CASE("years in a field are shown by the titles of those who work in it") {
    auto const with = [](std::string const& title, std::string const& field) {
        return judged("Experience\n" + title + ", Lumo Ltd, Mar 2016 - present\nWorked well.\n",
                      "5 years of " + field + " experience")
            .score;
    };
    CHECK(with("Senior Accountant", "accounting") >= 4);
    CHECK(with("Staff nurse", "nursing") >= 4);
    CHECK(with("Primary School Teacher", "teaching") >= 4);
    CHECK(with("Buchhalter", "Buchhaltung") >= 4);
    CHECK(with("Data Analyst", "data analysis") >= 4);
    CHECK(with("Office Manager", "project management") < 2);
    CHECK(with("Gardener", "accounting") < 2);
    CHECK(with("Line Cook", "law") < 2);
    CHECK(with("Desk Clerk", "design") < 2);
}
