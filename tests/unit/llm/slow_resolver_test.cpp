#include <atomic>
#include <chrono>
#include <string_view>
#include <thread>

#include <dlfcn.h>
#include <doctest/doctest.h>
#include <netdb.h>

#include "llm/requests.hpp"
#include "support/model_server.hpp"

using namespace ats;
using namespace ats::test;
using std::chrono::milliseconds;

namespace {

constexpr std::string_view slow_host = "slow.example";
std::atomic<bool> resolver_waits{false};
std::atomic<bool> resolver_may_end{false};

/// Long enough for the test to fail first.
void wait_for_end() {
    resolver_waits = true;
    for (int i = 0; i < 2000 && !resolver_may_end; ++i) std::this_thread::sleep_for(milliseconds(10));
    resolver_waits = false;
}

}  // namespace

// libcurl finds this one instead of the C library's.
extern "C" __attribute__((visibility("default"))) int getaddrinfo(char const* host, char const* service,
                                                                  addrinfo const* hints, addrinfo** found) {
    if (host != nullptr && host == slow_host) {
        wait_for_end();
        return EAI_AGAIN;
    }
    static auto const real = reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
    return real(host, service, hints, found);
}

TEST_CASE("a name that nobody resolves holds up neither its own call nor others") {
    auto options = options_for("http://slow.example/v1");
    OpenAiClient client(options);
    resolver_may_end = false;
    auto const [code, message] =
        error_of([&] { client.complete(score_request(), CallContext::with_timeout(milliseconds(200))); });
    CHECK(code == ErrorCode::deadline_exceeded);
    CHECK(resolver_waits);

    options.connect_timeout = milliseconds(200);
    CHECK(error_of([&] { OpenAiClient(options).complete(score_request(), {}); }).first ==
          ErrorCode::model_timeout);
    CHECK(resolver_waits);
    resolver_may_end = true;
}
