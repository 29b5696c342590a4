#include "text/dates.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace ats::text;

namespace {

constexpr MonthIndex now = month_index(2024, 6);

// "2018-01..2019-03" for the only range of the text, "" for none.
std::string only_range(std::string_view text) {
    auto const month = [](MonthIndex m) {
        auto const number = std::to_string(m % 12 + 1);
        return std::to_string(m / 12) + (number.size() < 2 ? "-0" : "-") + number;
    };
    auto const ranges = date_ranges(text, now);
    if (ranges.empty()) return "";
    REQUIRE(ranges.size() == 1);
    return month(ranges[0].first) + ".." + month(ranges[0].last);
}

double only_years(std::string_view text) {
    auto const statements = years_statements(text);
    if (statements.empty()) return 0;
    REQUIRE(statements.size() == 1);
    return statements[0].years;
}

}  // namespace

TEST_CASE("periods are read in many styles") {
    CHECK(only_range("Jan 2018 – Mar 2019") == "2018-01..2019-03");
    CHECK(only_range("January 2018 to March 2019") == "2018-01..2019-03");
    CHECK(only_range("Sept. 2018 - Dec. 2018") == "2018-09..2018-12");
    CHECK(only_range("Jan '18 — Mar '19") == "2018-01..2019-03");
    CHECK(only_range("Jan-2018 - Mar-2019") == "2018-01..2019-03");
    CHECK(only_range("03/2015 - 11/2017") == "2015-03..2017-11");
    CHECK(only_range("03.2015–11.2017") == "2015-03..2017-11");
    CHECK(only_range("2015-03 to 2017-11") == "2015-03..2017-11");
    CHECK(only_range("05/03/2015 - 11/20/2017") == "2015-05..2017-11");
    CHECK(only_range("05.03.2015 - 20.11.2017") == "2015-03..2017-11");
    CHECK(only_range("March 5, 2015 until November 20, 2017") == "2015-03..2017-11");
    CHECK(only_range("5 March 2015 - 20 November 2017") == "2015-03..2017-11");
    CHECK(only_range("May - August 2017") == "2017-05..2017-08");
    CHECK(only_range("Nov - Feb 2017") == "2016-11..2017-02");
    CHECK(only_range("Summer 2018") == "2018-06..2018-08");
}

TEST_CASE("periods are read in several languages") {
    CHECK(only_range("März 2019 bis Oktober 2020") == "2019-03..2020-10");
    CHECK(only_range("janvier 2019 à août 2020") == "2019-01..2020-08");
    CHECK(only_range("enero de 2019 - diciembre de 2020") == "2019-01..2020-12");
    CHECK(only_range("ianuarie 2019 – prezent") == "2019-01..2024-06");
    CHECK(only_range("seit 05/2020") == "2020-05..2024-06");
}

TEST_CASE("months of further languages are read, and the words around them") {
    CHECK(only_range("marzec 2019 – luty 2021") == "2019-03..2021-02");
    CHECK(only_range("od marca 2019 do lutego 2021") == "2019-03..2021-02");
    CHECK(only_range("od marca 2019 – obecnie") == "2019-03..2024-06");
    CHECK(only_range("2018 r. – 2020 r.") == "2018-07..2020-06");
    CHECK(only_range("březen 2019 – únor 2021") == "2019-03..2021-02");
    CHECK(only_range("Mart 2019 – Şubat 2021") == "2019-03..2021-02");
    CHECK(only_range("март 2019 – настоящее время") == "2019-03..2024-06");
    CHECK(only_range("Μάρτιος 2019 – Φεβρουάριος 2021") == "2019-03..2021-02");
    CHECK(only_range("dal 2018 ad oggi") == "2018-07..2024-06");
    CHECK(only_range("2018 – até o momento") == "2018-07..2024-06");
    CHECK(only_range("vanaf maart 2019") == "2019-03..2024-06");
    CHECK(only_range("Mar 2019 until further notice") == "2019-03..2024-06");
}

