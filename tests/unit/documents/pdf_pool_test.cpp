#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <mutex>
#include <sstream>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ats/document_reader.hpp>

#include "error_of.hpp"
#include "fake_worker.hpp"
#include "made_pdf.hpp"

using namespace ats;
using namespace std::chrono_literals;
using test::code_of;
using test::error_of;

namespace {

std::string small_pdf() { return test::made_pdf({{{72, 700, "Ada"}}}); }

/// Takes minutes to read, far more than any test.
std::string endless_pdf() {
    std::string content = "BT /F1 10 Tf 72 700 Td (Ada) Tj ET\n";
    for (int i = 0; i < 19; ++i) content += content;
    return test::made_pdf_of_contents({content});
}

DocumentReaderOptions one_worker() {
    DocumentReaderOptions options;
    options.pdf_workers = 1;
    options.pdf_cpu_limit = 100s;
    return options;
}

/// Learns the ids of workers from the log.
class WorkerWatch {
public:
    LogCallback callback() {
        return [this](LogLevel, std::string_view line) {
            constexpr std::string_view prefix = "PDF worker ";
            auto const number = line.substr(prefix.size());
            std::lock_guard const lock(mutex_);
            if (line.find("started") != line.npos) ids_.push_back(std::atoi(std::string(number).c_str()));
        };
    }
    std::size_t started() const {
        std::lock_guard const lock(mutex_);
        return ids_.size();
    }
    /// @returns how many of the workers are there still, alive or as a zombie.
    std::ptrdiff_t left_over() const {
        std::lock_guard const lock(mutex_);
        return std::count_if(ids_.begin(), ids_.end(), [](pid_t id) { return ::kill(id, 0) == 0; });
    }
    pid_t wait_for_worker() const {
        while (started() == 0) std::this_thread::sleep_for(1ms);
        std::lock_guard const lock(mutex_);
        return ids_.back();
    }

private:
    mutable std::mutex mutex_;
    std::vector<pid_t> ids_;
};

class FakeWorker : public test::FakeWorker {
public:
    using test::FakeWorker::FakeWorker;

