// Memory over a hundred thousand jobs: bench_many_jobs [JOBS]
// Every job has a document of its own, made as it is submitted; a client answers at once; the queue is
// bounded and keeps no outcome, and each outcome goes to a file as it comes. Prints the resident memory on
// the way.
#include <cstdio>
#include <fstream>
#include <mutex>
#include <string>

#include <ats/ats.hpp>

#include "bench.hpp"

namespace {

/// Answers at once, and keeps nothing.
class Instant final : public ats::LlmClient {
public:
    ats::LlmReply complete(ats::LlmRequest const&, ats::CallContext const&) override {
        ats::LlmReply reply;
        reply.text =
            R"({"scores":{"c1":{"quotes":["Python since 2019"],"reason":"Years of it.","score":4}}})";
        reply.model = "instant";
        return reply;
    }
};

double resident_mb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmRSS:", 0) == 0) return std::stod(line.substr(6)) / 1024;
    }
    return 0;
}

ats::Document resume(int number) {
    // Of the size of a real one.
    std::string text = "Candidate " + std::to_string(number) + "\nPython since 2019\n";
    for (int line = 0; line < 80; ++line)
        text += "Kept the records of store " + std::to_string(number + line) + '\n';
    return ats::Document::from_text("resume-" + std::to_string(number) + ".txt", text);
}

}  // namespace

int main(int argc, char** argv) {
    int const jobs = argc > 1 ? std::stoi(argv[1]) : 100000;
    std::ofstream report("/dev/null");
    std::mutex one_at_a_time;
    long told = 0;
    ats::JobQueueOptions options;
    options.workers = 2;
    options.capacity = 256;
    options.keep_outcomes = false;
    options.on_outcome = [&](ats::JobId, ats::Document const*, ats::Outcome const& outcome) {
        std::lock_guard lock(one_at_a_time);
        report << outcome.name << ',' << outcome.scorecard()->total << '\n';
        ++told;
    };
    auto const scorer = std::make_shared<ats::ResumeScorer>(std::make_shared<Instant>(),
                                                            ats::criteria_from_texts({"Python"}));
    auto const start = std::chrono::steady_clock::now();
    ats::JobQueue queue(std::make_shared<ats::DocumentReader>(), scorer, options);
    for (int i = 0; i < jobs; ++i) {
        queue.submit(ats::DocumentSource::from_document(resume(i)));
        if ((i + 1) % (jobs / 10) == 0) std::printf("%7d submitted: %.1f MB\n", i + 1, resident_mb());
    }
    queue.close(ats::JobQueue::Close::finish);
    std::printf("%ld outcomes in %.1f s, %.1f MB at the end\n", told, bench::seconds_since(start),
                resident_mb());
    return told == jobs ? 0 : 1;
}
