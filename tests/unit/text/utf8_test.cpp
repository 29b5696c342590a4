#include "text/utf8.hpp"

#include <doctest/doctest.h>

using namespace ats::text;

TEST_CASE("invalid UTF-8 becomes one replacement character for each broken part") {
    CHECK(repair_utf8("caf\xC3\xA9") == "caf\xC3\xA9");
    CHECK(repair_utf8("caf\xE9!") == "caf\xEF\xBF\xBD!");
    CHECK(repair_utf8("\xC3") == "\xEF\xBF\xBD");
    CHECK(repair_utf8("\xE2\x82") == "\xEF\xBF\xBD");
    CHECK(repair_utf8(std::string_view("a\0b", 3)) ==
          "a\xEF\xBF\xBD"
          "b");
    CHECK(repair_utf8("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // A surrogate.
    CHECK(repair_utf8("\xF4\x90\x80\x80").size() == 12);                           // Above U+10FFFF.
    CHECK(repair_utf8("\xC0\xAF").size() == 6);                                    // An overlong slash.
}

TEST_CASE("characters are counted and found, not bytes") {
    CHECK(count_characters("Zo\xC3\xAB \xF0\x9F\x98\x80") == 5);
    CHECK(byte_offset("Zo\xC3\xAB!", 3) == 4);
    CHECK(byte_offset("abc", 9) == 3);
}

TEST_CASE("what is appended decodes to the same character") {
    for (char32_t c : {U'a', U'\u00E9', U'\u20AC', U'\U0001F600'}) {
        std::string text;
        append(text, c);
        CHECK(decode(text, 0).character == c);
        CHECK(decode(text, 0).bytes == text.size());
    }
    std::string surrogate;
    append(surrogate, 0xD800);
    CHECK(surrogate == "\xEF\xBF\xBD");
}
