#include "documents/docx.hpp"

#include <algorithm>
#include <set>

#include <ats/error.hpp>

#include "documents/docx_text.hpp"
#include "documents/opc_package.hpp"
#include "documents/plain_text.hpp"
#include "documents/tidy.hpp"
#include "text/utf8.hpp"

namespace ats::documents {
namespace {

struct KnownPackage {
    std::string_view part;
    std::string_view advice;
};

constexpr KnownPackage known_packages[] = {
    {"xl/workbook.xml", "an Excel workbook: save it as PDF"},
    {"xl/workbook.bin", "an Excel workbook: save it as PDF"},
    {"ppt/presentation.xml", "a PowerPoint presentation: save it as PDF"},
    {"META-INF/container.xml", "an EPUB book: save it as DOCX or PDF"},
    {"content.xml", "an OpenDocument file (such as ODT): save it as DOCX or PDF"},
    {"Index/Document.iwa", "a Pages document: export it as DOCX or PDF"},
    {"META-INF/MANIFEST.MF", "a Java program: no document"},
};

[[noreturn]] void throw_unsupported(ZipPackage const& package, std::string const& name) {
    auto const* const found =
        std::find_if(std::begin(known_packages), std::end(known_packages),
                     [&](KnownPackage const& known) { return package.contains(known.part); });
    auto const advice = found == std::end(known_packages)
                            ? std::string_view("an archive (ZIP): unpack it and read the files in it")
                            : found->advice;
    throw DocumentError(ErrorCode::document_unsupported, name, "this is " + std::string(advice));
}

/// Reads the parts of one Word package.
class DocxReader {
public:
    DocxReader(std::string_view bytes, std::string const& name, CallContext const& context)
        : effort_(context, name), package_(bytes, name, effort_), name_(name) {}

    Document read();

private:
    std::string main_text(std::string const& part, Relationships const& relationships);
    void add_parts(Relationships const& relationships, std::string_view type);
    void add_text(std::string text);
    XmlPart load(std::string const& part);
    std::string secondary_text(std::string const& part);
    void add_findings(Document& document) const;

    Effort effort_;
    ZipPackage package_;
    std::string const& name_;
    std::set<std::string> seen_;
    std::string whole_;
    bool cut_ = false;
    bool repaired_ = false;
};

XmlPart DocxReader::load(std::string const& part) {
    auto zipped = package_.read(part);
    if (!zipped) zipped.emplace();
    auto xml = parse_xml(std::move(zipped->bytes), effort_);
    cut_ = cut_ || xml.cut || zipped->damaged;
    repaired_ = repaired_ || xml.repaired;
    return xml;
}

std::string DocxReader::main_text(std::string const& part, Relationships const& relationships) {
    auto const xml = load(part);
    auto const root = xml.document.document_element();
    if (!root) {
        throw DocumentError(ErrorCode::document_damaged, name_,
                            "the main part of the file is broken: open it in a word processor and save "
                            "it again");
    }
    if (local_name(root.name()) != "document") throw_unsupported(package_, name_);
    return DocxText(relationships, name_, effort_).render(root);
}

/// A broken header must not cost the document.
std::string DocxReader::secondary_text(std::string const& part) try {
    auto const xml = load(part);
    auto const relationships = read_relationships(package_, part, effort_);
    return DocxText(relationships, name_, effort_).render(xml.document.document_element());
} catch (DocumentError const& error) {
    if (error.code() != ErrorCode::document_damaged) throw;
    cut_ = true;
    return {};
}

// First, odd and even pages have headers of their own, which mostly say the same.
void DocxReader::add_text(std::string text) {
    auto const [added, is_new] = seen_.insert(std::move(text));
    if (is_new) whole_.append(*added).append("\n\n");
}

void DocxReader::add_parts(Relationships const& relationships, std::string_view type) {
    for (auto const& relationship : relationships) {
        if (relationship.type == type && !relationship.external) {
            add_text(secondary_text(relationship.target));
        }
    }
}

Document DocxReader::read() {
    auto const main = main_part(package_, effort_);
    if (main.empty()) throw_unsupported(package_, name_);
    auto const relationships = read_relationships(package_, main, effort_);
    auto body = main_text(main, relationships);
    add_parts(relationships, "header");
    add_text(std::move(body));
    for (auto const type : {"footnotes", "endnotes", "footer"}) add_parts(relationships, type);

    effort_.check();
    if (is_blank(whole_)) throw DocumentError(ErrorCode::document_empty, name_, "the file has no text");
    auto document = Document::from_text(name_, tidy(whole_));
    document.format = DocumentFormat::docx;
    add_findings(document);
    return document;
}

void DocxReader::add_findings(Document& document) const {
    if (cut_) {
        document.findings.push_back(
            {FindingKind::text_cut, "A part of the file is broken; the text up to there was read."});
    }
    if (repaired_) {
        document.findings.push_back({FindingKind::encoding_repaired,
                                     "Bytes that are not valid in the file's encoding were replaced."});
    }
}

}  // namespace

Document read_docx(std::string_view bytes, std::string const& name, CallContext const& context) {
    return DocxReader(bytes, name, context).read();
}

}  // namespace ats::documents
