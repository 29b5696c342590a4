#pragma once

/// @file
/// Reads PDF, DOCX, ODT, HTML, RTF, Markdown and plain text. All but plain text is read in separate worker
/// processes, so that a hostile file costs one document and never the program.

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <ats/context.hpp>
#include <ats/document.hpp>
#include <ats/export.hpp>

namespace ats {

/// A file to be read: its bytes, a path to open when its turn comes, or a document that a host has
/// read already.
struct DocumentSource {
    /// A path in the encoding of the file system (UTF-8 on Linux).
    struct Path {
        std::string value;  ///< Absolute or relative.
    };

    std::string name;  ///< Shown to people and used for the candidate's name.
    std::variant<std::string, Path, Document> content;  ///< Bytes, path or document.

    /// A file in memory. @param name what people call it. @param bytes the whole file.
    ATS_EXPORT static DocumentSource from_bytes(std::string name, std::string bytes);
    /// A file that is opened when its turn comes; its path is its name.
    ATS_EXPORT static DocumentSource from_file(std::string path);
    /// A document that is there already.
    ATS_EXPORT static DocumentSource from_document(Document document);
};

/// Limits and the places of the worker programs. What is called `pdf_` holds for each of the two programs,
/// whatever it reads.
struct DocumentReaderOptions {
    /// Path of the program ats-pdf; empty: it is looked for beside the library and in the libexec
    /// folder of its installation.
    std::string pdf_worker;
    /// Path of the program ats-office, which reads DOCX, ODT, HTML, RTF and Markdown; empty: likewise.
    std::string office_worker;
    /// How many processes of each worker program may run at once; they start when first needed. 0: one
    /// for each processor.
    int pdf_workers = 0;
    /// How many documents one worker process reads before another takes its place; at least 1. A worker
    /// that a hostile file took over could put the text of one document into the next one's: 1 rules that
    /// out, at some 10 ms for each document. poppler keeps what it caches, so that none should live for ever.
    int pdf_documents_per_worker = 200;
    /// CPU time for one document. This limit decides, so that a busy machine changes no result. The
    /// slowest legitimate file known (117 pages) takes 0.5 s. Of a PDF in which hidden words are looked for,
    /// half of it is for that: where it is not enough, the other half is for the text alone.
    std::chrono::milliseconds pdf_cpu_limit = std::chrono::seconds{10};
    /// Wall-clock time for one document: the net behind the CPU limit; halved likewise.
    std::chrono::milliseconds pdf_deadline = std::chrono::seconds{60};
    /// Address space of a worker process, in bytes. Resumes need under 50 MB.
    std::size_t pdf_memory_limit = std::size_t{1} << 30;
    /// Largest file, in bytes. Resumes rarely exceed 5 MB.
    std::size_t max_bytes = std::size_t{20} << 20;
    /// Largest number of pages of a PDF.
    int max_pages = 50;
    /// Words that a document may have. What is beyond is left out, with a finding: no resume has a
    /// tenth of it.
    std::size_t max_words = 100000;
    /// Look in PDF files for words that a reader cannot see, and leave them out. It renders the pages that
    /// do not plainly show all of their words, which takes longer than reading them; switch it off for files
    /// that you made yourself. A PDF that takes too long to render is read without the look, with the
    /// finding hidden_text_unchecked.
    bool find_hidden_text = true;
    /// Read nothing in a worker that the kernel does not lock in: without Landlock, seccomp or the limits
    /// of memory and time a document other than plain text fails with sandbox_unavailable. Without this
    /// option `log` is told once what is missing.
    bool require_sandbox = false;
    /// Told when a worker is started, killed or replaced, and what protection it lacks.
    LogCallback log;
};

/// The size of a page as it is shown.
struct PageSize {
    double width = 0;   ///< In points.
    double height = 0;  ///< Likewise.
};

/// The most pixels that a side of a page's image may have: A4 at 257 dpi, 27 MB before it is compressed.
inline constexpr int max_page_image_side = 3000;

/// How a page is drawn.
struct PageImageOptions {
    /// Pixels of the image's longer side, from 16 to max_page_image_side; the other follows from the page.
    /// The default shows A4 at 137 dpi.
    int longer_side = 1600;
};

/// A page as a person sees it.
struct PageImage {
    std::string png;  ///< A PNG file: eight bits for each of red, green and blue.
    int width = 0;    ///< In pixels.
    int height = 0;   ///< Likewise.
    PageSize size{};  ///< Of the page: what places in points are a share of.
};

/// Reads documents. All members may be called from many threads at once; each document but plain
/// text occupies one worker process while it is read, and waits for a free one.
///
/// Safe in a host that ignores SIGCHLD or SIGPIPE. After fork() the child must create its own reader:
/// using the parent's throws caller_forked.
class ATS_EXPORT DocumentReader {
public:
    /// Starts no process and opens no file yet.
    explicit DocumentReader(DocumentReaderOptions options = {});
    /// Ends the worker processes.
    ~DocumentReader();
    DocumentReader(DocumentReader const&) = delete;
    DocumentReader& operator=(DocumentReader const&) = delete;

    /// Reads one document.
    /// @param bytes the whole file. @param name what people call it; used in messages only.
    /// @param context cancels the reading or bounds it in time.
    /// @throws DocumentError if the document cannot be read: the code says why.
    /// @throws CallerError worker_not_found, sandbox_unavailable, caller_forked, cancelled or
    /// deadline_exceeded.
    Document read(std::string_view bytes, std::string const& name, CallContext const& context = {}) const;

    /// Reads one document from wherever it is. A path must lead to a regular file.
    /// @throws as the other overload, and DocumentError document_not_found.
    Document read(DocumentSource const& source, CallContext const& context = {}) const;

    /// Tells how large the pages of a PDF are, also of one without text.
    /// @param bytes the whole file. @param name what people call it; used in messages only.
    /// @param context cancels the work or bounds it in time.
    /// @throws as read(), and DocumentError document_unsupported for what is no PDF.
    std::vector<PageSize> page_sizes(std::string_view bytes, std::string const& name,
                                     CallContext const& context = {}) const;

    /// Draws a page of a PDF, in the same worker processes and within the same limits as read(). Where a
    /// quote stands on it, Document::lines_in() tells.
    /// @param bytes the whole file. @param name what people call it; used in messages only.
    /// @param page from 1. @param image how large it becomes.
    /// @param context cancels the work or bounds it in time.
    /// @throws as page_sizes(), and CallerError invalid_argument if there is no such page.
    PageImage render_page(std::string_view bytes, std::string const& name, int page,
                          PageImageOptions const& image = {}, CallContext const& context = {}) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace ats
