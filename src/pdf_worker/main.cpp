/// @file
/// ats-pdf: reads the text of PDF files for the library ats, in a process of its own that a hostile
/// file may take down. The library starts it; see documents/pdf_protocol.hpp.

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include <sys/socket.h>
#include <sys/stat.h>

#include "documents/pdf_protocol.hpp"
#include "pdf_worker/limits.hpp"
#include "pdf_worker/pdf_text.hpp"
#include "pdf_worker/sandbox.hpp"

namespace {

using namespace ats::pdf;

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

bool send(PdfText const& result) {
    auto const payload =
        result.status == Status::text ? std::string_view(result.payload) : std::string_view();
    Reply const reply{reply_magic, result.status, result.flags, result.pages, payload.size()};
    return send_all(&reply, sizeof reply) && send_all(payload.data(), payload.size());
}

/// Reads one document. @returns false when the library has no more.
bool serve_one(bool has_fonts) {
    Request request;
    std::string document;
    if (!receive(request, document)) return false;
    Reply const started{reply_magic, Status::started, 0, 0, 0};
    if (!send_all(&started, sizeof started)) return false;
    start_cpu_limit(request.cpu_limit_ms);
    auto const result = read_pdf(
        document, {request.max_pages, request.max_words, (request.flags & find_hidden_flag) != 0, has_fonts});
    stop_cpu_limit();
    return send(result);
}

bool is_started_by_library(int count, char** arguments) {
    struct stat status {};
    return count == 3 && std::string_view(arguments[1]) == serve_argument &&
           ::fstat(worker_socket, &status) == 0 && S_ISSOCK(status.st_mode);
}

}  // namespace

int main(int count, char** arguments) {
    if (!is_started_by_library(count, arguments)) {
        std::fputs("ats-pdf reads PDF files for the library ats, which starts it; it is not run by hand.\n",
                   stderr);
        return 2;
    }
    // Ctrl-C reaches the whole terminal; whether it ends anything is the host's decision.
    std::signal(SIGINT, SIG_IGN);
    set_process_limits(std::strtoull(arguments[2], nullptr, 10));
    bool const has_fonts = prepare();
    enter_sandbox();
    while (serve_one(has_fonts)) {
    }
    return 0;
}