    std::optional<ErrorCode> code(DocumentReaderOptions options = one_worker()) const {
        options.pdf_worker = path();
        return code_of([&] { DocumentReader(options).read(small_pdf(), "cv"); });
    }
};

std::size_t open_descriptors() {
    auto const entries = std::filesystem::directory_iterator("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

/// Waits until the worker has used some CPU time on its document.
void wait_until_busy(pid_t worker) {
    auto const path = "/proc/" + std::to_string(worker) + "/stat";
    auto const ticks = [&] {
        std::ifstream file(path);
        std::string const line(std::istreambuf_iterator<char>(file), {});
        std::istringstream fields(line.substr(line.rfind(')') + 2));
        std::vector<std::string> const values(std::istream_iterator<std::string>(fields), {});
        return std::atol(values.at(11).c_str());  // utime, counted from the state.
    };
    auto const before = ticks();
    while (ticks() < before + 10) std::this_thread::sleep_for(5ms);
}

/// Sets the action of a signal for the length of a test.
class SignalAction {
public:
    SignalAction(int signal, void (*handler)(int)) : signal_(signal) {
        struct sigaction action {};
        action.sa_handler = handler;
        ::sigaction(signal, &action, &before_);
    }
    ~SignalAction() { ::sigaction(signal_, &before_, nullptr); }

private:
    int signal_;
    struct sigaction before_ {};
};

}  // namespace

TEST_CASE("killing a worker in the middle of a batch costs that document alone") {
    WorkerWatch watch;
    auto options = one_worker();
    options.log = watch.callback();
    DocumentReader const reader(options);
    reader.read(small_pdf(), "first");  // From here on the worker is busy with documents alone.
    auto busy = std::async(std::launch::async,
                           [&] { return error_of([&] { reader.read(endless_pdf(), "busy.pdf"); }); });
    auto const worker = watch.wait_for_worker();
    wait_until_busy(worker);
    std::vector<std::future<Document>> others;
    for (int i = 0; i < 3; ++i) {
        others.push_back(std::async(std::launch::async, [&] { return reader.read(small_pdf(), "cv"); }));
    }
    REQUIRE(::kill(worker, SIGKILL) == 0);
    auto const error = busy.get();
    REQUIRE(error);
    CHECK(error->code == ErrorCode::document_crashed);
    CHECK(error->message.find("signal 9") != std::string::npos);
    for (auto& other : others) CHECK(other.get().text == "Ada\n");
    CHECK(watch.started() == 2);
}

TEST_CASE("killing an idle worker costs no document") {
    WorkerWatch watch;
    auto options = one_worker();
    options.log = watch.callback();
    DocumentReader const reader(options);
    reader.read(small_pdf(), "cv");
    for (int i = 0; i < 20; ++i) {
        REQUIRE(::kill(watch.wait_for_worker(), SIGKILL) == 0);
        CHECK(reader.read(small_pdf(), "cv").text == "Ada\n");
    }
    CHECK(watch.started() == 21);
}

TEST_CASE("a worker that lacks a library is a broken installation, not a document's fault") {
    CHECK(FakeWorker("exit 127").code() == ErrorCode::worker_not_found);
}

TEST_CASE("a worker that was taken over cannot keep one document for the next if none reads two") {
    auto options = one_worker();
    options.pdf_worker = ATS_EVIL_KEEPS_PROGRAM;
    DocumentReader const shared(options);
    CHECK(shared.read(small_pdf(), "first").text == "the last one began with nothing\n");
    CHECK(shared.read(small_pdf(), "second").text == "the last one began with %PDF-\n");
    options.pdf_documents_per_worker = 1;
    DocumentReader const apart(options);
    CHECK(apart.read(small_pdf(), "first").text == "the last one began with nothing\n");
    CHECK(apart.read(small_pdf(), "second").text == "the last one began with nothing\n");
}

TEST_CASE("a worker that works while it is idle is ended before the next document") {
    WorkerWatch watch;
    auto options = one_worker();
    options.pdf_worker = ATS_EVIL_SPINS_PROGRAM;
    options.log = watch.callback();
    DocumentReader const reader(options);
    CHECK(reader.read(small_pdf(), "first").text == "the last one began with nothing\n");
    auto const spinning = watch.wait_for_worker();
    wait_until_busy(spinning);
    wait_until_busy(spinning);
    wait_until_busy(spinning);
    CHECK(reader.read(small_pdf(), "second").text == "the last one began with nothing\n");
    CHECK(watch.started() == 2);
    CHECK(::kill(spinning, 0) != 0);
}

TEST_CASE("without the sandbox the reader warns once, and refuses where it is required") {
    std::vector<std::string> warnings;
    auto options = one_worker();
    options.pdf_worker = ATS_EVIL_BARE_PROGRAM;
    options.log = [&](LogLevel level, std::string_view line) {
        if (level == LogLevel::warning) warnings.emplace_back(line);
    };
    {
        DocumentReader const reader(options);
        reader.read(small_pdf(), "first");
        reader.read(small_pdf(), "second");
    }
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0] ==
          "ats-pdf runs without Landlock, seccomp, limits of memory and time: a hostile "
          "document could do more harm; require_sandbox refuses this");
    options.require_sandbox = true;
    auto const error = error_of([&] { DocumentReader(options).read(small_pdf(), "cv"); });
    REQUIRE(error);
    CHECK(error->code == ErrorCode::sandbox_unavailable);
    CHECK(error->message.find("Landlock, seccomp") != std::string::npos);
    CHECK(DocumentReader(options).read("Ada", "cv").text == "Ada");
}

#ifndef ATS_SANITIZED  // The sandbox is left out there.
TEST_CASE("a worker that was taken over gets no more time, no file, no name of one and no program") {
    auto options = one_worker();
    options.pdf_worker = ATS_EVIL_LIMITS_PROGRAM;
    CHECK(DocumentReader(options).read(small_pdf(), "cv").text == "the last one began with nothing\n");
}

TEST_CASE("a worker that was taken over cannot signal its host") {
    static std::atomic<int> signals = 0;
    SignalAction const counted(SIGUSR1, [](int) { ++signals; });
    auto options = one_worker();
    options.pdf_worker = ATS_EVIL_SIGNALS_PROGRAM;
    DocumentReader const reader(options);
    CHECK(reader.read(small_pdf(), "cv").text == "the last one began with nothing\n");
    reader.read(small_pdf(), "cv");
    CHECK(signals == 0);
}
#endif

