#include <algorithm>
#include <cstdint>

#include <unistd.h>

#include <ats/document_reader.hpp>
#include <ats/error.hpp>

#include "base/sha256.hpp"
#include "documents/file_bytes.hpp"
#include "documents/file_kind.hpp"
#include "documents/office_protocol.hpp"
#include "documents/office_reply.hpp"
#include "documents/pdf_document.hpp"
#include "documents/pdf_drawing.hpp"
#include "documents/pdf_protocol.hpp"
#include "documents/plain_text.hpp"
#include "documents/word_limit.hpp"
#include "documents/worker_pool.hpp"

namespace ats {
namespace {

// A worker needs some 30 MB of address space for its libraries before it reads anything.
constexpr std::size_t least_memory = std::size_t{64} << 20;
// Each is a process: more than this is a mistake.
constexpr int most_workers = 1024;
// Less shows nothing.
constexpr int least_image_side = 16;
// A picture that cannot be compressed is little larger than its pixels: it never exceeds a reply.
static_assert(std::uint64_t{max_page_image_side} * max_page_image_side * 3 < worker::max_payload_bytes / 2);
// More does not go to a worker.
constexpr auto most_bytes = static_cast<std::size_t>(worker::max_document_bytes);

void require(bool condition, char const* what) {
    if (!condition) throw CallerError(ErrorCode::invalid_argument, what);
}

DocumentReaderOptions checked(DocumentReaderOptions options) {
    require(options.pdf_workers >= 0 && options.pdf_workers <= most_workers,
            "pdf_workers must be from 0 to 1024");
    require(options.pdf_documents_per_worker > 0, "pdf_documents_per_worker must be positive");
    require(options.pdf_cpu_limit.count() > 0, "pdf_cpu_limit must be positive");
    require(options.pdf_deadline.count() > 0, "pdf_deadline must be positive");
    require(options.pdf_memory_limit >= least_memory, "pdf_memory_limit must be at least 64 MB");
    require(options.max_bytes > 0, "max_bytes must be positive");
    require(options.max_pages > 0, "max_pages must be positive");
    require(options.max_words > 0, "max_words must be positive");
    return options;
}

}  // namespace

DocumentSource DocumentSource::from_bytes(std::string name, std::string bytes) {
    return {std::move(name), std::move(bytes)};
}

DocumentSource DocumentSource::from_file(std::string path) {
    auto name = path;
    return {std::move(name), Path{std::move(path)}};
}

DocumentSource DocumentSource::from_document(Document document) {
    auto name = document.name;
    return {std::move(name), std::move(document)};
}

struct DocumentReader::Impl {
    explicit Impl(DocumentReaderOptions given)
        : options(checked(std::move(given))),
          pdf_workers(documents::pdf_program, options.pdf_worker, options),
          office_workers(documents::office_program, options.office_worker, options) {}

    void check(CallContext const& context) const;
    Document read(std::string_view bytes, std::string const& name, CallContext const& context);
    Document read_any(std::string_view bytes, std::string const& name, CallContext const& context);
    Document read(DocumentSource const& source, CallContext const& context);
    Document read_pdf(std::string_view bytes, std::string const& name, CallContext const& context);
    Document read_pdf(std::string_view bytes, std::string const& name, CallContext const& context,
                      documents::WorkerTask const& task);
    void check_bytes(std::string_view bytes, std::string const& name) const;
    documents::PdfDrawing draw(std::string_view bytes, std::string const& name, CallContext const& context,
                               documents::WorkerTask task);
    Document read_office(std::string_view bytes, office::Input input, std::string const& name,
                         CallContext const& context);

