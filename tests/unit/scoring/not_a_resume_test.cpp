#include "scoring/not_a_resume.hpp"

#include <string>

#include <doctest/doctest.h>

#include <ats/error.hpp>
#include <ats/resume_scorer.hpp>
#include <ats/testing.hpp>

using ats::scoring::not_a_resume;

namespace {

std::string repeated(std::string const& text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

}  // namespace

TEST_CASE("what a failed download left is no resume, and the sentence says what it is") {
    CHECK(not_a_resume(R"({"statusCode": 404, "error": "Not Found", "message": "Resume not found"})") ==
          "data of a program (JSON)");
    CHECK(not_a_resume(" [] ") == "data of a program (JSON)");
    CHECK(not_a_resume("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n") ==
          "a pointer of Git LFS in place of the file");
    CHECK(not_a_resume("/annex/objects/SHA256E-s1234--ab12.pdf\n") ==
          "a pointer of git-annex in place of the file");
    for (auto const* notice :
         {"404 Not Found\n\nnginx/1.22.1", "Access Denied",
          "Error: something went wrong. Please try again later.",
          "Sign in to continue\nEmail\nPassword\nForgot password?",
          "Your session has expired. Please log in again.", "Seite nicht gefunden",
          "Anmelden\nBenutzername\nPasswort vergessen?", "Acc\xC3\xA8s refus\xC3\xA9",
          "No se encontr\xC3\xB3 el archivo", "Strona nie istnieje", "Er is een fout opgetreden"}) {
        CAPTURE(notice);
        CHECK(not_a_resume(notice) == "an error message or a log-in page");
    }
}

TEST_CASE("a file as base64 or hexadecimal digits is no resume, with a head or line breaks too") {
    std::string const line = "JVBERi0xLjQKJcOkw7zDtsOfCjIgMCBvYmoKPDwvTGVuZ3RoIDMgMCBSL0ZpbHRlci9GbGF0ZURl";
    CHECK(not_a_resume(repeated(line, 4)) == "an encoded file (base64)");
    CHECK(not_a_resume(repeated(line + "\r\n", 6)) == "an encoded file (base64)");
    CHECK(not_a_resume("data:application/pdf;base64," + repeated(line, 4)) == "an encoded file (base64)");
    CHECK(not_a_resume(repeated("00000000: 2550 4446 2d31 2e34 0a25 c3a4 c3bc c3b6  %PDF-1.4.%......\n",
                                12)) == "the bytes of a file as digits");
}

TEST_CASE("an odd resume is one: short, of words that notices have, exported as data, glued, in figures") {
    for (auto const* resume : {
             "Nurse",
             "Python, SQL, Docker",
             "Zoe Example\nzoe@example.org\nBuilt log in, sign up and forgot password pages, 2019 - 2021",
             "Front-end developer. Sign in forms, error messages and session handling for a bank's web site.",
             "Login systems administrator with permission and access management at a hospital for nine years",
             R"({"basics": {"name": "Zoe Example", "email": "zoe@example.org"}, "skills": ["SQL"]})",
             "\xE6\x8A\xA4\xE5\xA3\xAB\xEF\xBC\x8C\xE4\xB8\x83\xE5\xB9\xB4\xE7\xBB\x8F\xE9\xAA\x8C",
             "2015 2016 2017 2018 2019 2020",
         }) {
        CAPTURE(resume);
        CHECK_FALSE(not_a_resume(resume));
    }
    CHECK_FALSE(not_a_resume(repeated("ResponsibleForTheMonthlyAccountsOfThreeShops,AndForTheirStaff. ", 8)));
    CHECK_FALSE(
        not_a_resume(repeated("Access denied. Sign in. Forgot password? Page not found. ", 1) +
                     repeated("Wrote the words that the users of a large shop read when things fail. ", 20)));
    // A digest or a key somebody puts on a page.
    CHECK_FALSE(not_a_resume("PGP 4F2A91C0D7E85B36A1F04C9D2E7B85A6C3D1F0E9 zoe"));
}

TEST_CASE("hostile data ends: deep JSON") {
    CHECK_FALSE(not_a_resume(std::string(100000, '[') + std::string(100000, ']')));
    CHECK_FALSE(not_a_resume(std::string(100000, '{')));
}

TEST_CASE("a file that holds no resume fails before the model is asked") {
    auto client = std::make_shared<ats::testing::ScriptedClient>(ats::testing::ScriptedClient::reply("{}"));
    ats::ResumeScorer const scorer(client, ats::criteria_from_texts({"Nursing"}));
    try {
        scorer.score(ats::Document::from_text("jane.pdf", R"({"error": "not found"})"));
        FAIL("scored");
    } catch (ats::DocumentError const& error) {
        CHECK(error.code() == ats::ErrorCode::document_not_a_resume);
        CHECK(std::string(error.what()) ==
              "jane.pdf: the file holds data of a program (JSON), not a resume: ask for it again");
    }
    CHECK(client->calls() == 0);
}
