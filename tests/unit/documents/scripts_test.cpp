#include "pdf_worker/scripts.hpp"

#include <doctest/doctest.h>

using ats::pdf::in_reading_direction;
using ats::pdf::writes_no_spaces;

TEST_CASE("Latin words are as they are drawn") { CHECK(in_reading_direction("(Java)") == "(Java)"); }

TEST_CASE("letters of Hebrew are drawn from right to left") {
    CHECK(in_reading_direction("\u05DD\u05D5\u05DC\u05E9") == "\u05E9\u05DC\u05D5\u05DD");
}

TEST_CASE("Latin letters and numbers inside them run the other way, and brackets are turned") {
    CHECK(in_reading_direction("Java-\u05D5") == "\u05D5-Java");
    CHECK(in_reading_direction("(2019\u05D0") == "\u05D02019)");
}

TEST_CASE("Chinese and Japanese write no spaces, Korean and Latin do") {
    CHECK(writes_no_spaces("\u4E2D", "\u56FD"));
    CHECK(writes_no_spaces("\u30AB", "\u6F22"));
    CHECK_FALSE(writes_no_spaces("\uD55C", "\uAD6D"));
    CHECK_FALSE(writes_no_spaces("\u4E2D", "Java"));
    CHECK_FALSE(writes_no_spaces("Java", "\u4E2D"));
}

TEST_CASE("lam and alef of one glyph have one width; beside each other they have their own") {
    CHECK(ats::pdf::share_a_glyph(U'\u0644', U'\u0627', 3.25, 3.25));
    CHECK_FALSE(ats::pdf::share_a_glyph(U'\u0644', U'\u0627', 4.5, 2.75));
    CHECK_FALSE(ats::pdf::share_a_glyph(U'\u0627', U'\u0644', 3.25, 3.25));
}

TEST_CASE("a ligature is taken apart behind the turn of its word") {
    CHECK(in_reading_direction("\u0645\uFEFB\u0633") == "\u0633\uFEFB\u0645");
}
