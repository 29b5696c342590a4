// What the queue costs for each job: bench_queue [JOBS]
// The same resumes are scored by the same scripted client in a plain loop and through a queue with one
// worker.
#include <cstdio>
#include <string>

#include <ats/ats.hpp>
#include <ats/testing.hpp>

#include "bench.hpp"

namespace {

ats::Document const resume = ats::Document::from_text("resume.txt", "Ann Example\nPython since 2019\n");

double loop(ats::ResumeScorer const& scorer, ats::DocumentReader const& reader, int jobs) {
    auto const start = std::chrono::steady_clock::now();
    for (int i = 0; i < jobs; ++i) scorer.score(reader.read(ats::DocumentSource::from_document(resume)));
    return bench::seconds_since(start);
}

double queued(std::shared_ptr<ats::ResumeScorer const> const& scorer,
              std::shared_ptr<ats::DocumentReader const> const& reader, int jobs) {
    auto const start = std::chrono::steady_clock::now();
    ats::JobQueueOptions options;
    options.workers = 1;
    ats::JobQueue queue(reader, scorer, options);
    for (int i = 0; i < jobs; ++i) queue.submit(ats::DocumentSource::from_document(resume));
    queue.close(ats::JobQueue::Close::finish);
    return bench::seconds_since(start);
}

}  // namespace

int main(int argc, char** argv) {
    int const jobs = argc > 1 ? std::stoi(argv[1]) : 5000;
    std::vector<double> plain, through;
    for (int round = 0; round < 5; ++round) {
        // A client for each round: it keeps its requests.
        auto const client = std::make_shared<ats::testing::ScriptedClient>();
        auto const reader = std::make_shared<ats::DocumentReader>();
        auto const scorer = std::make_shared<ats::ResumeScorer>(client, ats::criteria_from_texts({"Python"}));
        plain.push_back(1e6 * loop(*scorer, *reader, jobs) / jobs);
        through.push_back(1e6 * queued(scorer, reader, jobs) / jobs);
    }
    std::printf("plain loop %.1f us a job, through the queue %.1f us a job (medians of 5 x %d jobs)\n",
                bench::median(plain), bench::median(through), jobs);
}