TEST_CASE("a worker that is hostile costs one document") {
    CHECK(FakeWorker("exit 1").code() == ErrorCode::document_crashed);
    CHECK(FakeWorker("kill -9 $$").code() == ErrorCode::document_crashed);
    CHECK(FakeWorker("exec cat <&3 >&3").code() == ErrorCode::document_crashed);
    CHECK(FakeWorker("exec yes nonsense >&3").code() == ErrorCode::document_crashed);
    CHECK(FakeWorker("echo short >&3; exec cat <&3 >/dev/null").code([] {
        auto options = one_worker();
        options.pdf_deadline = 100ms;
        return options;
    }()) == ErrorCode::document_timeout);
}

TEST_CASE("a worker that hangs is killed at the deadline") {
    auto options = one_worker();
    options.pdf_deadline = 100ms;
    FakeWorker const hangs("exec sleep 1000");
    CHECK(hangs.code(options) == ErrorCode::document_timeout);
}

TEST_CASE("the worker gets nothing of the host's environment and descriptors") {
    FakeWorker const spy("env > \"$0.seen\"; ls /proc/$$/fd >> \"$0.seen\"; exit 1");
    auto const null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    auto const secret = ::fcntl(null, F_DUPFD, 77);  // Without close-on-exec.
    REQUIRE(secret >= 77);
    REQUIRE(::setenv("ATS_TEST_SECRET", "secret-value", 1) == 0);
    spy.code();
    ::close(secret);
    ::close(null);
    std::ifstream file(spy.path() + ".seen");
    std::string const seen(std::istreambuf_iterator<char>(file), {});
    CHECK(seen.find("LC_ALL=C.UTF-8") != std::string::npos);
    CHECK(seen.find("secret-value") == std::string::npos);
    CHECK(seen.find("\n3\n") != std::string::npos);
    CHECK(seen.find("\n" + std::to_string(secret) + "\n") == std::string::npos);
}

TEST_CASE("the worker has given up its rights before it reads a document") {
    WorkerWatch watch;
    auto options = one_worker();
    options.log = watch.callback();
    DocumentReader const reader(options);
    reader.read(small_pdf(), "cv");
    std::ifstream file("/proc/" + std::to_string(watch.wait_for_worker()) + "/status");
    std::string const status(std::istreambuf_iterator<char>(file), {});
    CHECK(status.find("NoNewPrivs:\t1") != std::string::npos);
#ifndef ATS_SANITIZED  // Sanitizers need more than the filter allows.
    bool const kernel_has_filters = status.find("Seccomp:") != std::string::npos;
    CHECK((status.find("Seccomp:\t2") != std::string::npos) == kernel_has_filters);
#endif
}

TEST_CASE("a missing worker program is named with its place") {
    auto options = one_worker();
    options.pdf_worker = "/nowhere/ats-pdf";
    auto const error = error_of([&] { DocumentReader(options).read(small_pdf(), "cv"); });
    REQUIRE(error);
    CHECK(error->code == ErrorCode::worker_not_found);
    CHECK(error->message.find("/nowhere/ats-pdf") != std::string::npos);
    CHECK(DocumentReader(options).read("text needs no worker", "cv").pages.size() == 1);
}

TEST_CASE("what is no program is no worker") {
    FakeWorker const fake("exit 1");
    REQUIRE(::chmod(fake.path().c_str(), 0600) == 0);
    if (::geteuid() != 0 || ::access(fake.path().c_str(), X_OK) != 0) {
        CHECK(fake.code() == ErrorCode::worker_not_found);
    }
    auto options = one_worker();
    options.pdf_worker = "/tmp";
    CHECK(code_of([&] { DocumentReader(options).read(small_pdf(), "cv"); }) == ErrorCode::worker_not_found);
}

