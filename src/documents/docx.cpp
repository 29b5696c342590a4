#include "documents/docx.hpp"

#include <algorithm>
#include <deque>
#include <set>
#include <utility>
#include <vector>

#include <ats/error.hpp>

#include "documents/docx_text.hpp"
#include "documents/hidden_words.hpp"
#include "documents/opc_package.hpp"
#include "documents/package_parts.hpp"
#include "documents/tidy.hpp"

namespace ats::documents {
namespace {

struct KnownPackage {
    std::string_view part;
    std::string_view advice;
};

constexpr std::string_view pages_advice = "a Pages document: export it as DOCX or PDF";

constexpr KnownPackage known_packages[] = {
    {"xl/workbook.xml", "an Excel workbook: save it as PDF"},
    {"xl/workbook.bin", "an Excel workbook: save it as PDF"},
    {"ppt/presentation.xml", "a PowerPoint presentation: save it as PDF"},
    {"META-INF/container.xml", "an EPUB book: save it as DOCX or PDF"},
    {"Index/Document.iwa", pages_advice},
    {"Index.zip", pages_advice},
    {"index.xml.gz", pages_advice},
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

/// A part with text, and what it refers to.
struct TextPart {
    XmlPart xml;
    Relationships relationships;
    GraphicTexts graphics;
};

/// The parts with text of one package, beside what is drawn in them: the search for it walks the elements
/// of all of them whenever it is first asked for, so that none may go before the others.
class TextParts {
public:
    explicit TextParts(Effort& effort) : drawn_(effort) {}

    /// @returns the part at the place where it stays.
    TextPart const& keep(TextPart part) {
        auto const& kept = parts_.emplace_back(std::move(part));
        drawn_.add(kept.xml.document.document_element());
        return kept;
    }
    DrawnBackdrops& drawn() { return drawn_; }

private:
    std::deque<TextPart> parts_;
    DrawnBackdrops drawn_;
};

using KeptParts = std::vector<TextPart const*>;

/// Reads the parts of one Word package.
class DocxReader {
public:
    DocxReader(ZipPackage& package, std::string const& name, Effort& effort)
        : effort_(effort), package_(package), parts_(package, effort), name_(name) {}

    Document read();

private:
    TextPart load_text(std::string const& part);
    TextPart load_main(std::string const& part);
    KeptParts load_all(TextParts& texts, Relationships const& relationships, std::string_view type);
    template <class Load>
    auto without_damage(Load const& load) -> decltype(load());
    GraphicTexts load_graphics(Relationships const& relationships);
    std::string load_first(Relationships const& relationships, std::string_view type);
    void render(TextPart const& part, DocxSetting const& setting);
    Numbering load_numbering(Relationships const& relationships, Styles& styles);
    void render_all();
    Document finished() const;
    void add_findings(Document& document) const;

    Effort& effort_;
    ZipPackage& package_;
    PackageParts parts_;
    std::string const& name_;
    std::set<std::string> seen_;
    std::string whole_;
    std::string hidden_;
    bool embeds_ = false;
};

/// A broken header must not cost the document.
template <class Load>
auto DocxReader::without_damage(Load const& load) -> decltype(load()) try {
    return load();
} catch (DocumentError const& error) {
    if (error.code() != ErrorCode::document_damaged) throw;
    parts_.note(true, false);
    return {};
}

GraphicTexts DocxReader::load_graphics(Relationships const& relationships) {
    constexpr std::string_view types[] = {"chart", "chartEx", "diagramData"};
    GraphicTexts texts;
    for (auto const& relationship : relationships) {
        bool const is_graphic =
            std::find(std::begin(types), std::end(types), relationship.type) != std::end(types);
        if (!is_graphic || relationship.external) continue;
        texts.emplace(relationship.id, without_damage([&] {
                          return graphic_text(parts_.load(relationship.target).document, effort_);
                      }));
    }
    return texts;
}

TextPart DocxReader::load_text(std::string const& part) {
    TextPart text{parts_.load(part), read_relationships(package_, part, effort_), {}};
    text.graphics = load_graphics(text.relationships);
    embeds_ = embeds_ || std::any_of(text.relationships.begin(), text.relationships.end(),
                                     [](Relationship const& other) { return other.type == "aFChunk"; });
    return text;
}

TextPart DocxReader::load_main(std::string const& part) {
    auto text = load_text(part);
    auto const root = text.xml.document.document_element();
    if (!root) {
        throw DocumentError(ErrorCode::document_damaged, name_,
                            "the main part of the file is broken: open it in a word processor and save "
                            "it again");
    }
    if (local_name(root.name()) != "document") throw_unsupported(package_, name_);
    return text;
}

KeptParts DocxReader::load_all(TextParts& texts, Relationships const& relationships, std::string_view type) {
    KeptParts parts;
    for (auto const& relationship : relationships) {
        if (relationship.type != type || relationship.external) continue;
        parts.push_back(&texts.keep(without_damage([&] { return load_text(relationship.target); })));
    }
    return parts;
}

std::string DocxReader::load_first(Relationships const& relationships, std::string_view type) {
    for (auto const& relationship : relationships) {
        if (relationship.type != type || relationship.external) continue;
        return without_damage([&] { return parts_.load_bytes(relationship.target); });
    }
    return {};
}

// First, odd and even pages have headers of their own, which mostly say the same.
void DocxReader::render(TextPart const& part, DocxSetting const& setting) {
    auto fragment =
        DocxText(setting, part.relationships, part.graphics).render(part.xml.document.document_element());
    auto const [added, is_new] = seen_.insert(std::move(fragment.text));
    if (is_new) whole_.append(*added).append("\n\n");
    if (is_new || added->empty()) hidden_.append(fragment.hidden).append("\n");
}

Numbering DocxReader::load_numbering(Relationships const& relationships, Styles& styles) {
    auto xml = load_first(relationships, "numbering");
    if (xml.empty()) return {};
    auto const part = parse_xml(std::move(xml), effort_);
    parts_.note(part.cut, part.repaired);
    return {part.document.document_element(), styles, effort_};
}

void DocxReader::render_all() {
    auto const main = main_part(package_, effort_);
    if (main.empty()) throw_unsupported(package_, name_);
    TextParts texts(effort_);
    auto const& body = texts.keep(load_main(main));
    auto const& relationships = body.relationships;
    auto const headers = load_all(texts, relationships, "header");
    Styles styles(load_first(relationships, "styles"), effort_);
    auto numbering = load_numbering(relationships, styles);
    DocxSetting const setting{styles, numbering, texts.drawn(), name_, effort_};

    for (auto const* const header : headers) render(*header, setting);
    render(body, setting);
    for (auto const type : {"footnotes", "endnotes", "footer"}) {
        for (auto const* const part : load_all(texts, relationships, type)) render(*part, setting);
    }
    parts_.note(styles.cut(), styles.repaired());
}

Document DocxReader::read() {
    render_all();  // The parsed parts are gone before the text is copied.
    return finished();
}

Document DocxReader::finished() const {
    effort_.check();
    auto document = tidy_document(name_, whole_);
    document.format = DocumentFormat::docx;
    add_findings(document);
    return document;
}

void DocxReader::add_findings(Document& document) const {
    add_reading_findings(document, parts_.cut(), parts_.repaired());
    if (embeds_) {
        add_text_cut(document, "Another document is embedded in the file; its text was not read.");
    }
    if (auto hidden = hidden_words_finding(hidden_)) document.findings.push_back(std::move(*hidden));
}

}  // namespace

Document read_docx(ZipPackage& package, std::string const& name, Effort& effort) {
    return DocxReader(package, name, effort).read();
}

}  // namespace ats::documents
