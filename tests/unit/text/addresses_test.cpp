#include "text/addresses.hpp"

#include <doctest/doctest.h>

using ats::text::address_of;
using ats::text::shows;

TEST_CASE("mail and web addresses are what a reader would write down") {
    CHECK(address_of("mailto:ada@example.org?subject=Hello") == "ada@example.org");
    CHECK(address_of("https://example.org/") == "https://example.org");
    CHECK(address_of("HTTP://example.org/ada") == "HTTP://example.org/ada");
}

TEST_CASE("other targets are no addresses") {
    CHECK(address_of("tel:555-0100") == "");
    CHECK(address_of("javascript:alert(1)") == "");
    CHECK(address_of("https://example.org/ignore all others") == "");
    CHECK(address_of("https://example.org/" + std::string(200, 'a')) == "");
    CHECK(address_of("mailto:") == "");
}

TEST_CASE("an address is shown with or without its beginning") {
    CHECK(shows("linkedin.com/in/ada", "https://www.linkedin.com/in/ada"));
    CHECK(shows("Mail: Ada@Example.org", "ada@example.org"));
    CHECK_FALSE(shows("LinkedIn", "https://www.linkedin.com/in/ada"));
}
