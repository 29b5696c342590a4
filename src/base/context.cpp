#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

#include <ats/context.hpp>
#include <ats/error.hpp>

namespace ats {

struct CancelToken::Registration::Impl {
    std::weak_ptr<State> state;
    std::function<void()> callback;
    // Held while the callback runs, so that the destructor waits for it; recursive, because a callback
    // may destroy its own registration.
    std::recursive_mutex running;
    bool done = false;

    void run() {
        std::lock_guard lock(running);
        if (std::exchange(done, true)) return;
        callback();
    }

    void disarm() {
        std::lock_guard lock(running);
        done = true;
    }
};

struct CancelToken::State {
    std::mutex mutex;
    std::condition_variable raised;
    bool cancelled = false;
    std::vector<std::shared_ptr<Registration::Impl>> callbacks;
    Registration parent;  // Keeps a linked token listening.
};

CancelToken::CancelToken() : state_(std::make_shared<State>()) {}

CancelToken CancelToken::linked_to(CancelToken const& parent) {
    CancelToken child;
    std::weak_ptr<State> weak = child.state_;
    child.state_->parent = parent.on_cancel([weak] {
        if (auto state = weak.lock()) {
            CancelToken token;
            token.state_ = state;
            token.cancel();
        }
    });
    return child;
}

void CancelToken::cancel() const {
    std::vector<std::shared_ptr<Registration::Impl>> callbacks;
    {
        std::lock_guard lock(state_->mutex);
        if (state_->cancelled) return;
        state_->cancelled = true;
        callbacks.swap(state_->callbacks);
    }
    state_->raised.notify_all();
    for (auto const& callback : callbacks) callback->run();
}

bool CancelToken::cancelled() const noexcept {
    std::lock_guard lock(state_->mutex);
    return state_->cancelled;
}

bool CancelToken::wait_for(std::chrono::nanoseconds duration) const {
    std::unique_lock lock(state_->mutex);
    return state_->raised.wait_for(lock, duration, [this] { return state_->cancelled; });
}

CancelToken::Registration CancelToken::on_cancel(std::function<void()> callback) const {
    Registration registration;
    registration.impl_ = std::make_shared<Registration::Impl>();
    registration.impl_->state = state_;
    registration.impl_->callback = std::move(callback);
    {
        std::lock_guard lock(state_->mutex);
        if (!state_->cancelled) {
            state_->callbacks.push_back(registration.impl_);
            return registration;
        }
    }
    registration.impl_->run();
    return registration;
}

CancelToken::Registration::Registration(Registration&&) noexcept = default;

CancelToken::Registration& CancelToken::Registration::operator=(Registration&& other) noexcept {
    std::swap(impl_, other.impl_);
    return *this;
}

CancelToken::Registration::~Registration() {
    if (!impl_) return;
    if (auto state = impl_->state.lock()) {
        std::lock_guard lock(state->mutex);
        std::erase(state->callbacks, impl_);
    }
    impl_->disarm();
}

CallContext CallContext::with_timeout(std::chrono::nanoseconds timeout) {
    CallContext context;
    auto const now = Clock::now();
    // "For ever" as the largest number of nanoseconds would otherwise lie in the past.
    if (timeout < Clock::time_point::max() - now) {
        context.deadline = now + std::chrono::duration_cast<Clock::duration>(timeout);
    }
    return context;
}

void CallContext::check() const {
    if (cancel.cancelled()) throw CallerError(ErrorCode::cancelled, "the call was cancelled");
    if (deadline && Clock::now() >= *deadline) {
        throw CallerError(ErrorCode::deadline_exceeded, "the call did not end before its deadline");
    }
}

std::optional<std::chrono::nanoseconds> CallContext::time_left() const {
    if (!deadline) return std::nullopt;
    return std::max(std::chrono::nanoseconds(0),
                    std::chrono::duration_cast<std::chrono::nanoseconds>(*deadline - Clock::now()));
}

}  // namespace ats
