#include "documents/worker_conversation.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <optional>
#include <string>

#include <poll.h>
#include <sys/socket.h>

namespace ats::documents {
namespace {

using worker::Reply;
using worker::Status;
using Clock = std::chrono::steady_clock;

constexpr std::size_t receive_chunk = std::size_t{64} << 10;

bool is_status(Status status) { return status <= Status::cpu_limit; }

bool is_plausible(Reply const& header) {
    bool const has_payload = header.status == Status::text;
    return header.magic == worker::reply_magic && is_status(header.status) &&
           (has_payload
                ? header.pages <= worker::max_page_count && header.payload_bytes <= worker::max_payload_bytes
                : header.payload_bytes == 0);
}

int poll_timeout(Clock::time_point deadline) {
    // Rounded up, so that the last millisecond is not spent in a busy loop.
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max()));
}

/// The state of one conversation: what is still to be sent and what has been received.
class Conversation {
public:
    Conversation(int socket, int wake, worker::Request const& request, std::string_view document,
                 ReplyReader const& read)
        : read_(read),
          socket_(socket),
          wake_(wake),
          header_(reinterpret_cast<char const*>(&request), sizeof request),
          document_(document),
          required_(request.required) {}

    WorkerOutcome run(Clock::time_point deadline);

private:
    void wait(Clock::time_point deadline);
    void send_some();
    void receive_some();
    void interpret();
    void accept(Reply const& header);
    void end(WorkerEnding ending) { ending_ = ending; }

    bool all_sent() const { return header_.empty() && document_.empty(); }
    WorkerEnding death() const { return started_ ? WorkerEnding::died : WorkerEnding::died_idle; }

    ReplyReader const& read_;
    int socket_;
    int wake_;
    std::string_view header_;    // What is still to be sent of it.
    std::string_view document_;  // Likewise.
    std::uint32_t required_;
    std::uint32_t protections_ = 0;
    std::string received_;
    bool started_ = false;
    std::optional<WorkerEnding> ending_;
};

WorkerOutcome Conversation::run(Clock::time_point deadline) {
    while (!ending_) wait(deadline);
    return {*ending_, protections_};
}

void Conversation::wait(Clock::time_point deadline) {
    short const events = all_sent() ? POLLIN : POLLIN | POLLOUT;
    pollfd descriptors[] = {{socket_, events, 0}, {wake_, POLLIN, 0}};
    int const ready = ::poll(descriptors, 2, poll_timeout(deadline));
    if (ready < 0) return errno == EINTR ? void() : end(death());
    if (descriptors[1].revents != 0) return end(WorkerEnding::woken);
    // A worker that floods keeps the socket ready for ever: the clock is asked in any case.
    if (ready == 0 || Clock::now() >= deadline) return end(WorkerEnding::timed_out);
    if ((descriptors[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0) receive_some();
    if (!ending_ && (descriptors[0].revents & POLLOUT) != 0) send_some();
}

void Conversation::send_some() {
    auto& rest = header_.empty() ? document_ : header_;
    auto const sent = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
        rest.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno != EAGAIN && errno != EINTR) {
        end(death());
    }
}

void Conversation::receive_some() {
    auto const length = received_.size();
    received_.resize(length + receive_chunk);
    auto const count = ::recv(socket_, received_.data() + length, receive_chunk, MSG_DONTWAIT);
    bool const nothing_yet = count < 0 && (errno == EAGAIN || errno == EINTR);
    received_.resize(length + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count > 0) {
        interpret();
    } else if (!nothing_yet) {
        end(death());
    }
}

void Conversation::interpret() {
    while (!ending_ && received_.size() >= sizeof(Reply)) {
        Reply header;
        std::memcpy(&header, received_.data(), sizeof header);
        // `started` comes first, once, and only when the whole request has been sent.
        bool const in_order = all_sent() && (header.status == Status::started) != started_;
        if (!is_plausible(header) || !in_order) return end(WorkerEnding::broke_protocol);
        if (received_.size() < sizeof header + header.payload_bytes) return;
        accept(header);
    }
}

void Conversation::accept(Reply const& header) {
    if (header.status == Status::started) {
        started_ = true;
        protections_ = header.flags;
        received_.erase(0, sizeof header);
        if ((required_ & ~protections_) != 0) end(WorkerEnding::unprotected);
        return;
    }
    auto const payload = std::string_view(received_).substr(sizeof header);
    bool const is_sound = payload.size() == header.payload_bytes && read_(header, payload);
    end(is_sound ? WorkerEnding::replied : WorkerEnding::broke_protocol);
}

}  // namespace

WorkerOutcome converse(int socket, int wake, worker::Request const& request, std::string_view document,
                       std::chrono::steady_clock::time_point deadline, ReplyReader const& read) {
    return Conversation(socket, wake, request, document, read).run(deadline);
}

bool is_idle(int socket) noexcept {
    char byte = 0;
    return ::recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN;
}

}  // namespace ats::documents
