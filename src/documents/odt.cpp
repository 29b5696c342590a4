#include "documents/odt.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include <ats/error.hpp>

#include "documents/hidden_words.hpp"
#include "documents/odt_text.hpp"
#include "documents/package_parts.hpp"
#include "documents/tidy.hpp"

namespace ats::documents {
namespace {

constexpr std::string_view type_of_all = "application/vnd.oasis.opendocument.";

struct OtherKind {
    std::string_view element;  ///< In the body of the file.
    std::string_view advice;
};

constexpr OtherKind other_kinds[] = {
    {"spreadsheet", "an OpenDocument spreadsheet (ODS): save it as PDF"},
    {"presentation", "an OpenDocument presentation (ODP): save it as PDF"},
    {"drawing", "an OpenDocument drawing (ODG): save it as PDF"},
    {"chart", "an OpenDocument chart: save it as PDF"},
    {"database", "an OpenDocument database: save the text as DOCX or PDF"},
};

[[noreturn]] void throw_damaged(std::string const& name) {
    throw DocumentError(ErrorCode::document_damaged, name,
                        "the main part of the file is broken: open it in a word processor and save it again");
}

[[noreturn]] void throw_unsupported(std::string const& name, pugi::xml_node body) {
    auto const* const found =
        std::find_if(std::begin(other_kinds), std::end(other_kinds),
                     [&](OtherKind const& other) { return bool(child(body, other.element)); });
    auto const advice = found == std::end(other_kinds)
                            ? std::string_view("an OpenDocument file without text: save it as DOCX or PDF")
                            : found->advice;
    throw DocumentError(ErrorCode::document_unsupported, name, "this is " + std::string(advice));
}

/// Reads the parts of one OpenDocument package.
class OdtReader {
public:
    OdtReader(ZipPackage& package, std::string const& name, Effort& effort)
        : package_(package), parts_(package, effort), name_(name), effort_(effort) {}

    Document read();

private:
    void check_password();
    OdtStyles styles_of(pugi::xml_node shared, pugi::xml_node own);
    void add_furniture(pugi::xml_node root, OdtStyles const& styles, std::set<std::string> const& masters,
                       bool headers);
    void add(Fragment fragment);
    void render_all();
    Document finished() const;

    ZipPackage& package_;
    PackageParts parts_;
    std::string const& name_;
    Effort& effort_;
    std::set<std::string> seen_;
    std::string whole_;
    std::string hidden_;
};

void OdtReader::check_password() {
    auto const manifest = package_.read("META-INF/manifest.xml");
    if (!manifest || manifest->bytes.find("encryption-data") == std::string::npos) return;
    throw DocumentError(ErrorCode::document_encrypted, name_,
                        "the document needs a password: save a copy without one");
}

OdtStyles OdtReader::styles_of(pugi::xml_node shared, pugi::xml_node own) {
    OdtStyles styles(effort_);
    styles.add(child(shared, "styles"));
    styles.add(child(own, "automatic-styles"));
    return styles;
}

// Left and right pages have headers of their own, which mostly say the same.
void OdtReader::add(Fragment fragment) {
    auto const [added, is_new] = seen_.insert(std::move(fragment.text));
    if (!is_new) return;
    whole_.append(*added).append("\n\n");
    hidden_.append(fragment.hidden).append("\n");
}

bool is_shown(pugi::xml_node part) { return attribute(part, "display") != "false"; }

/// Adds the headers or footers of the page designs in use.
void OdtReader::add_furniture(pugi::xml_node root, OdtStyles const& styles,
                              std::set<std::string> const& masters, bool headers) {
    std::string_view const beginning = headers ? "header" : "footer";
    for (auto const& master : child(root, "master-styles").children()) {
        if (masters.count(std::string(attribute(master, "name"))) == 0) continue;
        for (auto const& part : master.children()) {
            bool const wanted = local_name(part.name()).substr(0, beginning.size()) == beginning;
            if (wanted && is_shown(part)) add(OdtText(styles, name_, effort_).render(part));
        }
    }
}

/// The page designs that the text names, and the usual one: it stands first.
std::set<std::string> masters_in_use(pugi::xml_node root, std::set<std::string> named) {
    auto const masters = child(root, "master-styles");
    auto const usual =
        masters.find_child([](pugi::xml_node node) { return attribute(node, "name") == "Standard"; });
    auto const first = usual ? usual : child(masters, "master-page");
    named.emplace(attribute(first, "name"));
    for (auto const& master : masters.children()) {
        auto const next = attribute(master, "next-style-name");
        if (!next.empty() && named.count(std::string(attribute(master, "name"))) != 0) named.emplace(next);
    }
    return named;
}

Document OdtReader::read() {
    check_password();
    render_all();  // The parsed parts are gone before the text is copied.
    return finished();
}

void OdtReader::render_all() {
    auto const content = parts_.load("content.xml");
    auto const root = content.document.document_element();
    if (!root) throw_damaged(name_);
    auto const text = child(child(root, "body"), "text");
    if (!text) throw_unsupported(name_, child(root, "body"));
    auto const shared = package_.contains("styles.xml") ? parts_.load("styles.xml") : XmlPart();
    auto const shared_root = shared.document.document_element();

    auto styles = styles_of(shared_root, root);
    auto furniture_styles = styles_of(shared_root, shared_root);
    styles.share_drawings_of(furniture_styles);
    furniture_styles.share_drawings_of(styles);
    OdtText renderer(styles, name_, effort_);
    auto body = renderer.render(text);
    auto const masters = masters_in_use(shared_root, renderer.master_pages());
    add_furniture(shared_root, furniture_styles, masters, true);
    add(std::move(body));
    add_furniture(shared_root, furniture_styles, masters, false);
}

Document OdtReader::finished() const {
    effort_.check();
    auto document = tidy_document(name_, whole_);
    document.format = DocumentFormat::odt;
    add_reading_findings(document, parts_.cut(), parts_.repaired());
    if (auto hidden = hidden_words_finding(hidden_)) document.findings.push_back(std::move(*hidden));
    return document;
}

}  // namespace

bool is_open_document(ZipPackage& package) {
    if (package.contains("mimetype")) {
        auto const type = package.read("mimetype");
        return type && type->bytes.compare(0, type_of_all.size(), type_of_all) == 0;
    }
    return package.contains("content.xml") && package.contains("META-INF/manifest.xml");
}

Document read_odt(ZipPackage& package, std::string const& name, Effort& effort) {
    return OdtReader(package, name, effort).read();
}

}  // namespace ats::documents
