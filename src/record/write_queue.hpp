#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <vector>

#include "record/database.hpp"

namespace ats::record {

/// Lets many threads share one transaction. Putting a transaction on disk takes milliseconds, and a
/// hundred answers may arrive in that time: whoever comes while one is written goes into the next.
class WriteQueue {
public:
    using Work = std::function<void(Database&)>;

    explicit WriteQueue(Database database) : database_(std::move(database)) {}

    /// Runs `work` in a transaction. On disk when it returns. If a transaction fails, each of its works
    /// is run again in one of its own, so `work` may run twice.
    /// @throws what `work` throws, and CallerError record_failed.
    void write(Work const& work);
    /// Runs `work` outside of any transaction, with nobody else writing.
    void exclusive(Work const& work);
    /// Gives the file up without closing it.
    void abandon() noexcept { database_.abandon(); }

private:
    struct Item {
        Work const* work;
        std::exception_ptr error = {};
        bool done = false;
    };

    struct Attempt {
        bool begun = false;
        std::exception_ptr error;  // Null if it is on disk.
    };

    void lead(std::unique_lock<std::mutex>& lock);
    void commit(std::vector<Item*> const& batch);
    Attempt attempt(std::vector<Item*> const& batch);

    std::mutex mutex_;  // Guards what follows but the database, which belongs to the leader.
    std::condition_variable changed_;
    std::vector<Item*> waiting_;
    bool led_ = false;
    Database database_;
};

}  // namespace ats::record
