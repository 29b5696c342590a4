#include "documents/html/html.hpp"

#include <algorithm>

#include <ats/error.hpp>

#include "documents/code_page.hpp"
#include "documents/effort.hpp"
#include "documents/hidden_words.hpp"
#include "documents/html/css.hpp"
#include "documents/html/css_values.hpp"
#include "documents/html/html_body.hpp"
#include "documents/html/html_tree.hpp"
#include "documents/text_encoding.hpp"
#include "documents/tidy.hpp"

namespace ats::documents {
namespace {

// Browsers look this far for the encoding, and here a little farther, for heads with many lines.
constexpr std::size_t encoding_window = 4096;
constexpr int utf8 = 65001;

/// @returns the encoding that the head of a page names; empty if it names none.
std::string encoding_of(std::string_view bytes) {
    auto const head = lower_case(bytes.substr(0, encoding_window));
    for (std::string_view const mark : {"charset=", "encoding="}) {
        auto at = head.find(mark);
        if (at == head.npos) continue;
        at = head.find_first_not_of("\"' ", at + mark.size());
        if (at == head.npos) continue;
        return head.substr(at, head.find_first_of("\"' ;/>?", at) - at);
    }
    return {};
}

DecodedText decode_page(std::string_view bytes, std::string const& name) {
    auto const encoding = encoding_of(bytes);
    bool const has_mark = bytes.substr(0, 3) == "\xEF\xBB\xBF";
    auto const code_page = encoding.empty() || has_mark ? utf8 : code_page_of(encoding).value_or(0);
    if (code_page == utf8) return decode_text(bytes);
    if (code_page != 0) return {decode_code_page(code_page, bytes), false};
    throw DocumentError(
        ErrorCode::document_unsupported, name,
        "this is a web page in an encoding that is not known: print it to PDF, or save it in UTF-8");
}

/// Collects the rules of all style elements, which may stand anywhere.
class StyleFinder {
public:
    explicit StyleFinder(Effort& effort) : effort_(effort) {}

    CssRules take(GumboNode const& root) {
        // Not by recursion: where the tree is too deep, the walk over the body says so.
        std::vector<GumboNode const*> due{&root};
        while (!due.empty()) {
            auto const& node = *due.back();
            due.pop_back();
            if (node.type != GUMBO_NODE_ELEMENT) continue;
            effort_.spend(1);
            look_at(node.v.element);
            // The last is taken first: rules count in the order of the page.
            auto const& children = node.v.element.children;
            for (auto i = children.length; i > 0; --i) {
                due.push_back(static_cast<GumboNode const*>(children.data[i - 1]));
            }
        }
        return std::move(styles_);
    }

private:
    void look_at(GumboElement const& element) {
        if (element.tag == GUMBO_TAG_LINK &&
            attribute_of(element, "rel").find("stylesheet") != std::string_view::npos) {
            styles_.add("@import;", effort_);
        }
        if (tag_of(element) != "style") return;
        for (unsigned i = 0; i < element.children.length; ++i) {
            auto const& child = *static_cast<GumboNode const*>(element.children.data[i]);
            if (child.type != GUMBO_NODE_ELEMENT) styles_.add(child.v.text.text, effort_);
        }
    }

    Effort& effort_;
    CssRules styles_;
};

}  // namespace

Document read_html(std::string_view bytes, std::string const& name, CallContext const& context) {
    Effort effort(context, name);
    auto const decoded = decode_page(bytes, name);
    effort.spend_on_text(decoded.text.size());
    HtmlTree const tree(decoded.text);
    auto const styles = StyleFinder(effort).take(tree.root());
    auto const body = HtmlBody(styles, name, effort).render(tree.root());
    effort.check();
    auto document = tidy_document(name, body.text);
    document.format = DocumentFormat::html;
    add_reading_findings(document, false, decoded.repaired);
    if (auto hidden = hidden_words_finding(body.hidden)) document.findings.push_back(std::move(*hidden));
    return document;
}

}  // namespace ats::documents
