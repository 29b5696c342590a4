#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <ats/redaction.hpp>

namespace {

using ats::redact;

constexpr char const* body =
    "\n\nExperience\nLogistics planner, Northwind Traders, 2015 - 2020\nPlanned routes and kept the books.\n";

struct Header {
    std::string text, redacted;
};

void check(std::vector<Header> const& headers) {
    for (auto const& header : headers) {
        CAPTURE(header.text);
        CHECK(redact(header.text + body).text == header.redacted + body);
    }
}

void check_kept(std::vector<std::string> const& headers) {
    for (auto const& header : headers) check({{header, header}});
}

}  // namespace

TEST_CASE("titles and degrees around a name are no part of it") {
    check({{"JANE M. DOE, PH.D.\n312-555-0199", "[NAME], PH.D.\n[PHONE 1]"},
           {"JAN KRÄMER M.SC.\n312-555-0199", "[NAME] M.SC.\n[PHONE 1]"},
           {"Dr. rer. nat. Anna Voss-Vogel\n030 1234567", "Dr. rer. nat. [NAME]\n[PHONE 1]"},
           {"Dipl.-Ing. (FH) Hans-Peter Öztürk\n030 1234567", "Dipl.-Ing. (FH) [NAME]\n[PHONE 1]"},
           {"SEAN O’CONNOR RN, BSN\n312-555-0199", "[NAME] RN, BSN\n[PHONE 1]"},
           {"John Marsden III, MBA, PMP\n312-555-0199", "[NAME] III, MBA, PMP\n[PHONE 1]"},
           {"John Marsden Jr.\n312-555-0199", "[NAME] Jr.\n[PHONE 1]"},
           {"Ms Jane Doe MD\n312-555-0199", "[NAME] MD\n[PHONE 1]"},
           {"Yo Yo Ma\n312-555-0199", "[NAME]\n[PHONE 1]"}});
}

TEST_CASE("names of many forms are found in the header") {
    check({{"Doe, Jane Q.\n312-555-0199", "[NAME].\n[PHONE 1]"},
           {"García López, María\nmaria.garcia@example.es", "[NAME]\n[EMAIL 1]"},
           {"VAN DER BERG, JOHANNES\nq17@example.com", "[NAME]\n[EMAIL 1]"},
           {"Maria de la Cruz\nq17@example.com", "[NAME]\n[EMAIL 1]"},
           {"Étienne d'Alembert\n06 12 34 56 78", "[NAME]\n[PHONE 1]"},
           {"Mohammed bin Rashid Al-Farsi\n+971 50 123 4567", "[NAME]\n[PHONE 1]"},
           {"DE LA FUENTE RUIZ, Carmen\nc.delafuente@example.es", "[NAME]\n[EMAIL 1]"},
           {"Hello, I'm Priyanka Desai\nq17@example.com", "Hello, I'm [NAME]\n[EMAIL 1]"},
           {"April Johnson\nq17@example.com", "[NAME]\n[EMAIL 1]"},
           {"Jane (Janie) Doe\n312-555-0199", "[NAME]\n[PHONE 1]"},
           {"Jane\tDoe\n312-555-0199", "[NAME]\n[PHONE 1]"},
           {"Priya R\n+91 98765 43210", "[NAME]\n[PHONE 1]"},
           {"Etta\n\nq17@example.com", "[NAME]\n\n[EMAIL 1]"},
           {"jane doe\njane.doe@example.com", "[NAME]\n[EMAIL 1]"},
           {"Resume: Jane Doe\n312-555-0199", "Resume: [NAME]\n[PHONE 1]"},
           {"CV Jane Doe 2024\n312-555-0199", "CV [NAME] 2024\n[PHONE 1]"},
           {"Vor- und Nachname: Jörg Krämer\nBerlin", "Vor- und Nachname: [NAME]\nBerlin"},
           {"Jane Doe Software Engineer\njane@example.com", "[NAME] Software Engineer\n[EMAIL 1]"},
           {"Jane Doe jane@example.com 312-555-0199", "[NAME] [EMAIL 1] [PHONE 1]"}});
}

TEST_CASE("a name beside its address is found, and the address is not taken for one") {
    check({{"Etta\n\netta@example.com | linkedin.com/in/etta-example", "[NAME]\n\n[EMAIL 1] | [LINK 1]"},
           {"Consultant · Berlin · info@krame.example\nJAN KRAME\tRESUME",
            "Consultant · Berlin · [EMAIL 1]\n[NAME]\tRESUME"}});
}

TEST_CASE("a name that only an address tells is found where it stands") {
    std::string const text = "Contact\n312-555-0199\n";
    CHECK(redact(text + "LinkedIn: linkedin.com/in/jane-doe-4b12\nSummary\nThe work of Jane Doe.\n").text ==
          "Contact\n[PHONE 1]\nLinkedIn: [LINK 1]\nSummary\nThe work of [NAME].\n");
    CHECK(redact(text + "doejane@example.com\nSummary\nThe work of Jane Doe.\n").text ==
          "Contact\n[PHONE 1]\n[EMAIL 1]\nSummary\nThe work of [NAME].\n");
}

TEST_CASE("names in scripts without capitals are found") {
    check({{"小龙 李\nq17@example.com", "[NAME]\n[EMAIL 1]"},
           {"李小龙\n软件工程师\n13800138000", "[NAME]\n软件工程师\n[PHONE 1]"},
           {"个人简历\n张 伟\n13800138000", "个人简历\n[NAME]\n[PHONE 1]"},
           {"欧阳娜娜\nq17@example.com", "[NAME]\n[EMAIL 1]"},
           {"山田 太郎\n東京都\n090-1234-5678", "[NAME]\n東京都\n[PHONE 1]"},
           {"氏名 佐藤 花子\n090-1234-5678", "氏名 [NAME]\n[PHONE 1]"},
           {"김민수\n서울\n010-1234-5678", "[NAME]\n서울\n[PHONE 1]"},
           {"이름: 박지영\n010-1234-5678", "이름: [NAME]\n[PHONE 1]"},
           {"محمد علي الحسن\n+20 100 123 4567", "[NAME]\n[PHONE 1]"},
           {"Иван Петров\n+7 912 345-67-89", "[NAME]\n[PHONE 1]"}});
}

TEST_CASE("a Chinese name is found inside of a sentence, with its honorific") {
    CHECK(redact("姓名：王芳\n\n王芳参加了项目。王女士负责预算。\n").text ==
          "姓名：[NAME]\n\n[NAME]参加了项目。[NAME 2]负责预算。\n");
}

TEST_CASE("headings and occupations in scripts without capitals are no names") {
    check_kept({"个人简历\n教育背景\n高级工程师", "程序员\n项目经理", "管理\n金融", "職務経歴書\n東京都",
                "이력서\n성장 과정\n경력 사항", "السيرة الذاتية\nالخبرات العملية"});
}

TEST_CASE("titles of jobs in capitals are no names") {
    check_kept({"FLIGHT ATTENDANT", "HR ADMINISTRATOR/MARKETING ASSOCIATE", "PEST CONTROL TECH",
                "SUPERINTENDENT II", "MANAGER, CONTINUOUS IMPROVEMENT", "SPECIALIST III (DRUPAL DEV)",
                "LINE COOK", "HEAD BAKER"});
}

TEST_CASE("degrees, places and entries of lists are no names") {
    check_kept({"MCA Northfield", "LL.B Guwahati, Assam", "West Virginia", "North Carolina",
                "Skills\nGerman, Smart Contracts, Fanuc Series",
                "Education Details\nJanuary 2014 Diploma, Northfield Wagholi"});
}
