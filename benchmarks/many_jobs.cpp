// Memory over a hundred thousand jobs: bench_many_jobs FOLDER [JOBS]
// The whole stack: resumes are files in FOLDER (a thousand are made there, and each is submitted again and
// again), read when their turn comes; a bounded queue that keeps no outcome; the scorer; the validating, the
// retrying and the limiting client around one that answers at once; a CSV report that takes each outcome as
// it comes and is sorted at the end, into FOLDER. Prints the resident memory on the way.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <ats/ats.hpp>
#include <ats/testing.hpp>

#include "bench.hpp"

namespace {

constexpr int files = 1000;

/// Answers at once by the script of the tests, which itself would remember every request.
class Instant final : public ats::LlmClient {
public:
    ats::LlmReply complete(ats::LlmRequest const& request, ats::CallContext const&) override {
        ats::LlmReply reply;
        reply.text = ats::testing::valid_reply(request);
        reply.model = "instant";
        return reply;
    }
};

std::shared_ptr<ats::LlmClient> whole_client() {
    auto const limiting =
        std::make_shared<ats::LimitingClient>(std::make_shared<Instant>(), std::make_shared<ats::Limiter>());
    return std::make_shared<ats::ValidatingClient>(std::make_shared<ats::RetryingClient>(limiting));
}

double resident_mb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmRSS:", 0) == 0) return std::stod(line.substr(6)) / 1024;
    }
    return 0;
}

std::vector<std::string> written_resumes(std::filesystem::path const& folder) {
    std::vector<std::string> paths;
    for (int number = 0; number < files; ++number) {
        paths.push_back((folder / ("resume-" + std::to_string(number) + ".txt")).string());
        std::ofstream file(paths.back());
        file << "Candidate " << number << "\nPython since 2019\n";
        // Of the size of a real one.
        for (int line = 0; line < 80; ++line) file << "Kept the records of store " << number + line << '\n';
    }
    return paths;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    std::filesystem::path const folder = argv[1];
    int const jobs = argc > 2 ? std::stoi(argv[2]) : 100000;
    auto const paths = written_resumes(folder);
    auto const criteria = ats::criteria_from_texts({"Python", "SQL", "Teamwork", "English", "5+ years"});
    ats::CsvReport report(criteria);
    ats::JobQueueOptions options;
    options.workers = 2;
    options.capacity = 256;
    options.keep_outcomes = false;
    options.on_outcome = [&](ats::JobId id, ats::Document const*, ats::Outcome const& outcome) {
        report.add(id - 1, outcome.name, outcome);
    };
    auto const scorer = std::make_shared<ats::ResumeScorer>(whole_client(), criteria);
    auto const start = std::chrono::steady_clock::now();
    ats::JobQueue queue(std::make_shared<ats::DocumentReader>(), scorer, options);
    for (int i = 0; i < jobs; ++i) {
        queue.submit(ats::DocumentSource::from_file(paths[static_cast<std::size_t>(i % files)]));
        if ((i + 1) % (jobs / 10) == 0) std::printf("%7d submitted: %.1f MB\n", i + 1, resident_mb());
    }
    queue.close(ats::JobQueue::Close::finish);
    auto const progress = queue.progress();
    std::ofstream csv(folder / "ranking.csv", std::ios::binary);
    report.write(csv);
    std::printf("%zu outcomes, %zu failed, in %.1f s, %.1f MB at the end, a CSV of %.1f MB\n",
                progress.finished, progress.failed, bench::seconds_since(start), resident_mb(),
                static_cast<double>(csv.tellp()) / 1e6);
    return progress.failed == 0 ? 0 : 1;
}
