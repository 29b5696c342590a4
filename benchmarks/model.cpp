// Text resumes against a slow model on this machine: bench_model [RESUMES] [WORKERS] [MILLISECONDS]
// The ideal is model time alone: as many answers at once as there are workers.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <thread>

#include <httplib.h>

#include <ats/ats.hpp>

#include "bench.hpp"

namespace {

constexpr char const* completion =
    R"({"id":"x","object":"chat.completion","model":"slow","choices":[{"index":0,"finish_reason":"stop","message":)"
    R"({"role":"assistant","content":"{\"scores\":{\"c1\":{\"quotes\":[\"Python\"],\"reason\":\"Shown.\",\"score\":4}}}"}}],)"
    R"("usage":{"prompt_tokens":900,"completion_tokens":40,"total_tokens":940}})";

class SlowModel {
public:
    SlowModel(int milliseconds, int threads) {
        server_.new_task_queue = [threads] {
            return new httplib::ThreadPool(static_cast<std::size_t>(threads));
        };
        server_.set_keep_alive_max_count(100000);
        server_.set_tcp_nodelay(true);  // Otherwise head and body of an answer wait 40 ms for each other.
        server_.Post("/v1/chat/completions",
                     [milliseconds](httplib::Request const&, httplib::Response& response) {
                         std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
                         // Named so, the HTTP library does not compress it: its brotli would be half of what
                         // is measured.
                         response.set_content(completion, "application/json; charset=utf-8");
                     });
        port_ = server_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread([this] { server_.listen_after_bind(); });
    }
    ~SlowModel() {
        server_.stop();
        thread_.join();
    }
    std::string base_url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/v1"; }

private:
    httplib::Server server_;
    int port_ = 0;
    std::thread thread_;
};

int argument(int argc, char** argv, int index, int otherwise) {
    return argc > index ? std::stoi(argv[index]) : otherwise;
}

std::shared_ptr<ats::LlmClient> client_of(std::string base_url) {
    ats::OpenAiOptions options;
    options.base_url = std::move(base_url);
    options.model = "slow";
    return std::make_shared<ats::ValidatingClient>(
        std::make_shared<ats::RetryingClient>(std::make_shared<ats::OpenAiClient>(options)));
}

}  // namespace

int main(int argc, char** argv) {
    int const resumes = argument(argc, argv, 1, 1000);
    int const workers = argument(argc, argv, 2, 128);
    int const milliseconds = argument(argc, argv, 3, 300);
    SlowModel const model(milliseconds, workers + 8);

    auto const criteria = ats::criteria_from_texts({"Python"});
    auto const reader = std::make_shared<ats::DocumentReader>();
    auto const scorer = std::make_shared<ats::ResumeScorer>(client_of(model.base_url()), criteria);
    std::string const text = "Ann Example\n" + std::string(3000, 'x') + "\nPython since 2019\n";
    auto const score_all = [&](int count, int at_once) {
        ats::JobQueueOptions options;
        options.workers = at_once;
        ats::JobQueue queue(reader, scorer, options);
        for (int i = 0; i < count; ++i)
            queue.submit(ats::DocumentSource::from_bytes(std::to_string(i), text));
        return ats::rank(criteria, *queue.wait_all());
    };
    // Opens the connections before the clock starts, a few at a time: the HTTP library of the server listens
    // with a backlog of 5, and a connection that finds it full waits a second.
    for (int open = 4; open < workers + 4; open += 4) score_all(open, std::min(open, workers));

    auto const cpu = bench::cpu_seconds();
    auto const start = std::chrono::steady_clock::now();
    auto const ranking = score_all(resumes, workers);
    auto const wall = bench::seconds_since(start);

    auto const scored = std::count_if(ranking.rows.begin(), ranking.rows.end(),
                                      [](auto const& row) { return row.outcome.scorecard() != nullptr; });
    double const ideal = std::ceil(double(resumes) / workers) * milliseconds / 1000;
    std::printf(
        "%ld of %d resumes scored in %.2f s with %d workers and a %d ms model; ideal %.2f s; share of the "
        "ideal %.2f; CPU %.2f ms a resume, server included\n",
        long(scored), resumes, wall, workers, milliseconds, ideal, ideal / wall,
        1000 * (bench::cpu_seconds() - cpu) / resumes);
    return scored == resumes ? 0 : 1;
}
