/// @file
/// What a hostile file could make of a PDF worker that it took over: a program that enters the real sandbox
/// and then does its worst. Each is built with one trick.

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "documents/pdf_protocol.hpp"
#include "worker/limits.hpp"
#include "worker/sandbox.hpp"

using namespace ats::pdf;
using namespace ats::worker;

namespace {

/// What it does beside telling what it kept of the document before.
enum class Trick {
    signals,  ///< Tries to have its host signalled.
    keeps,    ///< Nothing.
    spins,    ///< Works on when it has replied.
    bare,     ///< Never enters the sandbox, as if the kernel had none.
    limits    ///< Tries to get more CPU time, files and programs than it was given.
};
constexpr auto trick = Trick::ATS_EVIL_TRICK;

bool receive(void* out, std::size_t size) {
    return size == 0 || ::recv(worker_socket, out, size, MSG_WAITALL) == static_cast<ssize_t>(size);
}

void send(void const* bytes, std::size_t size) { ::send(worker_socket, bytes, size, MSG_NOSIGNAL); }

/// Asks the kernel to send the host a signal whenever something arrives here. @returns false if it was
/// refused.
bool aim_signals_at(pid_t host) {
    bool const owned = ::fcntl(worker_socket, F_SETOWN, host) == 0;
    bool const chosen = ::fcntl(worker_socket, F_SETSIG, SIGUSR1) == 0;
    bool const armed = ::fcntl(worker_socket, F_SETFL, O_RDWR | O_ASYNC) == 0;
    return owned || chosen || armed;
}

bool raises_limits() {
    rlimit const endless{RLIM_INFINITY, RLIM_INFINITY};
    return ::setrlimit(RLIMIT_CPU, &endless) == 0 || ::prlimit(0, RLIMIT_AS, &endless, nullptr) == 0;
}

bool opens_files() { return ::open("/etc/passwd", O_RDONLY) >= 0; }

bool looks_at_files() {
    struct stat status {};
    return ::stat("/etc/passwd", &status) == 0;
}

bool starts_programs() {
    if (::fork() >= 0) return true;
    char* const arguments[] = {nullptr};
    return ::execve("/bin/true", arguments, arguments) == 0;
}

std::string what_it_got(pid_t host) {
    std::string got;
    if (trick == Trick::signals && aim_signals_at(host)) got += "a signal ";
    if (trick == Trick::signals && ::kill(host, 0) == 0) got += "its host ";
    if (trick != Trick::limits) return got.empty() ? "nothing" : got;
    if (raises_limits()) got += "limits ";
    if (opens_files()) got += "a file ";
    if (looks_at_files()) got += "a name ";
    if (starts_programs()) got += "a program ";
    return got.empty() ? "nothing" : got;
}

void send_page(std::string const& text) {
    PageHeader page{};
    page.text_bytes = static_cast<std::uint32_t>(text.size());
    page.characters = page.text_bytes;
    Reply const reply{reply_magic, Status::text, 0, 1, sizeof page + text.size()};
    send(&reply, sizeof reply);
    send(&page, sizeof page);
    send(text.data(), text.size());
}

}  // namespace

int main(int, char** arguments) {
    auto const host = ::getppid();
    std::uint32_t protections = 0;
    if (trick != Trick::bare) {
        set_process_limits(std::strtoull(arguments[2], nullptr, 10),
                           std::strtoull(arguments[3], nullptr, 10));
        protections = enter_sandbox({}) | resources_limited;
    }
    std::string text = what_it_got(host);
    for (;;) {
        Request request;
        if (!receive(&request, sizeof request)) return 0;
        std::string document(request.document_bytes, '\0');
        if (!receive(document.data(), document.size())) return 0;
        Reply const started{reply_magic, Status::started, protections, 0, 0};
        send(&started, sizeof started);
        send_page("the last one began with " + text + "\n");
        text = document.substr(0, 5);
        while (trick == Trick::spins) continue;
    }
}
