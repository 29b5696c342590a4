#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include <ats/document_reader.hpp>

#include "error_of.hpp"
#include "fake_worker.hpp"
#include "made_docx.hpp"

using namespace ats;
using namespace std::chrono_literals;
using test::code_of;
using test::error_of;
using test::FakeWorker;

namespace {

std::string small_docx() { return test::made_docx(test::paragraph("Ada")); }

DocumentReaderOptions with_worker(std::string const& program) {
    DocumentReaderOptions options;
    options.pdf_workers = 1;
    options.office_worker = program;
    return options;
}

std::optional<ErrorCode> code_with(FakeWorker const& worker, std::string const& bytes) {
    return code_of([&] { DocumentReader(with_worker(worker.path())).read(bytes, "cv"); });
}

/// The ids of the office workers that a log tells of.
class Started {
public:
    LogCallback callback() {
        return [this](LogLevel, std::string_view line) {
            constexpr std::string_view prefix = "office worker ";
            if (line.substr(0, prefix.size()) != prefix || line.find("started") == line.npos) return;
            std::lock_guard const lock(mutex_);
            ids_.push_back(std::atoi(std::string(line.substr(prefix.size())).c_str()));
        };
    }
    std::vector<pid_t> ids() const {
        std::lock_guard const lock(mutex_);
        return ids_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<pid_t> ids_;
};

}  // namespace

TEST_CASE("packages and Markdown are read by the worker, plain text by the library") {
    DocumentReader const reader(with_worker("/nowhere/ats-office"));
    for (auto const& bytes : {small_docx(), std::string("# Ada\n\n**C++**\n")}) {
        auto const error = error_of([&] { reader.read(bytes, "cv"); });
        REQUIRE(error);
        CHECK(error->code == ErrorCode::worker_not_found);
        CHECK(error->message.find("/nowhere/ats-office") != std::string::npos);
        CHECK(error->message.find("office_worker") != std::string::npos);
    }
    CHECK(reader.read("Ada", "cv").text == "Ada");
}

TEST_CASE("an office worker that is hostile costs one document") {
    for (auto const* const script : {"exit 1", "kill -9 $$", "exec cat <&3 >&3", "exec yes nonsense >&3"}) {
        CHECK(code_with(FakeWorker(script), small_docx()) == ErrorCode::document_crashed);
        CHECK(code_with(FakeWorker(script), "# Ada\n\n**C++**\n") == ErrorCode::document_crashed);
    }
}

TEST_CASE("an office worker that lacks a library is a broken installation") {
    CHECK(code_with(FakeWorker("exit 127"), small_docx()) == ErrorCode::worker_not_found);
}

TEST_CASE("a crash of the office worker is told with its document, and the next one is read") {
    // Dies at its first document, and is an office worker from then on.
    FakeWorker const dies_once(
        std::string("[ -e \"$0.died\" ] && exec ") + ATS_OFFICE_WORKER +
        " \"$@\"\nhead -c 64 <&3 >/dev/null; : > \"$0.died\"\n"
        "printf '\\003\\163\\164\\141\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0' >&3\n"
        "kill -SEGV $$");
    DocumentReader const reader(with_worker(dies_once.path()));
    auto const error = error_of([&] { reader.read(small_docx(), "crash.docx"); });
    REQUIRE(error);
    CHECK(error->code == ErrorCode::document_crashed);
    CHECK(error->message.find("crash.docx") == 0);
    CHECK(reader.read(small_docx(), "cv").text == "Ada\n");
}

TEST_CASE("office workers that are killed at random cost no more than the documents they read") {
    Started started;
    DocumentReaderOptions options;
    options.pdf_workers = 2;
    options.log = started.callback();
    DocumentReader const reader(options);
    auto const docx = test::made_docx(test::paragraph(std::string(20000, 'a')));
    std::atomic<bool> done = false;
    std::thread killer([&] {
        for (std::size_t round = 0; !done; ++round) {
            std::this_thread::sleep_for(std::chrono::microseconds{500 + 700 * (round % 5)});
            auto const ids = started.ids();
            // Only the newest two live; an id that was waited for may mean another process.
            if (!ids.empty() && round % 3 == 0) ::kill(ids.back(), SIGKILL);
        }
    });
    int read = 0;
    int crashed = 0;
    for (int i = 0; i < 300; ++i) {
        auto const code = code_of([&] { reader.read(docx, "cv"); });
        read += code == std::nullopt;
        crashed += code == ErrorCode::document_crashed;
    }
    done = true;
    killer.join();
    CHECK(read + crashed == 300);
    CHECK(started.ids().size() > 1);
    CHECK(reader.read(docx, "cv").text.size() == 20001);
}

TEST_CASE("each office worker reads as many documents as it may") {
    Started started;
    DocumentReaderOptions options;
    options.pdf_workers = 1;
    options.pdf_documents_per_worker = 2;
    options.log = started.callback();
    DocumentReader const reader(options);
    for (int i = 0; i < 5; ++i) CHECK(reader.read(small_docx(), "cv").text == "Ada\n");
    CHECK(started.ids().size() == 3);
}

TEST_CASE("the office worker has given up its rights before it reads a document") {
    Started started;
    DocumentReaderOptions options;
    options.pdf_workers = 1;
    options.log = started.callback();
    DocumentReader const reader(options);
    reader.read(small_docx(), "cv");
    std::ifstream file("/proc/" + std::to_string(started.ids().at(0)) + "/status");
    std::string const status(std::istreambuf_iterator<char>(file), {});
    CHECK(status.find("NoNewPrivs:\t1") != std::string::npos);
#ifndef ATS_SANITIZED  // Sanitizers need more than the filter allows.
    bool const kernel_has_filters = status.find("Seccomp:") != std::string::npos;
    CHECK((status.find("Seccomp:\t2") != std::string::npos) == kernel_has_filters);
#endif
}

TEST_CASE("run by hand the office worker says what it is and exits with 2") {
    std::string const command = std::string(ATS_OFFICE_WORKER) + " 2>&1";
    auto* const pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    char line[256] = {};
    CHECK(std::fgets(line, sizeof line, pipe) != nullptr);
    auto const status = ::pclose(pipe);
    CHECK(WEXITSTATUS(status) == 2);
    CHECK(std::string(line).find("ats-office reads office documents") == 0);
}
