#pragma once

#include <condition_variable>
#include <mutex>

#include <ats/context.hpp>

namespace ats {

/// Waits on `changed` until `over()` holds, then does `then` under the same lock. The caller holds no lock.
/// @throws what CallContext::check() throws once the call is cancelled or its deadline has passed.
template <class Over, class Then>
auto wait_then(std::mutex& mutex, std::condition_variable& changed, CallContext const& context, Over over,
               Then then) {
    // Registered before the lock is taken, and so ended after: the callback takes it, too.
    auto const wake = context.cancel.on_cancel([&] {
        std::lock_guard lock(mutex);
        changed.notify_all();
    });
    std::unique_lock lock(mutex);
    auto const done = [&] { return over() || context.cancel.cancelled(); };
    if (context.deadline) {
        changed.wait_until(lock, *context.deadline, done);
    } else {
        changed.wait(lock, done);
    }
    context.check();
    return then();
}

}  // namespace ats
