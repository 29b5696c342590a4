// What a PDF worker says in one conversation. The first byte tells how it says it.
#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <thread>

#include <sys/socket.h>

#include "checks.hpp"
#include "documents/file_descriptor.hpp"
#include "documents/worker_conversation.hpp"
#include "target.hpp"
#include "worker_reply.hpp"

namespace {

using namespace std::chrono_literals;
using ats::documents::FileDescriptor;
using ats::documents::WorkerEnding;
using Clock = std::chrono::steady_clock;

constexpr std::string_view document = "%PDF-1.4";
constexpr ats::worker::Request request{
    ats::worker::request_magic, 1000, 50, 1000, 0, 0, 0, 0, document.size()};

/// How a worker behaves.
struct Manner {
    bool waits;         ///< For the request, as it should.
    bool starts;        ///< It says `started` of its own accord.
    bool stays;         ///< It goes on listening after it has said all.
    std::size_t piece;  ///< Bytes that it says at once.
};

Manner manner_of(std::uint8_t byte) {
    constexpr std::size_t pieces[] = {1, 7, 24, 100000};
    return {(byte & 1) == 0, (byte & 2) == 0, (byte & 12) == 12, pieces[byte >> 4 & 3]};
}

void say(int socket, std::string_view bytes, std::size_t piece) {
    while (!bytes.empty()) {
        auto const sent = ::send(socket, bytes.data(), std::min(piece, bytes.size()), MSG_NOSIGNAL);
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void act(FileDescriptor socket, Manner const& manner, std::string_view talk) {
    char bytes[sizeof request + document.size()];
    if (manner.waits) ::recv(socket.get(), bytes, sizeof bytes, MSG_WAITALL);
    if (manner.starts) {
        constexpr ats::worker::Reply started{ats::worker::reply_magic, ats::worker::Status::started, 0, 0, 0};
        say(socket.get(), {reinterpret_cast<char const*>(&started), sizeof started}, manner.piece);
    }
    say(socket.get(), talk, manner.piece);
    // Until the library hangs up.
    while (manner.stays && ::recv(socket.get(), bytes, sizeof bytes, 0) > 0) continue;
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    int ends[2];
    if (size == 0 || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return 0;
    FileDescriptor library(ends[0]);
    auto const manner = manner_of(data[0]);
    std::thread worker(act, FileDescriptor(ends[1]), manner, fuzz::bytes_of(data, size).substr(1));
    auto const deadline = Clock::now() + (manner.stays ? 5ms : 60s);
    std::optional<ats::documents::PdfReply> reply;
    auto const ending =
        ats::documents::converse(library.get(), -1, request, document, deadline,
                                 [&](ats::worker::Reply const& header, std::string_view payload) {
                                     reply = ats::documents::read_reply(header, payload);
                                     return reply.has_value();
                                 })
            .ending;
    library.reset();
    worker.join();
    fuzz::require(ending != WorkerEnding::woken, "nobody woke it");
    fuzz::require(manner.stays || ending != WorkerEnding::timed_out, "it notices who hangs up");
    if (ending == WorkerEnding::replied) fuzz::require_sound(*reply);
    return 0;
}
