#include "llm/http.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>

#include <curl/curl.h>
#include <unistd.h>

#include <ats/error.hpp>

#include "llm/http_exchange.hpp"

namespace ats::http {
namespace {

/// The wait is woken by the network, by arrivals and by cancellation; this only bounds it.
constexpr int longest_wait_ms = 1000;
/// While something is being received: libcurl 7.88 does not look at all that TLS has unpacked already.
constexpr int wait_amid_answers_ms = 10;

/// By default libcurl keeps 4 for each request under way, and closes connections as a burst ends.
constexpr long max_kept_connections = 4096;

/// A thousand requests that begin together would open hundreds of connections for HTTP/2, each with 100 KB
/// of buffers. Servers are to allow a hundred requests on each; nearly all allow this many.
constexpr std::size_t requests_on_a_connection = 32;

struct FreeMulti {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};

void initialise_once() {
    static std::once_flag flag;
    std::call_once(flag, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

/// One call of post(), on the stack of its thread until it ends.
class Call {
public:
    explicit Call(Request request) : exchange(std::move(request)) {}

    Exchange exchange;
    std::optional<Response> response;
    std::exception_ptr error;  ///< Why there is no response; neither, if it was broken off.

    void end() {
        // Under the lock: from its end on the call may be gone.
        std::lock_guard const lock(mutex_);
        ended_ = true;
        changed_.notify_one();
    }

    void wait() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return ended_; });
    }

