#include "values.hpp"

namespace ats::bindings {
namespace {

using Path = DocumentSource::Path;

void bind_findings(py::module_& m) {
    py::native_enum<DocumentFormat>(
        m, "DocumentFormat", "enum.Enum",
        "What a file turned out to be, told by its content and never by its name.")
        .value("text", DocumentFormat::text)
        .value("markdown", DocumentFormat::markdown)
        .value("pdf", DocumentFormat::pdf)
        .value("docx", DocumentFormat::docx)
        .value("odt", DocumentFormat::odt)
        .value("html", DocumentFormat::html)
        .value("rtf", DocumentFormat::rtf)
        .finalize();
    py::native_enum<FindingKind>(m, "FindingKind", "enum.Enum", "What was noticed.")
        .value("page_without_text", FindingKind::page_without_text,
               "A page shows something and gives no words: it is an image of text.")
        .value("text_cut", FindingKind::text_cut,
               "The file ends early or has too much text; the rest was not read.")
        .value("encoding_repaired", FindingKind::encoding_repaired,
               "Bytes that are not valid in the file's encoding were replaced.")
        .value("extraction_protected", FindingKind::extraction_protected,
               "The file asks that its text not be extracted; it was read all the same.")
        .value("hidden_text", FindingKind::hidden_text,
               "Words that no reader of the page sees. They were left out of the text.")
        .value("glued_words", FindingKind::glued_words,
               "Many words stand without spaces between them; some may be misread.")
        .value("unreadable_characters", FindingKind::unreadable_characters,
               "Many characters do not say which letters they are; words are missing.")
        .value("instructions_to_reader", FindingKind::instructions_to_reader,
               "Sentences address whoever grades the resume. They did not count.")
        .value("forged_section", FindingKind::forged_section,
               "Lines imitate what only a program writes. They did not count.")
        .value("copied_job_description", FindingKind::copied_job_description,
               "Passages stand word for word in the job description. They did not count.")
        .value("repeated_keywords", FindingKind::repeated_keywords,
               "Words repeated over and over. The repetitions did not count.")
        .value("look_alike_letters", FindingKind::look_alike_letters,
               "Words mix Latin letters with others that look like them.")
        .value("hidden_text_unchecked", FindingKind::hidden_text_unchecked,
               "Rendering took too long: words that no reader sees may be in the text.")
        .finalize();
    m.def(
        "to_string", [](DocumentFormat format) { return to_string(format); }, "value"_a);
    m.def(
        "to_string", [](FindingKind kind) { return to_string(kind); }, "value"_a);

    Value<Finding>(m, "Finding", "Something noticed that a person who reads the ranking should know.")
        .field("kind", &Finding::kind, "What was noticed.")
        .field("message", &Finding::message, "One sentence for people.")
        .field("page", &Finding::page, "From 1; 0 if it concerns the whole document.")
        .field("text", &Finding::text, "What it is about: the hidden words, cut to 1000 bytes; or empty.");
    Value<Manipulation>(m, "Manipulation", "Characters [begin, end) of a text that try to steer its reader.")
        .field("kind", &Manipulation::kind, "What it is.")
        .field("begin", &Manipulation::begin, "First character.")
        .field("end", &Manipulation::end, "One past the last character.");
    Value<PageRange>(m, "PageRange", "Where a page stands in the text, in characters.")
        .field("begin", &PageRange::begin, "First character.")
        .field("end", &PageRange::end, "One past the last character.")
        .field("width", &PageRange::width, "In points; 0 if the format knows no pages.")
        .field("height", &PageRange::height, "In points; 0 if the format knows no pages.");
    Value<Box>(m, "Box", "A rectangle on a page, in points from its upper left corner; y grows downwards.")
        .field("left", &Box::left, "Of the left side.")
        .field("top", &Box::top, "Of the upper side.")
        .field("right", &Box::right, "Of the right side.")
        .field("bottom", &Box::bottom, "Of the lower side.");
    Value<PlacedWord>(m, "PlacedWord",
                      "Where a word stands on paper. A word that a line break divides is two of them.")
        .field("begin", &PlacedWord::begin, "Its first character in the text.")
        .field("end", &PlacedWord::end, "One past its last character.")
        .field("page", &PlacedWord::page, "From 1.")
        .field("box", &PlacedWord::box, "On that page.");
}

void bind_document(py::module_& m) {
    Value<Document> document(m, "Document",
                             "A document that was read: a plain value. Offsets count characters, as in str.");
    document.field("name", &Document::name, "As given by the caller. Never sent to a model.")
        .field("format", &Document::format, "What the file was.")
        .field("text", &Document::text, "Lines end in a line feed, a blank line parts paragraphs.")
        .field("pages", &Document::pages, "In order; formats without pages have one. A copy.")
        .field("words", &Document::words, "In the order of the text; empty unless it was a PDF. A copy.")
        .field("findings", &Document::findings, "What the reader noticed. A copy.")
        .field("digest", &Document::digest,
               "SHA-256 of the file's bytes (of the text, if there was no file), in hexadecimal digits.");
    document.methods()
        .def_static(
            "from_text",
            [](py::str const& name, py::str const& text) {
                return Document::from_text(from_str(name), from_str(text));
            },
            "name"_a, "text"_a, "For hosts with a parser of their own.")
        .def("length", &Document::length, "The number of characters of the text.")
        .def("characters", &Document::characters, "begin"_a, "end"_a,
             "Characters [begin, end) of the text; the range is clamped to it.")
        .def("page_of", &Document::page_of, "offset"_a,
             "The page, from 1, that holds the character at `offset`; 0 if none does.")
        .def("words_in", &Document::words_in, "begin"_a, "end"_a,
             "The words that characters [begin, end) touch, so that a quote can be shown where it stands.")
        .def("lines_in", &Document::lines_in, "begin"_a, "end"_a,
             "The same, words that stand side by side on a line being one: what a marker would cover.");
}

py::object content_of(DocumentSource const& source) {
    if (auto const* bytes = std::get_if<std::string>(&source.content)) return py::bytes(*bytes);
    if (auto const* path = std::get_if<Path>(&source.content)) return py::cast(*path);
    return py::cast(std::get<Document>(source.content));
}

py::str path_of(py::object const& path) { return py::module_::import("os").attr("fsdecode")(path); }

void bind_source(py::module_& m) {
    py::class_<DocumentSource> source(
        m, "DocumentSource",
        "A file to be read: its bytes, a path to open when its turn comes, or a "
        "document that was read already.");
    py::class_<Path>(source, "Path", "A path in the encoding of the file system.")
        .def_property_readonly(
            "value", [](Path const& path) { return to_str(path.value); }, "The path.");
    source
        .def_static(
            "from_bytes",
            [](py::str const& name, py::bytes const& bytes) {
                return DocumentSource::from_bytes(from_str(name), std::string(bytes));
            },
            "name"_a, "bytes"_a, "The bytes of a whole file.")
        .def_static(
            "from_file",
            [](py::object const& path) { return DocumentSource::from_file(from_str(path_of(path))); },
            "path"_a, "A file to open when its turn comes: str, bytes or os.PathLike.")
        .def_static("from_document", &DocumentSource::from_document, "document"_a,
                    "A document that was read already.")
        .def_property_readonly(
            "name", [](DocumentSource const& self) { return to_str(self.name); },
            "Shown to people and used for the candidate's name.")
        .def_property_readonly("content", &content_of, "bytes, DocumentSource.Path or Document.")
        .def("__repr__", [](DocumentSource const& self) {
            return to_str("DocumentSource(" + from_str(py::repr(to_str(self.name))) + ")");
        });
}

Document read_bytes(DocumentReader const& reader, py::bytes const& bytes, py::str const& name,
                    CallContext const* context) {
    return without_gil(context, [&reader, view = std::string_view(bytes), cpp_name = from_str(name)](
                                    CallContext const& own) { return reader.read(view, cpp_name, own); });
}

Document read_source(DocumentReader const& reader, DocumentSource const& source, CallContext const* context) {
    return without_gil(context,
                       [&reader, &source](CallContext const& own) { return reader.read(source, own); });
}

/// @returns the options, with the place of ats-pdf where another Python package brings it.
DocumentReaderOptions reader_options(DocumentReaderOptions const* options, py::kwargs const& fields) {
    auto made = options_of(options, fields);
    if (made.pdf_worker.empty()) {
        made.pdf_worker = from_str(py::module_::import("atschecker._workers").attr("pdf_worker")());
    }
    return made;
}

/// Whatever Python takes for a file: a path, bytes, a binary file object, a document.
Document read_input(DocumentReader const& reader, py::object const& source, py::object const& name,
                    CallContext const* context) {
    auto const made = py::module_::import("atschecker._inputs").attr("as_source")(source, name);
    return read_source(reader, made.cast<DocumentSource const&>(), context);
}

std::vector<PageSize> page_sizes(DocumentReader const& reader, py::bytes const& bytes, py::str const& name,
                                 CallContext const* context) {
    return without_gil(context,
                       [&reader, view = std::string_view(bytes), cpp_name = from_str(name)](
                           CallContext const& own) { return reader.page_sizes(view, cpp_name, own); });
}

PageImage render_page(DocumentReader const& reader, py::bytes const& bytes, py::str const& name, int page,
                      PageImageOptions const& image, CallContext const* context) {
    return without_gil(context, [&reader, page, image, view = std::string_view(bytes),
                                 cpp_name = from_str(name)](CallContext const& own) {
        return reader.render_page(view, cpp_name, page, image, own);
    });
}

void bind_page_images(py::module_& m) {
    Value<PageSize>(m, "PageSize", "The size of a page as it is shown.")
        .field("width", &PageSize::width, "In points.")
        .field("height", &PageSize::height, "In points.");
    Value<PageImageOptions>(m, "PageImageOptions", "How a page is drawn.")
        .field("longer_side", &PageImageOptions::longer_side,
               "Pixels of the image's longer side, from 16 to max_page_image_side.");
    py::class_<PageImage>(m, "PageImage", "A page as a person sees it.")
        .def_property_readonly(
            "png", [](PageImage const& self) { return py::bytes(self.png); },
            "A PNG file: eight bits for each of red, green and blue.")
        .def_readonly("width", &PageImage::width, "In pixels.")
        .def_readonly("height", &PageImage::height, "In pixels.")
        .def_readonly("size", &PageImage::size, "Of the page: what places in points are a share of.")
        .def("__repr__", [](PageImage const& self) {
            return "<PageImage " + std::to_string(self.width) + " x " + std::to_string(self.height) + ">";
        });
    m.attr("max_page_image_side") = max_page_image_side;
}

void bind_reader(py::module_& m) {
    using Options = DocumentReaderOptions;
    Value<Options>(m, "DocumentReaderOptions", "Limits and the places of the worker programs.")
        .field("pdf_worker", &Options::pdf_worker,
               "Path of the program ats-pdf; empty: looked for beside the library and in the package "
               "atschecker-pdf.")
        .field(
            "office_worker", &Options::office_worker,
            "Path of the program ats-office, which reads DOCX, ODT, HTML, RTF and Markdown; empty: likewise.")
        .field("pdf_workers", &Options::pdf_workers,
               "How many processes of each worker program may run at once; 0: one for each processor.")
        .field("pdf_documents_per_worker", &Options::pdf_documents_per_worker,
               "How many documents one worker reads before another takes its place; 1: none sees two.")
        .field("pdf_cpu_limit", &Options::pdf_cpu_limit, "CPU time for one document; the limit that decides.")
        .field("pdf_deadline", &Options::pdf_deadline, "Wall-clock time for one document.")
        .field("pdf_memory_limit", &Options::pdf_memory_limit, "Address space of a worker, in bytes.")
        .field("max_bytes", &Options::max_bytes, "Largest file, in bytes.")
        .field("max_pages", &Options::max_pages, "Largest number of pages of a PDF.")
        .field("max_words", &Options::max_words, "Words that a document may have; the rest is left out.")
        .field("find_hidden_text", &Options::find_hidden_text,
               "Look in PDF files for words that a reader cannot see, and leave them out.")
        .field("require_sandbox", &Options::require_sandbox,
               "Read nothing in a worker that the kernel does not lock in (sandbox_unavailable).")
        .field("log", &Options::log, "Told (level, line) when a worker is started, killed or replaced.");
    py::classh<DocumentReader>(
        m, "DocumentReader",
        "Reads PDF (in worker processes), DOCX and plain text, from many threads at once. "
        "Options are given as an object, as keywords, or both.")
        .def(py::init([](Options const* options, py::kwargs const& fields) {
                 return std::shared_ptr<DocumentReader>(new DocumentReader(reader_options(options, fields)),
                                                        DeleteWithoutGil{});
             }),
             "options"_a = py::none())
        .def("read", &read_bytes, "bytes"_a, "name"_a, "context"_a = py::none(),
             "Reads one document, from the bytes of a whole file or from a DocumentSource. Raises "
             "DocumentError "
             "or CallerError. Releases the GIL; Ctrl-C ends it.")
        .def("read", &read_source, "source"_a, "context"_a = py::none())
        .def("read", &read_input, "source"_a, "name"_a = py::none(), "context"_a = py::none(),
             "The same for a path, bytes, a binary file object or a Document.")
        .def("page_sizes", &page_sizes, "bytes"_a, "name"_a, "context"_a = py::none(),
             "How large the pages of a PDF are, also of one without text. Raises as read() does, and "
             "DocumentError (document_unsupported) for what is no PDF.")
        .def(
            "render_page", &render_page, "bytes"_a, "name"_a, "page"_a, "image"_a = PageImageOptions{},
            "context"_a = py::none(),
            "Draws a page of a PDF, counted from 1. Document.lines_in() tells where a quote stands on it. "
            "Raises as page_sizes() does, and CallerError if there is no such page. Releases the GIL; Ctrl-C "
            "ends it.");
}

void bind_manipulation(py::module_& m) {
    m.def("find_manipulation", &find_manipulation, "text"_a, "job_description"_a = "",
          "The passages of a text that try to steer its reader, in order. Rules and word lists, no model.");
    m.def("without_manipulation", &without_manipulation, "text"_a, "found"_a,
          "The text with a space for each character of these passages; look-alike letters become Latin.");
    m.def("findings_of", &findings_of, "document"_a, "found"_a,
          "A finding for each kind, with the words and the first page.");
}

}  // namespace

void bind_documents(py::module_& m) {
    bind_findings(m);
    bind_document(m);
    bind_manipulation(m);
    bind_source(m);
    bind_page_images(m);
    bind_reader(m);
}

}  // namespace ats::bindings