TEST_CASE("periods of Chinese, Japanese and Korean resumes are read, eras among them") {
    CHECK(only_range("2019年3月至今 园丁") == "2019-03..2024-06");
    CHECK(only_range("2019.03 至 2021.02") == "2019-03..2021-02");
    CHECK(only_range("2019年3月から2021年2月まで庭師として勤務") == "2019-03..2021-02");
    CHECK(only_range("2019年3月1日～2021年2月28日") == "2019-03..2021-02");
    CHECK(only_range("2019년 3월 ~ 2021년 2월") == "2019-03..2021-02");
    CHECK(only_range("2019.03 ~ 현재") == "2019-03..2024-06");
    CHECK(only_range("令和元年5月～令和3年4月") == "2019-05..2021-04");
    CHECK(only_range("平成30年4月～現在") == "2018-04..2024-06");
    CHECK(only_range("２０１９年３月－２０２１年２月") == "2019-03..2021-02");
}

TEST_CASE("digits of other scripts are digits") {
    CHECK(only_range("٢٠١٨ - ٢٠٢٠") == "2018-07..2020-06");
    CHECK(only_range("۲۰۱۸ - ۲۰۲۰") == "2018-07..2020-06");
}

TEST_CASE("days, Roman months, fiscal years and bare digits are read") {
    CHECK(only_range("1st March 2019 – 28th Feb 2021") == "2019-03..2021-02");
    CHECK(only_range("1. März 2019 bis 28. Februar 2021") == "2019-03..2021-02");
    CHECK(only_range("1º de marzo de 2019 - 28 de febrero de 2021") == "2019-03..2021-02");
    CHECK(only_range("III.2019 - II.2021") == "2019-03..2021-02");
    CHECK(only_range("2019.3.1 – 2021.2.28") == "2019-03..2021-02");
    CHECK(only_range("2019 (Mar) – 2021 (Feb)") == "2019-03..2021-02");
    CHECK(only_range("FY2019 – FY2021") == "2019-07..2021-06");
    CHECK(only_range("FY19 - FY21") == "2019-07..2021-06");
    CHECK(only_range("201903 - 202102") == "2019-03..2021-02");
    CHECK(only_range("20190301 - 20210228") == "2019-03..2021-02");
    CHECK(only_range("201903 - 2021") == "");
    CHECK(only_range("Order 201913 - 202114") == "");
}

TEST_CASE("who writes one date with the day first writes all so") {
    CHECK(only_range("01/03/2019 - 28/02/2021") == "2019-03..2021-02");
    CHECK(only_range("03/01/2019 - 02/28/2021") == "2019-03..2021-02");
    auto const ranges = date_ranges("01/03/2019 - 01/02/2021\n05/06/2015 - 30/06/2016", now);
    REQUIRE(ranges.size() == 2);
    CHECK(ranges[0].first == month_index(2019, 3));
    CHECK(ranges[1].first == month_index(2015, 6));
}

TEST_CASE("the two ends of a period may stand in the lines of a form") {
    CHECK(only_range("From: Mar 2019\nTo: Feb 2021") == "2019-03..2021-02");
    CHECK(only_range("Start date: 03/2019\nEnd date: 02/2021") == "2019-03..2021-02");
    CHECK(only_range("Beginn: 03/2019\nEnde: 02/2021") == "2019-03..2021-02");
    CHECK(only_range("Graduated 2019\nEnd users: 2021") == "");
}

TEST_CASE("a period whose end is left open goes on until now") {
    CHECK(only_range("2018–") == "2018-07..2024-06");
    CHECK(only_range("Jan 2018 -") == "2018-01..2024-06");
    CHECK(only_range("Lumo Parks (03/2019 –)\nHedges") == "2019-03..2024-06");
    CHECK(only_range("2018 - Lumo Parks") == "");
}

