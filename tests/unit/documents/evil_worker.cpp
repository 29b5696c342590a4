/// @file
/// What a hostile file could make of a PDF worker that it took over: a program that enters the real sandbox
/// and then does its worst. Each is built with one trick.

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "documents/pdf_protocol.hpp"
#include "worker/limits.hpp"
#include "worker/sandbox.hpp"

using namespace ats::pdf;
using namespace ats::worker;

namespace {

constexpr bool signals_host = ATS_EVIL_SIGNALS;

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
    set_process_limits(std::strtoull(arguments[2], nullptr, 10));
    enter_sandbox({});
    std::string text = signals_host && aim_signals_at(host) ? "a signal" : "nothing";
    for (;;) {
        Request request;
        if (!receive(&request, sizeof request)) return 0;
        std::string document(request.document_bytes, '\0');
        if (!receive(document.data(), document.size())) return 0;
        Reply const started{reply_magic, Status::started, 0, 0, 0};
        send(&started, sizeof started);
        send_page("the last one began with " + text + "\n");
        text = document.substr(0, 5);
    }
}