TEST_CASE("the caller's deadline ends a read, while it works and while it waits for a worker") {
    DocumentReader const reader(one_worker());
    auto const endless = endless_pdf();
    auto first = std::async(std::launch::async, [&] {
        return code_of([&] { reader.read(endless, "cv", CallContext::with_timeout(500ms)); });
    });
    auto second = std::async(std::launch::async, [&] {
        return code_of([&] { reader.read(endless, "cv", CallContext::with_timeout(200ms)); });
    });
    CHECK(first.get() == ErrorCode::deadline_exceeded);
    CHECK(second.get() == ErrorCode::deadline_exceeded);
    CHECK(reader.read(small_pdf(), "cv").text == "Ada\n");
}

TEST_CASE("cancelling ends a read, while it works and while it waits for a worker") {
    WorkerWatch watch;
    auto options = one_worker();
    options.log = watch.callback();
    DocumentReader const reader(options);
    CallContext const context;
    auto const endless = endless_pdf();
    std::vector<std::future<std::optional<ErrorCode>>> reads;
    for (int i = 0; i < 3; ++i) {
        reads.push_back(std::async(std::launch::async,
                                   [&] { return code_of([&] { reader.read(endless, "cv", context); }); }));
    }
    wait_until_busy(watch.wait_for_worker());
    context.cancel.cancel();
    for (auto& read : reads) CHECK(read.get() == ErrorCode::cancelled);
    CHECK(reader.read(small_pdf(), "cv").text == "Ada\n");
}

TEST_CASE("a host may ignore SIGCHLD") {
    SignalAction const ignored(SIGCHLD, SIG_IGN);
    DocumentReader const reader(one_worker());
    CHECK(reader.read(small_pdf(), "cv").text == "Ada\n");
    CHECK(FakeWorker("kill -9 $$").code() == ErrorCode::document_crashed);
}

TEST_CASE("a host may leave SIGPIPE at its default, which kills") {
    SignalAction const killing(SIGPIPE, SIG_DFL);
    CHECK(FakeWorker("exit 1").code() == ErrorCode::document_crashed);
    CHECK(FakeWorker("exec 3>&-; exec sleep 1000").code() == ErrorCode::document_crashed);
}

TEST_CASE("a reader from before fork() refuses to work in the child, and leaves the parent's workers") {
    DocumentReader const reader(one_worker());
    reader.read(small_pdf(), "cv");
    auto const child = ::fork();
    if (child == 0) {
        bool const refused = code_of([&] { reader.read("text", "cv"); }) == ErrorCode::caller_forked;
        reader.~DocumentReader();
        ::_exit(refused ? 0 : 1);
    }
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    CHECK(reader.read(small_pdf(), "cv").text == "Ada\n");
}

TEST_CASE("many documents leak no descriptor and no process") {
    WorkerWatch watch;
    auto options = one_worker();
    options.log = watch.callback();
    auto const before = open_descriptors();
    {
        DocumentReader const reader(options);
        auto const pdf = small_pdf();
        for (int i = 0; i < 450; ++i) REQUIRE(reader.read(pdf, "cv").text == "Ada\n");
    }
    CHECK(watch.started() == 3);  // A worker is replaced after 200 documents.
    CHECK(open_descriptors() == before);
    CHECK(watch.left_over() == 0);
    FakeWorker const dies("exit 1");
    for (int i = 0; i < 20; ++i) dies.code(options);
    CHECK(watch.started() == 3 + 2 * 20);  // One that dies at once gets a second chance.
    CHECK(open_descriptors() == before);
    CHECK(watch.left_over() == 0);
}

TEST_CASE("many threads share few workers") {
    auto options = one_worker();
    options.pdf_workers = 2;
    WorkerWatch watch;
    options.log = watch.callback();
    DocumentReader const reader(options);
    auto const pdf = small_pdf();
    std::atomic<int> read = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 10; ++k) read += reader.read(pdf, "cv").text == "Ada\n";
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(read == 80);
    CHECK(watch.started() <= 2);
}

TEST_CASE("run by hand the worker program says what it is and exits with 2") {
    std::string const command = std::string(ATS_PDF_WORKER) + " 2>&1";
    auto const close = [](FILE* pipe) { return ::pclose(pipe); };
    auto* const pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    char line[256] = {};
    CHECK(std::fgets(line, sizeof line, pipe) != nullptr);
    auto const status = close(pipe);
    CHECK(WEXITSTATUS(status) == 2);
    CHECK(std::string(line).find("ats-pdf reads PDF files") == 0);
}
