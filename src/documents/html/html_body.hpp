#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "documents/effort.hpp"
#include "documents/fragment.hpp"
#include "documents/html/css.hpp"
#include "documents/html/html_look.hpp"
#include "documents/html/html_tree.hpp"

namespace ats::documents {

/// Renders a parsed page as lines of text. Each kind of element that needs care has a member function.
class HtmlBody {
public:
    /// All must outlive this. @param name of the document, for messages.
    HtmlBody(CssRules const& styles, std::string const& name, Effort& effort);

    /// @throws DocumentError document_too_large if elements are nested too deeply.
    Fragment render(GumboNode const& root);

private:
    using Visit = void (HtmlBody::*)(GumboElement const&);
    struct Handler {
        std::string_view tag;
        Visit visit;
    };
    struct List {
        bool counts = false;
        long number = 1;
    };

    static Visit handler_of(std::string_view tag) noexcept;

    void visit(GumboNode const& node);
    void element(GumboElement const& element);
    void children(GumboElement const& element);
    void skip(GumboElement const&) {}
    void words(std::string_view text);
    void break_line(GumboElement const&) { end_line(); }
    void block(GumboElement const& element);
    void paragraph(GumboElement const& element);
    void preformatted(GumboElement const& element);
    void link(GumboElement const& element);
    void list(GumboElement const& element);
    void item(GumboElement const& element);
    void row(GumboElement const& element);
    void cell(GumboElement const& element);

    void end_line();
    void part();
    void end_paragraph();
    std::string& out() { return look_.hides() ? out_.hidden : out_.text; }

    CssRules const& styles_;
    std::string const& name_;
    Effort& effort_;
    std::vector<CssElement> path_;
    HtmlLook look_;
    Fragment out_;
    std::vector<std::string> cells_;
    std::vector<List> lists_;
    int depth_ = 0;
};

}  // namespace ats::documents