TEST_CASE("quarters, parts of a year and years of two digits are read") {
    CHECK(only_range("Q1 2018 – Q3 2019") == "2018-01..2019-09");
    CHECK(only_range("2018 Q2 - 2019 Q4") == "2018-04..2019-12");
    CHECK(only_range("1st quarter 2018 to 2nd quarter of 2019") == "2018-01..2019-06");
    CHECK(only_range("T4 2018 à T1 2019") == "2018-10..2019-03");
    CHECK(only_range("Q4/2018 - present") == "2018-10..2024-06");
    CHECK(only_range("Mid 2015 – end of 2018") == "2015-06..2018-12");
    CHECK(only_range("early 2015 to mid-2017") == "2015-02..2017-06");
    CHECK(only_range("Ende 2015 - Mitte 2018") == "2015-12..2018-06");
    CHECK(only_range("fin 2015 à début 2018") == "2015-12..2018-01");
    CHECK(only_range("'15 – '18") == "2015-07..2018-06");
    CHECK(only_range("2015 – ’18") == "2015-07..2018-06");
    CHECK(only_range("Jan 15 – Mar 18") == "2015-01..2018-03");
    CHECK(only_range("Aug-10 to Jul-12") == "2010-08..2012-07");
    CHECK(only_range("Jan 15 - present") == "2015-01..2024-06");
    CHECK(only_range("June 10 - August 15, 2019") == "2019-06..2019-08");
    CHECK(only_range("Winter 2018/19") == "2018-01..2018-03");
    CHECK(only_range("01/15 - 03/18") == "2015-01..2018-03");
    CHECK(only_range("8/98 - 5/03") == "1998-08..2003-05");
    CHECK(only_range("01.03.15 bis 31.05.18") == "2015-03..2018-05");
    CHECK(only_range("06/21 - heute") == "2021-06..2024-06");
    CHECK(only_range("2015/2018") == "2015-07..2018-06");
    CHECK(only_range("01-2015 / 03-2018") == "2015-01..2018-03");
    CHECK(only_range("2015年4月 - 2018年3月") == "2015-04..2018-03");
    CHECK(only_range("2019年～現在") == "2019-07..2024-06");
}

TEST_CASE("words between the two ends of a period are passed over") {
    CHECK(only_range("between January 2015 and March 2018") == "2015-01..2018-03");
    CHECK(only_range("zwischen 2015 und 2018") == "2015-07..2018-06");
    CHECK(only_range("din ianuarie 2015 până în martie 2018") == "2015-01..2018-03");
    CHECK(only_range("martie 2019 – până în prezent") == "2019-03..2024-06");
    CHECK(only_range("mar. 2019 - în prezent") == "2019-03..2024-06");
    CHECK(only_range("mars 2019 à ce jour") == "2019-03..2024-06");
    CHECK(only_range("à partir de mars 2019") == "2019-03..2024-06");
    CHECK(only_range("marzo 2019 - a la fecha") == "2019-03..2024-06");
    CHECK(only_range("marzo 2019 hasta la fecha") == "2019-03..2024-06");
    CHECK(only_range("din martie 2020 până astăzi") == "2020-03..2024-06");
    CHECK(only_range("March 2019 onwards") == "2019-03..2024-06");
    CHECK(only_range("2019 bis dato") == "2019-07..2024-06");
}

TEST_CASE("the words of a period are whole") {
    std::string const text = "Chef, mars 2019 - aujourd'hui, Lyon";
    auto const range = date_ranges(text, now).at(0);
    CHECK(text.substr(range.begin, range.end - range.begin) == "mars 2019 - aujourd'hui");
}

TEST_CASE("numbers of other kinds are no periods") {
    CHECK(only_range("Tel. 0221 2015-2018") == "");
    CHECK(only_range("(0221) 2015-2018") == "");
    CHECK(only_range("+40 722 2015 2018") == "");
    CHECK(only_range("ZIP 20152-2018") == "");
    CHECK(only_range("ISO 9001:2015") == "");
    CHECK(only_range("grades 9/10/2 and 1/2") == "");
    CHECK(only_range("12/05/18") == "");
    CHECK(only_range("June 10 - June 24") == "");
    CHECK(only_range("sales rose in Q3 2019") == "");
    CHECK(only_range("version 2.15 - 3.18") == "");
    CHECK(only_range("10/15 and 3/18") == "");
}

