#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ats/context.hpp>
#include <ats/document_reader.hpp>

#include "documents/pdf_conversation.hpp"
#include "documents/pdf_worker_process.hpp"

namespace ats::documents {

/// A few worker processes that read PDFs, started when needed. May be used from many threads at once.
/// Whatever a worker does costs the document it works on and nothing else.
class PdfPool {
public:
    explicit PdfPool(DocumentReaderOptions const& options);
    ~PdfPool() = default;
    PdfPool(PdfPool const&) = delete;
    PdfPool& operator=(PdfPool const&) = delete;

    /// Waits for a free worker and lets it read the document.
    /// @throws DocumentError document_crashed or document_timeout; CallerError worker_not_found,
    /// cancelled or deadline_exceeded.
    PdfReply read(std::string_view bytes, std::string const& name, CallContext const& context);

private:
    class Slot;

    std::optional<PdfWorkerProcess> acquire(CallContext const& context);
    void pass_on_if_ended(CallContext const& context);
    void release(std::optional<PdfWorkerProcess> worker) noexcept;
    PdfWorkerProcess start();
    pdf::Request request_for(std::string_view bytes) const;
    void log(LogLevel level, std::string const& line) const;

    DocumentReaderOptions const options_;
    std::vector<std::string> const places_;
    int const size_;

    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<PdfWorkerProcess> idle_;
    int busy_ = 0;
};

}  // namespace ats::documents
