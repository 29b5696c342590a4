#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ats/document_reader.hpp>

#include "error_of.hpp"
#include "made_docx.hpp"
#include "made_pdf.hpp"

using namespace ats;
using namespace std::string_literals;
using test::code_of;
using test::error_of;

namespace {

DocumentReader const& reader() {
    static DocumentReader const shared;
    return shared;
}

Document read(std::string const& bytes) { return reader().read(bytes, "cv"); }

ErrorCode failure(std::string const& bytes) {
    auto const code = code_of([&] { read(bytes); });
    REQUIRE(code);
    return *code;
}

std::string message(std::string const& bytes) {
    auto const error = error_of([&] { read(bytes); });
    return error ? error->message : "";
}

std::string utf16(std::string const& ascii) {
    std::string out;
    for (char const c : ascii) out.append({c, '\0'});
    return out;
}

/// A folder that is gone after the test.
class TemporaryFolder {
public:
    TemporaryFolder() {
        auto pattern = (std::filesystem::temp_directory_path() / "ats-test-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::string write(std::string const& name, std::string const& bytes) const {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
        return path_ / name;
    }
    std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace

TEST_CASE("a file's format is told by its content") {
    CHECK(read("Ada Lovelace").format == DocumentFormat::text);
    CHECK(read(test::made_pdf({{{72, 700, "Ada Lovelace"}}})).format == DocumentFormat::pdf);
    CHECK(read(test::made_docx(test::paragraph("Ada Lovelace"))).format == DocumentFormat::docx);
    CHECK(read("{\\rtf1 Ada}").format == DocumentFormat::rtf);
    CHECK(read("\n <!DOCTYPE HTML><html>Ada").format == DocumentFormat::html);
    CHECK(read("<html><body>Ada").format == DocumentFormat::html);
    CHECK(read("<div class=x>Ada</div>").format == DocumentFormat::html);
    CHECK(read("<?xml version='1.0'?><html xmlns='x'>Ada</html>").format == DocumentFormat::html);
}

TEST_CASE("Markdown that begins with a tag is no HTML page") {
    auto const document = read("<div align=\"center\">\n\n# Ada\n\n</div>\n\n**C++**\n");
    CHECK(document.format == DocumentFormat::markdown);
    CHECK(document.text == "Ada\n\nC++\n");
}

TEST_CASE("a PDF may begin with other bytes") {
    CHECK(read("\r\nmail header\r\n" + test::made_pdf({{{72, 700, "Ada"}}})).text == "Ada\n");
}

TEST_CASE("what cannot be read is refused by name, with what to do") {
    auto const check = [](std::string const& bytes, std::string const& name) {
        CHECK(failure(bytes) == ErrorCode::document_unsupported);
        CHECK_MESSAGE(message(bytes).find(name) != std::string::npos, message(bytes));
    };
    std::string const compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(504, '\0');
    check(compound + utf16("WordDocument"), "an old Word .doc: save it as DOCX or PDF");
    check(compound, "an old Office file");
    check("<?xml version='1.0'?><cv/>", "an XML file");
    check("<?xml version='1.0'?>\n<office:document office:version='1.3'>", "a flat OpenDocument file");
    check("<?xml version='1.0'?><w:wordDocument>", "a Word XML file");
    check("<svg width='1'>", "an image (SVG)");
    check("MIME-Version: 1.0\nContent-Type: multipart/related", "a web archive");
    check(compound + "\xEC\xA5" + std::string(10, '\1') + utf16("WordDocument"),
          "an old Word .doc that needs a password");
    check(test::made_zip({{"Index/Document.iwa", "x"}}), "a Pages document");
    check("\x89PNG\r\n\x1A\n", "an image (PNG)");
    check("\xFF\xD8\xFF\xE0", "an image (JPEG)");
    check("MZ\x90\0\x03\0\0"s, "a program");
    check("\x7F\x45LF\x02\x01", "a program");
    check("a\0b\0c"s, "no PDF, DOCX, ODT, HTML, RTF, Markdown or plain text");
    check(test::made_zip({{"content.xml", "<x/>"}, {"META-INF/manifest.xml", "<m/>"}}),
          "an OpenDocument file");
    check(test::made_zip({{"xl/workbook.xml", "<x/>"}}), "an Excel workbook");
    check(test::made_zip({{"ppt/presentation.xml", "<x/>"}}), "a PowerPoint presentation");
    check(test::made_zip({{"cv.txt", "text"}}), "an archive (ZIP)");
}

TEST_CASE("an encrypted Office document needs a password") {
    std::string const compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(504, '\0');
    CHECK(failure(compound + utf16("EncryptedPackage")) == ErrorCode::document_encrypted);
}

TEST_CASE("a document without text is empty") {
    CHECK(failure("") == ErrorCode::document_empty);
    CHECK(failure(" \r\n\t\xC2\xA0") == ErrorCode::document_empty);
    CHECK(failure(test::made_docx(test::paragraph(" "))) == ErrorCode::document_empty);
}

TEST_CASE("a message begins with the name of the document") {
    auto const error = error_of([] { reader().read("", "folder/cv.pdf"); });
    REQUIRE(error);
    CHECK(error->message.rfind("folder/cv.pdf", 0) == 0);
}

TEST_CASE("text is UTF-8, UTF-16 with a byte order mark, or else windows-1252") {
    CHECK(read("\xEF\xBB\xBFZo\xC3\xAB").text == "Zo\xC3\xAB");
    CHECK(read("\xFF\xFEZ\0o\0\xEB\0"s).text == "Zo\xC3\xAB");
    CHECK(read("\xFE\xFF\0Z\0o\0\xEB"s).text == "Zo\xC3\xAB");
    CHECK(read("\xFF\xFE\x3D\xD8\x00\xDE"s).text == "\xF0\x9F\x98\x80");
    CHECK(read("Zo\xEB \x80").text == "Zo\xC3\xAB \xE2\x82\xAC");
}

TEST_CASE("a guessed encoding is a finding") {
    CHECK(read("Zo\xC3\xAB").findings.empty());
    auto const document = read("Zo\xEB");
    REQUIRE(document.findings.size() == 1);
    CHECK(document.findings[0].kind == FindingKind::encoding_repaired);
    CHECK(read("\xFF\xFE\x3D\xD8o\0"s).findings.size() == 1);  // Half a surrogate pair.
}

TEST_CASE("plain text is one page with lines that end in LF") {
    auto const document = read("a\r\nb\rc");
    CHECK(document.text == "a\nb\nc");
    REQUIRE(document.pages.size() == 1);
    CHECK(document.pages[0].begin == 0);
    CHECK(document.pages[0].end == 5);
}

TEST_CASE("a file is read from its path") {
    TemporaryFolder const folder;
    auto const path = folder.write("cv.txt", "Ada");
    auto const document = reader().read(DocumentSource::from_file(path));
    CHECK(document.text == "Ada");
    CHECK(document.name == path);
}

TEST_CASE("a path that leads to no regular file is not found") {
    TemporaryFolder const folder;
    auto const pipe = folder.path() / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    auto const check = [](std::string const& path) {
        CHECK(code_of([&] { reader().read(DocumentSource::from_file(path)); }) ==
              ErrorCode::document_not_found);
    };
    check(folder.path() / "missing");
    check(folder.path());
    check(pipe);  // Nobody writes to it: opening it must not wait.
    check("/dev/null");
    check("a\0b"s);
}

TEST_CASE("a file above the byte limit is too large") {
    DocumentReaderOptions options;
    options.max_bytes = 4;
    DocumentReader const small(options);
    TemporaryFolder const folder;
    auto const large = folder.write("large", "12345");
    CHECK(code_of([&] { small.read(DocumentSource::from_file(large)); }) == ErrorCode::document_too_large);
    CHECK(code_of([&] { small.read("12345", "cv"); }) == ErrorCode::document_too_large);
    CHECK(small.read("1234", "cv").text == "1234");
}

TEST_CASE("words above the limit are left out, and that is told") {
    DocumentReaderOptions options;
    options.max_words = 3;
    DocumentReader const small(options);
    CHECK(small.read("one two\nthree", "cv").findings.empty());
    auto const cut = small.read("one two\nthree  four", "cv");
    CHECK(cut.text == "one two\nthree");
    REQUIRE(cut.pages.size() == 1);
    CHECK(cut.pages[0].end == 13);
    REQUIRE(cut.findings.size() == 1);
    CHECK(cut.findings[0].kind == FindingKind::text_cut);
    CHECK(cut.findings[0].message == "The text has more than 3 words; the rest was not read.");
    CHECK(small.read("\xE4\xB8\x80\xE4\xBA\x8C\xE4\xB8\x89\xE5\x9B\x9B", "cv").text ==
          "\xE4\xB8\x80\xE4\xBA\x8C\xE4\xB8\x89");
}

TEST_CASE("pages and placed words beyond the limit of words are left out with them") {
    DocumentReaderOptions options;
    options.max_words = 2;
    Document document = Document::from_text("cv", "one two three\nfour");
    document.pages = {{0, 4}, {4, 14}, {14, 18}};
    document.words = {{0, 3, 1, {}}, {4, 7, 2, {}}, {8, 13, 2, {}}, {14, 18, 3, {}}};
    auto const cut = DocumentReader(options).read(DocumentSource::from_document(document));
    CHECK(cut.text == "one two");
    REQUIRE(cut.pages.size() == 2);
    CHECK(cut.pages[1].end == 7);
    CHECK(cut.words.size() == 2);
}

TEST_CASE("a text that was cut before and is cut again says so once") {
    DocumentReaderOptions options;
    options.max_words = 2;
    DocumentReader const small(options);
    auto document = Document::from_text("cv", "one two three");
    document.findings = {{FindingKind::text_cut, "A part of the file is broken."}};
    auto const broken = small.read(DocumentSource::from_document(document));
    REQUIRE(broken.findings.size() == 1);
    CHECK(broken.findings[0].message ==
          "A part of the file is broken. The text has more than 2 words; the rest was not read.");

    document.format = DocumentFormat::pdf;
    document.findings = {{FindingKind::text_cut, "The PDF has more text than any resume."}};
    auto const pdf = small.read(DocumentSource::from_document(document));
    REQUIRE(pdf.findings.size() == 1);
    CHECK(pdf.findings[0].message == "The text has more than 2 words; the rest was not read.");
}

TEST_CASE("plain text comes in its normal form, and control characters end lines still") {
    CHECK(read("of\xEF\xAC\x81"
               "ce")
              .text == "office");
    std::string const page(200, 'x');
    CHECK(read("a\rb" + page + "\fc").text == "a\nb" + page + "\nc");
}

TEST_CASE("a source may hold bytes or a document that was read already") {
    CHECK(reader().read(DocumentSource::from_bytes("cv", "Ada")).text == "Ada");
    auto const document = Document::from_text("cv", "Ada");
    CHECK(reader().read(DocumentSource::from_document(document)).text == "Ada");
    CHECK(code_of([] { reader().read(DocumentSource::from_document(Document::from_text("cv", " "))); }) ==
          ErrorCode::document_empty);
}

TEST_CASE("options out of their range are refused") {
    auto const code = [](auto change) {
        DocumentReaderOptions options;
        change(options);
        return code_of([&] { DocumentReader const unusable(options); });
    };
    CHECK(code([](auto& options) { options.pdf_workers = -1; }) == ErrorCode::invalid_argument);
    CHECK(code([](auto& options) { options.pdf_cpu_limit = {}; }) == ErrorCode::invalid_argument);
    CHECK(code([](auto& options) { options.pdf_memory_limit = 1; }) == ErrorCode::invalid_argument);
    CHECK(code([](auto& options) { options.max_pages = 0; }) == ErrorCode::invalid_argument);
    CHECK(code([](auto& options) { options.max_words = 0; }) == ErrorCode::invalid_argument);
}

TEST_CASE("a cancelled call reads nothing") {
    CallContext const context;
    context.cancel.cancel();
    CHECK(code_of([&] { reader().read("Ada", "cv", context); }) == ErrorCode::cancelled);
}

TEST_CASE("a document's digest is that of the file's bytes, whatever it is called and however it comes") {
    // sha256sum of "abc\r\n".
    std::string const digest = "552bab6864c7a7b69a502ed1854b9245c0e1a30f008aaa0b281da62585fdb025";
    DocumentReader const reader;
    CHECK(reader.read("abc\r\n", "a.txt").digest == digest);
    CHECK(reader.read(DocumentSource::from_bytes("b.txt", "abc\r\n")).digest == digest);
    CHECK(Document::from_text("c.txt", "abc\r\n").digest == digest);
    CHECK(reader.read(DocumentSource::from_document(Document::from_text("d", "abc\r\n"))).digest == digest);
    auto own = Document::from_text("e", "abc\r\n");
    own.digest.clear();
    CHECK(reader.read(DocumentSource::from_document(own)).digest ==
          "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb");
}
