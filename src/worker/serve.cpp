#include "worker/serve.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <sys/socket.h>
#include <sys/stat.h>

#include "worker/limits.hpp"
#include "worker/sandbox.hpp"

namespace ats::worker {
namespace {

bool receive_all(void* out, std::size_t size) {
    auto* position = static_cast<char*>(out);
    while (size > 0) {
        auto const count = ::recv(worker_socket, position, size, 0);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        position += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

bool send_all(void const* bytes, std::size_t size) {
    auto const* position = static_cast<char const*>(bytes);
    while (size > 0) {
        auto const count = ::send(worker_socket, position, size, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        position += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

bool receive(Request& request, std::string& document) {
    if (!receive_all(&request, sizeof request)) return false;
    if (request.magic != request_magic || request.document_bytes > max_document_bytes) return false;
    document.resize(static_cast<std::size_t>(request.document_bytes));
    return receive_all(document.data(), document.size());
}

bool send(Answer const& answer) {
    auto const payload =
        answer.status == Status::text ? std::string_view(answer.payload) : std::string_view();
    Reply const reply{reply_magic, answer.status, answer.flags, answer.pages, payload.size()};
    return send_all(&reply, sizeof reply) && send_all(payload.data(), payload.size());
}

/// Reads one document. @returns false when the library has no more.
bool serve_one(Program const& program, std::uint32_t protections) {
    Request request;
    std::string document;
    if (!receive(request, document)) return false;
    Reply const started{reply_magic, Status::started, protections, 0, 0};
    if (!send_all(&started, sizeof started) || (request.required & ~protections) != 0) return false;
    start_cpu_limit(request.cpu_limit_ms);
    auto const answer = program.read(request, document);
    stop_cpu_limit();
    return send(answer);
}

bool is_started_by_library(int count, char** arguments) {
    struct stat status {};
    return count == 4 && std::string_view(arguments[1]) == serve_argument &&
           ::fstat(worker_socket, &status) == 0 && S_ISSOCK(status.st_mode);
}

}  // namespace

int serve(int count, char** arguments, Program const& program) {
    if (!is_started_by_library(count, arguments)) {
        std::fputs(program.purpose, stderr);
        return 2;
    }
    // Ctrl-C reaches the whole terminal; whether it ends anything is the host's decision.
    std::signal(SIGINT, SIG_IGN);
    bool const is_limited = set_process_limits(std::strtoull(arguments[2], nullptr, 10),
                                               std::strtoull(arguments[3], nullptr, 10));
    program.prepare();
    auto const protections = enter_sandbox(program.readable_folders) | (is_limited ? resources_limited : 0);
    while (serve_one(program, protections)) {
    }
    return 0;
}

}  // namespace ats::worker