    pid_t const owner = ::getpid();
    DocumentReaderOptions const options;
    documents::WorkerPool pdf_workers;
    documents::WorkerPool office_workers;
};

void DocumentReader::Impl::check(CallContext const& context) const {
    if (::getpid() != owner) {
        throw CallerError(ErrorCode::caller_forked,
                          "this reader was created before fork(): create one in the child process");
    }
    context.check();
}

Document DocumentReader::Impl::read_pdf(std::string_view bytes, std::string const& name,
                                        CallContext const& context) {
    if (!options.find_hidden_text) return read_pdf(bytes, name, context, {});
    // Rendering can take a thousand times as long as reading the text does.
    constexpr double half = 0.5;
    try {
        return read_pdf(bytes, name, context, {pdf::find_hidden_flag, 0, 0, half});
    } catch (DocumentError const& error) {
        if (error.code() != ErrorCode::document_timeout) throw;
    }
    auto document = read_pdf(bytes, name, context, {0, 0, 0, half});
    document.findings.push_back(
        {FindingKind::hidden_text_unchecked,
         "Rendering the PDF took too long: words that no reader sees may count. Look at the file."});
    return document;
}

Document DocumentReader::Impl::read_pdf(std::string_view bytes, std::string const& name,
                                        CallContext const& context, documents::WorkerTask const& task) {
    documents::PdfReply reply;
    auto const take = [&](worker::Reply const& header, std::string_view payload) {
        auto said = documents::read_reply(header, payload);
        if (said) reply = std::move(*said);
        return said.has_value();
    };
    pdf_workers.read(bytes, task, name, context, take);
    return documents::document_from_reply(reply, name, options.max_pages);
}

void DocumentReader::Impl::check_bytes(std::string_view bytes, std::string const& name) const {
    if (bytes.empty()) throw DocumentError(ErrorCode::document_empty, name, "the file has no bytes");
    documents::check_size(bytes.size(), name, std::min(options.max_bytes, most_bytes));
}

documents::PdfDrawing DocumentReader::Impl::draw(std::string_view bytes, std::string const& name,
                                                 CallContext const& context, documents::WorkerTask task) {
    check(context);
    check_bytes(bytes, name);
    if (documents::detect_kind(bytes).kind != documents::FileKind::pdf) {
        throw DocumentError(ErrorCode::document_unsupported, name,
                            "this is no PDF: only a PDF has pages to show");
    }
    task.flags = pdf::draw_flag;
    documents::PdfDrawing drawing;
    auto const take = [&](worker::Reply const& header, std::string_view payload) {
        auto said = documents::read_drawing(header, payload, task.page, task.image_side);
        if (said) drawing = std::move(*said);
        return said.has_value();
    };
    pdf_workers.read(bytes, task, name, context, take);
    documents::check_status(drawing.status, drawing.page_count, name, options.max_pages);
    return drawing;
}

Document DocumentReader::Impl::read_office(std::string_view bytes, office::Input input,
                                           std::string const& name, CallContext const& context) {
    documents::OfficeReply reply;
    office_workers.read(bytes, {static_cast<std::uint32_t>(input), 0, 0, 1}, name, context,
                        [&](worker::Reply const& header, std::string_view payload) {
                            auto said = documents::read_office_reply(header, payload);
                            if (said) reply = std::move(*said);
                            return said.has_value();
                        });
    return documents::document_from_reply(std::move(reply), name);
}

Document DocumentReader::Impl::read(std::string_view bytes, std::string const& name,
                                    CallContext const& context) {
    check(context);
    auto document = read_any(bytes, name, context);
    documents::limit_words(document, options.max_words);
    document.digest = sha256(bytes);
    return document;
}

Document DocumentReader::Impl::read_any(std::string_view bytes, std::string const& name,
                                        CallContext const& context) {
    check_bytes(bytes, name);
    auto const [kind, advice] = documents::detect_kind(bytes);
    switch (kind) {
        case documents::FileKind::pdf:
            return read_pdf(bytes, name, context);
        case documents::FileKind::zip:
            return read_office(bytes, office::Input::package, name, context);
        case documents::FileKind::html:
            return read_office(bytes, office::Input::html, name, context);
        case documents::FileKind::rtf:
            return read_office(bytes, office::Input::rtf, name, context);
        case documents::FileKind::text:
            return documents::read_plain_text(bytes, name, context, [&](std::string_view markdown) {
                return read_office(markdown, office::Input::markdown, name, context);
            });
        case documents::FileKind::encrypted:
            throw DocumentError(ErrorCode::document_encrypted, name,
                                "the Office document needs a password: save a copy without one");
        case documents::FileKind::unsupported:
            break;
    }
    throw DocumentError(ErrorCode::document_unsupported, name, "this is " + std::string(advice));
}

Document DocumentReader::Impl::read(DocumentSource const& source, CallContext const& context) {
    check(context);
    if (auto const* const bytes = std::get_if<std::string>(&source.content)) {
        return read(*bytes, source.name, context);
    }
    if (auto const* const path = std::get_if<DocumentSource::Path>(&source.content)) {
        return read(documents::read_file(path->value, source.name, options.max_bytes), source.name, context);
    }
    auto document = std::get<Document>(source.content);
    document.name = source.name;
    if (documents::is_blank(document.text)) {
        throw DocumentError(ErrorCode::document_empty, source.name, "the document has no text");
    }
    if (document.digest.empty()) document.digest = sha256(document.text);
    documents::limit_words(document, options.max_words);
    return document;
}

DocumentReader::DocumentReader(DocumentReaderOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {}

DocumentReader::~DocumentReader() = default;

Document DocumentReader::read(std::string_view bytes, std::string const& name,
                              CallContext const& context) const {
    return impl_->read(bytes, name, context);
}

Document DocumentReader::read(DocumentSource const& source, CallContext const& context) const {
    return impl_->read(source, context);
}

std::vector<PageSize> DocumentReader::page_sizes(std::string_view bytes, std::string const& name,
                                                 CallContext const& context) const {
    std::vector<PageSize> sizes;
    for (auto const& page : impl_->draw(bytes, name, context, {}).pages) {
        sizes.push_back({static_cast<double>(page.width), static_cast<double>(page.height)});
    }
    return sizes;
}

PageImage DocumentReader::render_page(std::string_view bytes, std::string const& name, int page,
                                      PageImageOptions const& image, CallContext const& context) const {
    require(image.longer_side >= least_image_side && image.longer_side <= max_page_image_side,
            "longer_side must be from 16 to 3000");
    require(page > 0, "pages are counted from 1");
    auto const number = static_cast<std::uint32_t>(page);
    auto drawing =
        impl_->draw(bytes, name, context, {0, number, static_cast<std::uint32_t>(image.longer_side), 1});
    if (number > drawing.pages.size()) {
        throw CallerError(ErrorCode::invalid_argument, "there is no page " + std::to_string(page) +
                                                           ": the PDF has " +
                                                           std::to_string(drawing.pages.size()));
    }
    auto const& size = drawing.pages[number - 1];
    return {std::move(drawing.png),
            static_cast<int>(drawing.size.width),
            static_cast<int>(drawing.size.height),
            {static_cast<double>(size.width), static_cast<double>(size.height)}};
}

}  // namespace ats
