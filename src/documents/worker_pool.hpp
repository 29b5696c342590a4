#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ats/context.hpp>
#include <ats/document_reader.hpp>

#include "documents/worker_conversation.hpp"
#include "documents/worker_process.hpp"
#include "documents/worker_program.hpp"

namespace ats::documents {

/// What is wanted of a document.
struct WorkerTask {
    std::uint32_t flags = 0;       ///< Of the request: the program's affair.
    std::uint32_t page = 0;        ///< Likewise.
    std::uint32_t image_side = 0;  ///< Likewise.
    double share = 1;              ///< Of the document's limits of time that this may take.
};

/// A few worker processes of one program, started when needed. May be used from many threads at once.
/// Whatever a worker does costs the document it works on and nothing else.
class WorkerPool {
public:
    /// @param path of the program; empty: it is looked for.
    WorkerPool(WorkerProgram const& program, std::string const& path, DocumentReaderOptions const& options);
    ~WorkerPool() = default;
    WorkerPool(WorkerPool const&) = delete;
    WorkerPool& operator=(WorkerPool const&) = delete;

    /// Waits for a free worker and lets it read the document.
    /// @param read takes the reply; a worker whose reply it refuses is ended.
    /// @throws DocumentError document_crashed or document_timeout; CallerError worker_not_found,
    /// cancelled or deadline_exceeded.
    void read(std::string_view bytes, WorkerTask const& task, std::string const& name,
              CallContext const& context, ReplyReader const& read);

private:
    class Slot;

    std::vector<WorkerProcess> take_busy_idlers();
    void end_busy_idlers();
    void warn_of_missing(std::uint32_t protections);
    std::optional<WorkerProcess> acquire(CallContext const& context);
    void pass_on_if_ended(CallContext const& context);
    void release(std::optional<WorkerProcess> worker) noexcept;
    WorkerProcess start();
    worker::Request request_for(std::string_view bytes, WorkerTask const& task) const;
    void log(LogLevel level, std::string const& line) const;

    WorkerProgram const program_;
    DocumentReaderOptions const options_;
    std::vector<std::string> const places_;
    int const size_;

    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<WorkerProcess> idle_;
    int busy_ = 0;
    bool has_warned_ = false;
};

}  // namespace ats::documents
