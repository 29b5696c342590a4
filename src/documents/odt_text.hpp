#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "documents/effort.hpp"
#include "documents/fragment.hpp"
#include "documents/odt_styles.hpp"

namespace ats::documents {

/// Renders OpenDocument text in reading order; notes come last. Each kind of element that needs care has
/// a member function; all others are passed through.
class OdtText {
public:
    /// All must outlive this. @param name of the document, for messages.
    OdtText(OdtStyles const& styles, std::string const& name, Effort& effort)
        : styles_(styles), name_(name), effort_(effort), look_(styles.defaults()) {}

    /// @throws DocumentError document_too_large if elements are nested too deeply.
    /// @throws what Effort::spend() throws.
    Fragment render(pugi::xml_node root);

    /// The page designs that the text named so far.
    std::set<std::string> const& master_pages() const noexcept { return master_pages_; }

private:
    using Visit = void (OdtText::*)(pugi::xml_node);
    struct Handler {
        std::string_view element;
        Visit visit;
    };
    struct OpenList {
        OdtListStyle const* style = nullptr;
        int number = 0;          ///< Of the last item; 0 before the first, unless it starts elsewhere.
        bool label_due = false;  ///< The item's first paragraph is yet to come.
    };

    static Visit handler_of(std::string_view element) noexcept;

    void visit_children(pugi::xml_node node);
    void skip(pugi::xml_node) {}
    void characters(std::string_view text);
    void spaces(pugi::xml_node node);
    void tab(pugi::xml_node) { out().push_back('\t'); }
    void line_break(pugi::xml_node) { out().push_back('\n'); }
    void paragraph(pugi::xml_node node);
    void heading(pugi::xml_node node);
    void span(pugi::xml_node node);
    void link(pugi::xml_node node);
    void note(pugi::xml_node node);
    void list(pugi::xml_node node);
    void list_item(pugi::xml_node node);
    void table(pugi::xml_node node);
    void row(pugi::xml_node node);
    void cell(pugi::xml_node node);
    void section(pugi::xml_node node);
    void hidden_field(pugi::xml_node node);
    void drawing(pugi::xml_node node);

    std::string& out() { return is_hidden() ? out_.hidden : out_.text; }
    bool is_hidden() const;
    std::string take_label();
    void visit_on(pugi::xml_node node, std::string_view family);
    void visit_concealed(pugi::xml_node node, bool concealed);
    Fragment fragment_of(pugi::xml_node node);
    std::string block_of(pugi::xml_node node);

    OdtStyles const& styles_;
    std::string const& name_;
    Effort& effort_;
    RunLook look_;
    Backdrop backdrop_;
    Fragment out_;
    std::string notes_;
    std::vector<std::string> cells_;
    std::vector<OpenList> lists_;
    int last_number_ = 0;  // Of the last list that ended, which another may continue.
    std::set<std::string> master_pages_;
    bool concealed_ = false;
    int depth_ = 0;
};

}  // namespace ats::documents
