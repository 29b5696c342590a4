#include <atomic>
#include <optional>
#include <thread>

#include <doctest/doctest.h>

#include <ats/context.hpp>
#include <ats/error.hpp>

using namespace ats;
using namespace std::chrono_literals;

TEST_CASE("cancelling reaches every copy and every linked token, but not the parent") {
    CancelToken const parent;
    auto const child = CancelToken::linked_to(parent);
    auto const copy = child;
    child.cancel();
    CHECK(copy.cancelled());
    CHECK_FALSE(parent.cancelled());
    auto const second = CancelToken::linked_to(parent);
    parent.cancel();
    CHECK(second.cancelled());
    CHECK(CancelToken::linked_to(parent).cancelled());
}

TEST_CASE("a wait ends early when the token is cancelled from another thread") {
    CancelToken const token;
    std::thread canceller([&] { token.cancel(); });
    CHECK(token.wait_for(1h));
    canceller.join();
    CHECK_FALSE(CancelToken().wait_for(1ms));
}

TEST_CASE("a callback runs once, at once if cancelled already, and never after its registration ended") {
    std::atomic<int> runs = 0;
    CancelToken const token;
    {
        auto const registration = token.on_cancel([&] { ++runs; });
    }
    auto const kept = token.on_cancel([&] { runs += 10; });
    token.cancel();
    token.cancel();
    CHECK(runs == 10);
    auto const late = token.on_cancel([&] { runs += 100; });
    CHECK(runs == 110);
}

TEST_CASE("a callback may end its own registration") {
    CancelToken const token;
    std::optional<CancelToken::Registration> registration;
    registration = token.on_cancel([&] { registration.reset(); });
    token.cancel();
    CHECK_FALSE(registration.has_value());
}

TEST_CASE("a context says whether it was cancelled or ran out of time") {
    CHECK_NOTHROW(CallContext().check());
    CHECK_FALSE(CallContext().time_left().has_value());
    auto const over = CallContext::with_timeout(0ns);
    CHECK_THROWS_WITH_AS(over.check(), "the call did not end before its deadline", CallerError);
    CHECK(over.time_left() == 0ns);
    CHECK_NOTHROW(CallContext::with_timeout(std::chrono::nanoseconds::max()).check());
    over.cancel.cancel();
    CHECK_THROWS_WITH_AS(over.check(), "the call was cancelled", CallerError);
}

TEST_CASE("dates are read strictly and written back the same") {
    CHECK(Date::parse("2024-02-29").to_string() == "2024-02-29");
    CHECK(Date::parse("0990-01-01").to_string() == "0990-01-01");
    for (auto const* bad : {"", "2023-02-29", "2024-13-01", "2024-1-1", "24-01-01", "2024/01/01",
                            "0000-01-01", "2024-01-0x", "2024-01-011", "-024-01-01"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(Date::parse(bad), CallerError);
    }
    CHECK(Date{2024, 1, 31} < Date{2024, 2, 1});
    CHECK_FALSE(Date{2024, 2, 1} < Date{2024, 2, 1});
    CHECK(Date::today().year >= 2026);
}
