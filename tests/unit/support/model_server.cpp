#include "support/model_server.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string_view>
#include <thread>

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ats::test {
namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string url_of(int port) { return "http://127.0.0.1:" + std::to_string(port) + "/v1"; }

HttpRequest recorded(httplib::Request const& request) {
    HttpRequest copy;
    copy.path = request.target;
    copy.body = request.body;
    copy.remote_port = request.remote_port;
    for (auto const& [name, value] : request.headers) copy.headers.emplace(lower(name), value);
    return copy;
}

void send(HttpAnswer const& answer, httplib::Response& response) {
    response.status = answer.status;
    for (auto const& [name, value] : answer.headers) response.set_header(name.c_str(), value);
    if (!answer.breaks_off) {
        response.set_content(answer.body, answer.content_type.c_str());
        return;
    }
    auto const half = answer.body.substr(0, answer.body.size() / 2);
    response.set_content_provider(answer.body.size(), answer.content_type.c_str(),
                                  [half](std::size_t offset, std::size_t, httplib::DataSink& sink) {
                                      return offset == 0 && sink.write(half.data(), half.size());
                                  });
}

}  // namespace

std::string HttpRequest::header(std::string const& name) const {
    auto const found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

struct ModelServer::Impl {
    std::vector<HttpAnswer> script;
    std::function<HttpAnswer(HttpRequest const&)> handler;
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<HttpRequest> requests;
    bool stopping = false;
    int port = 0;
    int listener = -1;  // Belongs to `server`.
    httplib::Server server;
    std::thread thread;

    Impl() {
        // Each waiting request takes a thread; the tests send at most 20 at once.
        server.new_task_queue = [] { return new httplib::ThreadPool(40); };
        // Without SO_REUSEPORT, which this library sets by default: two servers could share a port.
        server.set_socket_options([this](int socket) { listener = socket; });
        server.set_keep_alive_max_count(10'000);
        server.set_tcp_nodelay(true);
        server.Post(".*", [this](httplib::Request const& request, httplib::Response& response) {
            send(answer(recorded(request)), response);
        });
    }

    /// The first request makes the constants inside the library's functions. The library is not
    /// instrumented, so that ThreadSanitizer does not see their locks: one request is sent ahead, and
    /// the threads that answered it have ended before any other begins.
    static void warm_up() {
#if defined(__SANITIZE_THREAD__)
        static std::once_flag flag;
        std::call_once(flag, [] {
            Impl ahead;
            ahead.script = {HttpAnswer{}};
            ahead.start();
            httplib::Client("127.0.0.1", ahead.port).Post("/");
        });
#endif
    }

    void start() {
        port = server.bind_to_any_port("127.0.0.1");
        if (port <= 0) throw std::runtime_error("no port is free");
        // The library lets 5 connections wait; more that come at once would be reset.
        listen(listener, 128);
        thread = std::thread([this] { server.listen_after_bind(); });
        while (!server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }

    ~Impl() {
        {
            std::lock_guard const lock(mutex);
            stopping = true;
        }
        changed.notify_all();
        server.stop();
        if (thread.joinable()) thread.join();
    }

    HttpAnswer answer(HttpRequest request) {
        std::unique_lock lock(mutex);
        requests.push_back(request);
        changed.notify_all();
        auto const index = std::min(requests.size(), script.size());
        lock.unlock();
        auto const result = handler ? handler(request) : script.at(index - 1);
        lock.lock();
        changed.wait_for(lock, result.delay, [this] { return stopping; });
        return result;
    }
};

ModelServer::ModelServer(std::vector<HttpAnswer> script) : impl_(std::make_unique<Impl>()) {
    impl_->script = std::move(script);
    Impl::warm_up();
    impl_->start();
}

ModelServer::ModelServer(std::function<HttpAnswer(HttpRequest const&)> handler)
    : impl_(std::make_unique<Impl>()) {
    impl_->handler = std::move(handler);
    Impl::warm_up();
    impl_->start();
}

ModelServer::~ModelServer() = default;

std::string ModelServer::base_url() const { return url_of(impl_->port); }

std::vector<HttpRequest> ModelServer::requests() const {
    std::lock_guard const lock(impl_->mutex);
    return impl_->requests;
}

std::size_t ModelServer::request_count() const { return requests().size(); }

std::size_t ModelServer::connection_count() const {
    std::set<int> ports;
    for (auto const& request : requests()) ports.insert(request.remote_port);
    return ports.size();
}

bool ModelServer::wait_for_requests(std::size_t count) const {
    std::unique_lock lock(impl_->mutex);
    return impl_->changed.wait_for(lock, std::chrono::minutes(1),
                                   [&] { return impl_->requests.size() >= count; });
}

namespace {

/// A file descriptor that is closed at the end.
struct Socket {
    int fd;
    explicit Socket(int descriptor) : fd(descriptor) {}
    ~Socket() {
        if (fd >= 0) close(fd);
    }
    Socket(Socket const&) = delete;
    Socket& operator=(Socket const&) = delete;
};

std::size_t announced_length(std::string const& head) {
    auto const at = lower(head).find("content-length:");
    return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 15, nullptr, 10);
}

bool is_whole_request(std::string const& text) {
    auto const end = text.find("\r\n\r\n");
    return end != std::string::npos && text.size() >= end + 4 + announced_length(text.substr(0, end));
}

/// @returns false if the other side closed without a request.
bool read_request(int fd) {
    std::string text;
    char buffer[4096];
    while (!is_whole_request(text)) {
        auto const count = recv(fd, buffer, sizeof buffer, 0);
        if (count <= 0) return false;
        text.append(buffer, static_cast<std::size_t>(count));
    }
    return true;
}

/// @returns false if the other side has gone.
bool write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        auto const count = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// The bytes that were sent and not yet acknowledged are lost with it.
void reset_when_closed(int fd) {
    linger const at_once{1, 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace

struct RawServer::Impl {
    std::vector<RawAnswer> script;
    Socket listener{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    int port = 0;
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t requests = 0;
    std::atomic<bool> stopping{false};
    std::thread thread;

    void start() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        if (bind(listener.fd, generic, length) != 0 || listen(listener.fd, 16) != 0 ||
            getsockname(listener.fd, generic, &length) != 0) {
            throw std::runtime_error("the test server cannot listen");
        }
        port = ntohs(address.sin_port);
        thread = std::thread([this] { serve(); });
    }

    void serve() {
        pollfd waiting{listener.fd, POLLIN, 0};
        while (!stopping) {
            if (poll(&waiting, 1, 20) <= 0) continue;
            Socket const connection(accept4(listener.fd, nullptr, nullptr, SOCK_CLOEXEC));
            if (connection.fd >= 0 && read_request(connection.fd)) play(next_answer(), connection.fd);
        }
    }

    RawAnswer const& next_answer() {
        std::lock_guard const lock(mutex);
        changed.notify_all();
        return script.at(std::min(requests++, script.size() - 1));
    }

    void play(RawAnswer const& answer, int fd) {
        std::string_view left = answer.bytes;
        auto const piece = answer.piece == 0 ? left.size() : answer.piece;
        while (!left.empty() && !stopping && write_all(fd, left.substr(0, piece))) {
            left.remove_prefix(std::min(piece, left.size()));
            if (answer.pause.count() > 0) std::this_thread::sleep_for(answer.pause);
        }
        if (answer.end == RawAnswer::End::hold) wait_until_closed(fd);
        if (answer.end == RawAnswer::End::reset) reset_when_closed(fd);
    }

    void wait_until_closed(int fd) {
        pollfd other{fd, POLLIN, 0};
        char rest[64];
        while (!stopping && (poll(&other, 1, 20) <= 0 || recv(fd, rest, sizeof rest, 0) > 0)) continue;
    }

    ~Impl() {
        stopping = true;
        if (thread.joinable()) thread.join();
    }
};

RawAnswer RawAnswer::dripping(std::string all, std::size_t piece, std::chrono::milliseconds pause) {
    RawAnswer answer(std::move(all));
    answer.piece = piece;
    answer.pause = pause;
    return answer;
}

RawServer::RawServer(std::vector<RawAnswer> script) : impl_(std::make_unique<Impl>()) {
    impl_->script = std::move(script);
    impl_->start();
}

RawServer::~RawServer() = default;

std::string RawServer::base_url() const { return url_of(impl_->port); }

std::size_t RawServer::request_count() const {
    std::lock_guard const lock(impl_->mutex);
    return impl_->requests;
}

bool RawServer::wait_for_requests(std::size_t count) const {
    std::unique_lock lock(impl_->mutex);
    return impl_->changed.wait_for(lock, std::chrono::minutes(1), [&] { return impl_->requests >= count; });
}

std::string completion(std::string const& text, std::string const& finish_reason) {
    nlohmann::ordered_json const message{{"role", "assistant"}, {"content", text}};
    nlohmann::ordered_json choice{{"index", 0}, {"finish_reason", finish_reason}};
    choice["message"] = message;
    nlohmann::ordered_json body{
        {"id", "chatcmpl-1"}, {"object", "chat.completion"}, {"model", "test-model-2026"}};
    body["choices"] = nlohmann::ordered_json::array({choice});
    body["usage"] = {{"prompt_tokens", 120},
                     {"completion_tokens", 30},
                     {"total_tokens", 150},
                     {"prompt_tokens_details", {{"cached_tokens", 100}}},
                     {"completion_tokens_details", {{"reasoning_tokens", 7}}}};
    return body.dump();
}

std::string error_body(std::string const& code, std::string const& message) {
    nlohmann::ordered_json error{
        {"message", message}, {"type", "some_type"}, {"param", nullptr}, {"code", code}};
    return nlohmann::ordered_json{{"error", error}}.dump();
}

std::string raw_answer(std::string const& body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace ats::test
