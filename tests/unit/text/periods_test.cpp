#include <doctest/doctest.h>

#include <ats/periods.hpp>

using namespace ats;

TEST_CASE("periods of a text are told by months, with their place in characters") {
    Date const as_of{2024, 6, 15};
    auto const periods = periods_in("Köln: 03/2018 – 05/2020, then 2021 - present", as_of);

    REQUIRE(periods.size() == 2);
    CHECK(periods[0].first.to_string() == "2018-03-01");
    CHECK(periods[0].last.to_string() == "2020-05-01");
    CHECK_FALSE(periods[0].present);
    CHECK(periods[0].begin == 6);
    CHECK(periods[0].end == 23);
    CHECK(periods[1].first.to_string() == "2021-07-01");
    CHECK(periods[1].last.to_string() == "2024-06-01");
    CHECK(periods[1].present);
}

TEST_CASE("a period that runs backwards or lies in the future is none") {
    Date const as_of{2024, 6, 15};

    CHECK(periods_in("2020 - 2018", as_of).empty());
    CHECK(periods_in("2030 - 2031", as_of).empty());
    CHECK(periods_in("", as_of).empty());
}
