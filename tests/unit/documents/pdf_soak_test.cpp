#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ats/document_reader.hpp>

#include "error_of.hpp"
#include "made_docx.hpp"
#include "made_pdf.hpp"

using namespace ats;
using test::code_of;

namespace {

/// What a process holds of the system's: none of it may grow with the documents read.
struct Holdings {
    std::set<std::string> descriptors;
    std::set<std::string> children;  ///< Alive or as zombies.
};

std::set<std::string> names_in(std::string const& folder) {
    std::set<std::string> names;
    for (auto const& entry : std::filesystem::directory_iterator(folder)) {
        names.insert(entry.path().filename());
    }
    return names;
}

Holdings holdings() {
    Holdings now{names_in("/proc/self/fd"), {}};
    for (auto const& task : names_in("/proc/self/task")) {
        std::ifstream file("/proc/self/task/" + task + "/children");
        now.children.insert(std::istream_iterator<std::string>(file), {});
    }
    return now;
}

std::string pdf_of(std::string const& name) { return test::made_pdf({{{72, 700, name}}}); }

struct Sample {
    std::string bytes;
    std::optional<ErrorCode> code;  ///< What reading it fails with.
};

std::vector<Sample> samples() {
    auto const pdf = pdf_of("Ada");
    auto const docx = test::made_docx(test::paragraph("Ada"));
    return {{pdf, std::nullopt},
            {docx, std::nullopt},
            {"Ada", std::nullopt},
            {"%PDF-1.4 and no more", ErrorCode::document_damaged},
            {docx.substr(0, docx.size() / 2), ErrorCode::document_damaged}};
}

/// Ignores a signal for the length of a test.
class Ignored {
public:
    explicit Ignored(int signal) : signal_(signal), before_(std::signal(signal, SIG_IGN)) {}
    ~Ignored() { std::signal(signal_, before_); }
    Ignored(Ignored const&) = delete;
    Ignored& operator=(Ignored const&) = delete;

private:
    int signal_;
    void (*before_)(int);
};

}  // namespace

TEST_CASE("300 documents of many kinds leave no descriptor and no process behind") {
    auto const all = samples();
    auto const before = holdings();
    {
        DocumentReaderOptions options;
        options.pdf_workers = 1;
        DocumentReader const reader(options);
        for (std::size_t i = 0; i < 300; ++i) {
            auto const& sample = all[i % all.size()];
            REQUIRE(code_of([&] { reader.read(sample.bytes, "cv"); }) == sample.code);
        }
        CHECK(holdings().children.size() == before.children.size() + 2);  // One of each program.
    }
    CHECK(holdings().descriptors == before.descriptors);
    CHECK(holdings().children == before.children);
}

TEST_CASE("a host may ignore SIGPIPE and SIGCHLD, and read from many threads") {
    Ignored const pipe(SIGPIPE);
    Ignored const child(SIGCHLD);
    auto const before = holdings();
    {
        DocumentReaderOptions options;
        options.pdf_workers = 2;
        DocumentReader const reader(options);
        auto const pdf = pdf_of("Ada");
        std::atomic<int> read = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int k = 0; k < 10; ++k) read += reader.read(pdf, "cv").text == "Ada\n";
            });
        }
        for (auto& thread : threads) thread.join();
        CHECK(read == 40);
    }
    CHECK(holdings().descriptors == before.descriptors);
    CHECK(holdings().children == before.children);
}

#ifndef ATS_SANITIZED  // Their allocators may be locked by the other thread at the fork.
TEST_CASE("a host may fork while another of its threads reads") {
    DocumentReader const reader;
    auto const pdf = pdf_of("Ada");
    std::atomic<bool> done = false;
    std::atomic<int> wrong = 0;
    std::thread busy([&] {
        while (!done) wrong += reader.read(pdf, "cv").text != "Ada\n";
    });
    std::vector<int> statuses;
    for (int i = 0; i < 5; ++i) {
        auto const child = ::fork();
        if (child == 0) ::_exit(code_of([&] { reader.read(pdf, "cv"); }) == ErrorCode::caller_forked ? 0 : 1);
        int status = -1;
        ::waitpid(child, &status, 0);
        statuses.push_back(status);
    }
    done = true;
    busy.join();
    CHECK(statuses == std::vector<int>(5, 0));
    CHECK(wrong == 0);
}
#endif