TEST_CASE("present is the month of judgement") {
    CHECK(only_range("Jan 2018 – Present") == "2018-01..2024-06");
    CHECK(only_range("08/2014 to Current") == "2014-08..2024-06");
    CHECK(only_range("June 2020 till date") == "2020-06..2024-06");
    CHECK(date_ranges("Jan 2018 – Present", now)[0].present);
}

TEST_CASE("a bare year stands for its middle") {
    CHECK(only_range("2016-2019") == "2016-07..2019-06");
    CHECK(only_range("2016 - 17") == "2016-07..2017-06");
    CHECK(only_range("2016 – 2016") == "2016-04..2016-09");
    CHECK(only_range("2022 - present") == "2022-07..2024-06");
}

TEST_CASE("what is no period is left out") {
    CHECK(only_range("Mar 2018") == "");
    CHECK(only_range("2019 - 2016") == "");
    CHECK(only_range("Jan 2030 - Mar 2031") == "");
    CHECK(only_range("call 555-1234 or 2010 units to 99") == "");
    CHECK(only_range("1800 - 1999") == "");
    CHECK(only_range("We may - or may not") == "");
}

TEST_CASE("a period knows its place") {
    std::string const text = "Cook, Jan 2018 – Present, Oslo";
    auto const range = date_ranges(text, now).at(0);
    CHECK(text.substr(range.begin, range.end - range.begin) == "Jan 2018 – Present");
}

TEST_CASE("overlapping months are counted once") {
    CHECK(months_covered({}) == 0);
    CHECK(months_covered(date_ranges("Jan 2018 - Dec 2018; Jul 2018 - Jun 2019", now)) == 18);
    CHECK(months_covered(date_ranges("Jan 2018 - Dec 2020; Mar 2019 - May 2019", now)) == 36);
    CHECK(months_covered(date_ranges("Jan 2018 - Mar 2018; Jan 2017 - Mar 2017", now)) == 6);
}

TEST_CASE("numbers of years are read from words and digits") {
    CHECK(only_years("5+ years of nursing") == 5);
    CHECK(only_years("minimum of 4 years of experience") == 4);
    CHECK(only_years("at least three (3) years' experience") == 3);
    CHECK(only_years("3-5 years in sales") == 3);
    CHECK(only_years("2 to 4 yrs") == 2);
    CHECK(only_years("1.5 years") == 1.5);
    CHECK(only_years("18 months of practice") == 1.5);
    CHECK(only_years("mindestens 3 Jahre Berufserfahrung") == 3);
    CHECK(only_years("10 or more years") == 10);
}

TEST_CASE("ages and centuries are no experience") {
    CHECK(only_years("must be 18 years of age") == 0);
    CHECK(only_years("at least 21 years old") == 0);
    CHECK(only_years("a firm with 120 years of history") == 0);
}

TEST_CASE("a statement says whether experience stands beside it") {
    CHECK(years_statements("5 years of experience").at(0).of_experience);
    CHECK(years_statements("Experience: 5 years").at(0).of_experience);
    CHECK_FALSE(years_statements("a contract of 2 years").at(0).of_experience);
}

TEST_CASE("hostile numbers do no harm") {
    CHECK(date_ranges(std::string(100'000, '9') + " - " + std::string(100'000, '9'), now).empty());
    std::string many;
    for (int i = 0; i < 20'000; ++i) many += "- 2018 ";
    CHECK(months_covered(date_ranges(many, now)) <= 12);
}

TEST_CASE("the years of a life are no years of work") {
    for (auto const* const text :
         {"children aged 8 to 12 years", "pupils of ages 6-10 years", "im Alter von 6 bis 10 Jahren",
          "enfants \xC3\xA2g\xC3\xA9s de 6 ans", "children between the ages of 8 and 12 years",
          "groups of 8 to 12 year olds", "Kinder, 6 Jahre alt"}) {
        CAPTURE(text);
        CHECK(years_statements(text).empty());
    }
    CHECK(years_statements("taught all ages; 5 years of experience").at(0).years == 5);
}
