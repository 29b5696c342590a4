#include "record/write_queue.hpp"

#include <utility>

namespace ats::record {

void WriteQueue::write(Work const& work) {
    Item item{&work};
    std::unique_lock lock(mutex_);
    waiting_.push_back(&item);
    while (!item.done) {
        if (led_) {
            changed_.wait(lock);
        } else {
            lead(lock);
        }
    }
    if (item.error) std::rethrow_exception(item.error);
}

void WriteQueue::lead(std::unique_lock<std::mutex>& lock) {
    led_ = true;
    auto const batch = std::exchange(waiting_, {});
    lock.unlock();
    commit(batch);
    lock.lock();
    for (auto* item : batch) item->done = true;
    led_ = false;
    changed_.notify_all();
}

void WriteQueue::commit(std::vector<Item*> const& batch) {
    auto const all = attempt(batch);
    if (!all.error) return;
    // Who could not begin has waited long enough for all.
    bool const final = batch.size() == 1 || !all.begun;
    for (auto* item : batch) item->error = final ? all.error : attempt({item}).error;
}

WriteQueue::Attempt WriteQueue::attempt(std::vector<Item*> const& batch) {
    bool begun = false;
    try {
        Transaction transaction(database_);
        begun = true;
        for (auto const* item : batch) (*item->work)(database_);
        transaction.commit();
        return {begun, nullptr};
    } catch (...) {
        return {begun, std::current_exception()};
    }
}

void WriteQueue::exclusive(Work const& work) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !led_; });
    led_ = true;
    lock.unlock();
    std::exception_ptr error;
    try {
        work(database_);
    } catch (...) {
        error = std::current_exception();
    }
    lock.lock();
    led_ = false;
    changed_.notify_all();
    if (error) std::rethrow_exception(error);
}

}  // namespace ats::record
