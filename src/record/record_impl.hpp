#pragma once

#include <mutex>
#include <utility>

#include <sys/types.h>

#include <ats/record.hpp>

#include "record/stored.hpp"
#include "record/write_queue.hpp"

namespace ats {

/// Two connections, because a reader need not wait until a transaction is on disk.
struct Record::Impl {
    Impl(std::string const& path, RecordOptions given);
    ~Impl();
    Impl(Impl const&) = delete;
    Impl& operator=(Impl const&) = delete;

    record::Database open(std::string const& path) const;
    void check_owner() const;
    Erased erase(std::function<Erased(record::Database&)> const& work);

    void write(record::WriteQueue::Work const& work) {
        check_owner();
        writer.write(work);
    }

    template <class Work>
    auto read(Work work) {
        check_owner();
        std::lock_guard lock(reader_mutex);
        return work(reader);
    }

    RecordOptions const options;
    pid_t const owner;
    record::WriteQueue writer;
    std::mutex reader_mutex;
    record::Database reader;
};

}  // namespace ats