    /// @returns false if `deadline` came first.
    bool wait_until(Clock::time_point deadline) {
        std::unique_lock lock(mutex_);
        return changed_.wait_until(lock, deadline, [this] { return ended_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ended_ = false;
};

using CallId = std::uint64_t;

}  // namespace

/// The loop and what it shares with callers, who leave notes and wake it.
struct Transport::Impl {
    Connection const connection;
    pid_t const owner = getpid();
    std::unique_ptr<CURLM, FreeMulti> const multi{curl_multi_init()};

    std::mutex mutex;
    std::vector<std::pair<CallId, Call*>> arriving;
    std::vector<CallId> leaving;
    CallId last_id = 0;
    bool ends = false;
    std::thread thread;

    explicit Impl(Connection given) : connection(std::move(given)) {
        if (!multi) throw std::bad_alloc();
        curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, max_kept_connections);
    }

    ~Impl() {
        if (!thread.joinable()) return;
        {
            std::lock_guard const lock(mutex);
            ends = true;
        }
        wake();
        thread.join();
    }

    void wake() const { curl_multi_wakeup(multi.get()); }

    CallId enter(Call& call) {
        CallId id = 0;
        {
            std::lock_guard const lock(mutex);
            if (!thread.joinable()) thread = std::thread([this] { run(); });
            arriving.emplace_back(id = ++last_id, &call);
        }
        wake();
        return id;
    }

    void leave(CallId id) {
        {
            std::lock_guard const lock(mutex);
            leaving.push_back(id);
        }
        wake();
    }

private:
    struct Active {
        Easy easy;
        Call* call;
    };

    // Of the loop's thread alone.
    std::unordered_map<CallId, Active> active_;
    std::unordered_map<CURL*, CallId> ids_;
    std::vector<Easy> idle_;
    bool heard_ = false;
    // Until the first connection tells what the server speaks, the other calls wait.
    bool knows_server_ = is_plain(connection);
    bool shares_connections_ = false;
    std::vector<std::pair<CallId, Call*>> held_;

    void run() {
        while (take_notes()) {
            int running = 0;
            heard_ = false;
            curl_multi_perform(multi.get(), &running);
            learn_server();
            finish_done();
            if (active_.empty()) let_in();  // The first call failed: the others find out for themselves.
            auto const wait = heard_ ? wait_amid_answers_ms : longest_wait_ms;
            curl_multi_poll(multi.get(), nullptr, 0, wait, nullptr);
        }
    }

    /// @returns false if the loop shall end; nobody is waiting then.
    bool take_notes() {
        std::vector<std::pair<CallId, Call*>> arrived;
        std::vector<CallId> left;
        {
            std::lock_guard const lock(mutex);
            if (ends) return false;
            arrived.swap(arriving);
            left.swap(leaving);
        }
        for (auto const& [id, call] : arrived) admit(id, *call);
        for (auto const id : left) break_off(id);
        return true;
    }

    void admit(CallId id, Call& call) {
        if (knows_server_ || active_.empty()) {
            start(id, call);
        } else {
            held_.emplace_back(id, &call);
        }
    }

    void learn_server() {
        if (knows_server_) return;
        auto const found = std::find_if(active_.begin(), active_.end(), [](auto const& each) {
            return each.second.call->exchange.is_connected();
        });
        if (found == active_.end()) return;
        knows_server_ = true;
        shares_connections_ = found->second.call->exchange.speaks_http2();
        let_in();
    }

    void let_in() {
        for (auto const& [id, call] : std::exchange(held_, {})) start(id, *call);
    }

    void start(CallId id, Call& call) {
        try {
            auto easy = take_idle();
            call.exchange.set_up(easy.get(), heard_);
            auto* const handle = easy.get();
            active_.emplace(id, Active{std::move(easy), &call});
            ids_.emplace(handle, id);
            if (shares_connections_) limit_connections();
            if (curl_multi_add_handle(multi.get(), handle) != CURLM_OK) throw std::bad_alloc();
        } catch (...) {
            call.error = std::current_exception();
            forget(id);
            call.end();
        }
    }

    void limit_connections() {
        auto const most = 1 + active_.size() / requests_on_a_connection;
        curl_multi_setopt(multi.get(), CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(most));
    }

    Easy take_idle() {
        if (!idle_.empty()) {
            auto easy = std::move(idle_.back());
            idle_.pop_back();
            return easy;
        }
        return Exchange::make_easy(connection);
    }

    void finish_done() {
        int left = 0;
        while (auto const* const message = curl_multi_info_read(multi.get(), &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            auto const found = ids_.find(message->easy_handle);
            if (found != ids_.end()) finish(found->second, message->data.result);
        }
    }

    void finish(CallId id, CURLcode code) {
        auto const& [easy, call] = active_.at(id);
        auto& waiting = *call;
        try {
            waiting.response = waiting.exchange.take(code, easy.get(), connection);
        } catch (...) {
            waiting.error = std::current_exception();
        }
        forget(id);
        waiting.end();
    }

    void break_off(CallId id) {
        auto const held =
            std::find_if(held_.begin(), held_.end(), [id](auto const& each) { return each.first == id; });
        if (held != held_.end()) {
            held->second->end();
            held_.erase(held);
            return;
        }
        auto const found = active_.find(id);
        if (found == active_.end()) return;  // It was faster.
        auto& waiting = *found->second.call;
        forget(id);
        waiting.end();
    }

    /// Takes the handle back. An unfinished request is broken off, its connection closed.
    void forget(CallId id) {
        auto const found = active_.find(id);
        if (found == active_.end()) return;
        auto easy = std::move(found->second.easy);
        ids_.erase(easy.get());
        active_.erase(found);
        curl_multi_remove_handle(multi.get(), easy.get());
        Exchange::clear(easy.get());
        idle_.push_back(std::move(easy));
    }
};

Transport::Transport(Connection connection) {
    initialise_once();
    impl_ = std::make_unique<Impl>(std::move(connection));
}

Transport::~Transport() {
    // In a forked child there is no thread to join, and closing a TLS connection properly would end the
    // parent's: the copies are left to the end of the process.
    if (impl_->owner != getpid()) static_cast<void>(impl_.release());
}

Response Transport::post(Request request, CallContext const& context) {
    if (impl_->owner != getpid()) {
        throw CallerError(ErrorCode::caller_forked,
                          "the model client was created before fork(); create a new one in the child");
    }
    context.check();
    Call call(std::move(request));
    auto const id = impl_->enter(call);
    {
        auto const leave = context.cancel.on_cancel([this, id] { impl_->leave(id); });
        if (!context.deadline) {
            call.wait();
        } else if (!call.wait_until(*context.deadline)) {
            impl_->leave(id);
            call.wait();
        }
    }
    if (call.error) std::rethrow_exception(call.error);
    if (!call.response) {
        context.check();
        throw CallerError(ErrorCode::internal, "a request ended without an answer and without an error");
    }
    return std::move(*call.response);
}

}  // namespace ats::http
