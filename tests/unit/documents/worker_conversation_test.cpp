#include "documents/worker_conversation.hpp"

#include <cstring>
#include <thread>

#include <doctest/doctest.h>
#include <sys/socket.h>

#include "documents/file_descriptor.hpp"
#include "documents/pdf_reply.hpp"

using namespace ats;
using namespace std::chrono_literals;
using documents::FileDescriptor;
using documents::WorkerEnding;

namespace {

bool takes_any(worker::Reply const&, std::string_view) { return true; }

using Clock = std::chrono::steady_clock;

/// The two ends of a conversation; the test plays the worker.
struct Sockets {
    Sockets() {
        int ends[2];
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
        library = FileDescriptor(ends[0]);
        worker = FileDescriptor(ends[1]);
    }
    FileDescriptor library;
    FileDescriptor worker;
};

constexpr std::string_view document = "%PDF-1.4";
constexpr worker::Request request{worker::request_magic, 1000, 50, 1000, 0, 0, 0, 0, document.size()};

std::string bytes_of(worker::Reply const& reply) {
    return {reinterpret_cast<char const*>(&reply), sizeof reply};
}

worker::Reply reply_of(worker::Status status) { return {worker::reply_magic, status, 0, 0, 0}; }

std::string const started = bytes_of(reply_of(worker::Status::started));

/// A reply with one page of this text.
std::string text_reply(std::string const& text) {
    pdf::PageHeader page{};
    page.text_bytes = static_cast<std::uint32_t>(text.size());
    auto reply = reply_of(worker::Status::text);
    reply.pages = 1;
    reply.payload_bytes = sizeof page + text.size();
    return bytes_of(reply) + std::string(reinterpret_cast<char const*>(&page), sizeof page) + text;
}

void take_request(int socket) {
    char bytes[sizeof request + document.size()];
    REQUIRE(::recv(socket, bytes, sizeof bytes, MSG_WAITALL) == sizeof bytes);
}

void say(int socket, std::string const& bytes) {
    [[maybe_unused]] auto const sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

struct Outcome {
    WorkerEnding ending = WorkerEnding::died;
    std::uint32_t protections = 0;
    documents::PdfReply reply;
};

/// Talks to a worker that takes the request, says `answer` and goes.
Outcome after(std::string const& answer, worker::Request const& asked = request) {
    Sockets sockets;
    std::thread program([&] {
        take_request(sockets.worker.get());
        say(sockets.worker.get(), answer);
        sockets.worker.reset();
    });
    Outcome outcome;
    auto const [ending, protections] =
        documents::converse(sockets.library.get(), -1, asked, document, Clock::now() + 60s,
                            [&](worker::Reply const& header, std::string_view payload) {
                                auto reply = documents::read_reply(header, payload);
                                if (reply) outcome.reply = std::move(*reply);
                                return reply.has_value();
                            });
    program.join();
    outcome.ending = ending;
    outcome.protections = protections;
    return outcome;
}

}  // namespace

TEST_CASE("a reply that obeys the protocol is taken") {
    auto const outcome = after(started + text_reply("abcde"));
    CHECK(outcome.ending == WorkerEnding::replied);
    REQUIRE(outcome.reply.pages.size() == 1);
    CHECK(outcome.reply.pages[0].text == "abcde");
    CHECK(after(started + bytes_of(reply_of(worker::Status::locked))).reply.status == worker::Status::locked);
}

TEST_CASE("a worker that dies before it starts says nothing about the document") {
    CHECK(after("").ending == WorkerEnding::died_idle);
    CHECK(after(started.substr(0, 5)).ending == WorkerEnding::died_idle);
}

TEST_CASE("a worker that dies at work costs the document") {
    CHECK(after(started).ending == WorkerEnding::died);
    auto const reply = text_reply("abcde");
    CHECK(after(started + reply.substr(0, reply.size() - 1)).ending == WorkerEnding::died);
}

TEST_CASE("a worker that lies is found out") {
    auto const is_refused = [](std::string const& answer) {
        return after(answer).ending == WorkerEnding::broke_protocol;
    };
    CHECK(is_refused("HTTP/1.1 200 OK and more bytes"));
    CHECK(is_refused(text_reply("a")));    // Without `started`.
    CHECK(is_refused(started + started));  // Twice.
    CHECK(is_refused(started + text_reply("a") + "more"));
    CHECK(is_refused(started + text_reply("\xFF")));  // No UTF-8.
    CHECK(is_refused(started + bytes_of(reply_of(static_cast<worker::Status>(99)))));
    auto large = reply_of(worker::Status::text);
    large.payload_bytes = worker::max_payload_bytes + 1;
    CHECK(is_refused(started + bytes_of(large)));
    auto many = reply_of(worker::Status::text);
    many.pages = worker::max_page_count + 1;
    CHECK(is_refused(started + bytes_of(many)));
}

TEST_CASE("a worker that answers before it was asked is found out") {
    Sockets sockets;
    say(sockets.worker.get(), started);
    CHECK_FALSE(documents::is_idle(sockets.library.get()));
    std::string const endless(std::size_t{8} << 20, 'x');
    auto const outcome =
        documents::converse(sockets.library.get(), -1, request, endless, Clock::now() + 60s, takes_any);
    CHECK(outcome.ending == WorkerEnding::broke_protocol);
}

TEST_CASE("a worker that stops reading is left at the deadline") {
    Sockets sockets;
    std::string const endless(std::size_t{8} << 20, 'x');
    auto const outcome =
        documents::converse(sockets.library.get(), -1, request, endless, Clock::now() + 50ms, takes_any);
    CHECK(outcome.ending == WorkerEnding::timed_out);
}

TEST_CASE("a worker that never ends its reply is left at the deadline") {
    Sockets sockets;
    say(sockets.worker.get(), text_reply("abcde").substr(0, 10));
    auto const outcome =
        documents::converse(sockets.library.get(), -1, request, document, Clock::now() + 50ms, takes_any);
    CHECK(outcome.ending == WorkerEnding::timed_out);
}

TEST_CASE("a readable wake descriptor ends the conversation") {
    Sockets sockets;
    Sockets wake;
    say(wake.worker.get(), "x");
    auto const outcome = documents::converse(sockets.library.get(), wake.library.get(), request, document,
                                             Clock::now() + 60s, takes_any);
    CHECK(outcome.ending == WorkerEnding::woken);
}

TEST_CASE("only a worker that lives and is silent is idle") {
    Sockets sockets;
    CHECK(documents::is_idle(sockets.library.get()));
    sockets.worker.reset();
    CHECK_FALSE(documents::is_idle(sockets.library.get()));
}

TEST_CASE("a worker that lacks what the request requires is left before its reply is read") {
    auto lacking = reply_of(worker::Status::started);
    lacking.flags = worker::files_protected | worker::resources_limited;
    auto const talk = bytes_of(lacking) + text_reply("abcde");
    auto strict = request;
    strict.required = worker::all_protections;
    CHECK(after(talk, strict).ending == WorkerEnding::unprotected);
    CHECK(after(talk).ending == WorkerEnding::replied);
    CHECK(after(talk).protections == lacking.flags);
    strict.required = worker::files_protected;
    CHECK(after(talk, strict).ending == WorkerEnding::replied);
}
