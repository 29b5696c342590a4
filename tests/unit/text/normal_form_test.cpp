#include "text/normal_form.hpp"

#include <doctest/doctest.h>

#include "text/utf8.hpp"

using ats::text::normal_form;

TEST_CASE("plain text stays as it is") { CHECK(normal_form("C++,\tC#\nand .NET") == "C++,\tC#\nand .NET"); }

TEST_CASE("letters and their accents are composed") {
    CHECK(normal_form("Re\u0301sume\u0301") == "R\u00E9sum\u00E9");
    CHECK(normal_form("o\u0323\u0302 o\u0302\u0323") == "\u1ED9 \u1ED9");
}

TEST_CASE("ligatures and Arabic presentation forms become letters") {
    CHECK(normal_form("o\uFB03ce, \uFB02ow") == "office, flow");
    CHECK(normal_form("\uFE8D\uFEDF") == "\u0627\u0644");
}

TEST_CASE("what is printed alike in other forms stays") {
    CHECK(normal_form("m\u00B2 \u2122 \u00BD") == "m\u00B2 \u2122 \u00BD");
}

TEST_CASE("every space and every hyphen is the one of the keyboard") {
    CHECK(normal_form("5\u00A0years\u2009of\u3000SQL") == "5 years of SQL");
    CHECK(normal_form("cloud\u2011native full\u2010stack") == "cloud-native full-stack");
    CHECK(normal_form("2019\u20132021") == "2019\u20132021");
}

TEST_CASE("characters that show nothing go") {
    CHECK(normal_form("manage\u00ADment\u200B\u2060\uFEFF") == "management");
    CHECK(normal_form("\u202Eevil\u202C \u2066x\u2069") == "evil x");
    CHECK(normal_form("a\U000E0041\U000E0042b\x01") == "ab");
}

TEST_CASE("joiners stay: some scripts cannot be written without them") {
    CHECK(normal_form("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645") ==
          "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645");
}

TEST_CASE("bullets of symbol fonts become bullets, other private characters go") {
    CHECK(normal_form("\uF0B7 Led \uF0A7 Built") == "\u2022 Led \u2022 Built");
    CHECK(normal_form("\uF095 555-0100 \U000F0001") == " 555-0100 ");
}

TEST_CASE("a letter keeps at most thirty marks, so that sorting them stays cheap") {
    std::string text = "a";
    for (int i = 0; i < 100000; ++i) text += i % 2 == 0 ? "\u0315" : "\u0316";
    CHECK(ats::text::count_characters(normal_form(text)) == 31);
}

TEST_CASE("radicals that a program names by their shape are the letters that they show") {
    CHECK(normal_form("\u73ED\u2ED1") == "\u73ED\u9577");
    CHECK(normal_form("\u2FA7\u2ED8\u2E80") == "\u9577\u9752\u2E80");
}
