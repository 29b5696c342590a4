// The model client alone, under load: bench_wire BASE_URL [IN_FLIGHT] [SECONDS] [CA_BUNDLE]
// Prints calls a second, CPU for each call and memory as one JSON line; benchmarks/wire_throughput.py
// runs it beside a load generator and the official Python client.
#include <atomic>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <ats/ats.hpp>

#include "bench.hpp"

namespace {

constexpr std::size_t request_bytes = 6000;

ats::LlmRequest scoring_request() {
    ats::LlmRequest request;
    request.task = "score_resume";
    request.instructions = "Score the resume.";
    request.sections = {{"resume", std::string(request_bytes, 'x'), true}};
    request.schema =
        R"({"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false})";
    return request;
}

double resident_mb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmRSS:", 0) == 0) return std::stod(line.substr(6)) / 1024;
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    int const in_flight = argc > 2 ? std::stoi(argv[2]) : 1000;
    auto const duration = std::chrono::seconds(argc > 3 ? std::stoi(argv[3]) : 5);
    ats::OpenAiOptions options;
    options.base_url = argv[1];
    options.model = "slow";
    options.connect_timeout = std::chrono::seconds(30);
    if (argc > 4) options.ca_bundle = argv[4];
    ats::OpenAiClient client(options);
    auto const request = scoring_request();

    std::atomic<bool> counting{false}, ends{false};
    std::atomic<long> calls{0}, failures{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < in_flight; ++i) {
        threads.emplace_back([&] {
            while (!ends) {
                try {
                    client.complete(request, {});
                    if (counting) ++calls;
                } catch (ats::Error const& error) {
                    if (failures++ == 0) std::fprintf(stderr, "%s\n", error.what());
                }
            }
        });
    }
    // Connections are open and warm before the clock starts.
    std::this_thread::sleep_for(std::chrono::seconds(3));
    auto const start = std::chrono::steady_clock::now();
    auto const cpu = bench::cpu_seconds();
    counting = true;
    std::this_thread::sleep_for(duration);
    counting = false;
    auto const wall = bench::seconds_since(start);
    auto const used = bench::cpu_seconds() - cpu;
    auto const memory = resident_mb();
    ends = true;
    for (auto& thread : threads) thread.join();
    std::printf(
        "{\"calls_per_second\": %.0f, \"cpu_us_per_call\": %.1f, \"rss_mb\": %.1f, \"failures\": %ld}\n",
        static_cast<double>(calls) / wall, 1e6 * used / static_cast<double>(calls), memory, failures.load());
    return failures == 0 ? 0 : 1;
}
