#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "documents/docx_drawings.hpp"
#include "documents/docx_fields.hpp"
#include "documents/docx_numbering.hpp"
#include "documents/docx_styles.hpp"
#include "documents/fragment.hpp"
#include "documents/opc_package.hpp"

namespace ats::documents {

/// Text of charts and diagrams, by the id of the relationship that a drawing names.
using GraphicTexts = std::map<std::string, std::string, std::less<>>;

/// What all parts of one Word document share.
struct DocxSetting {
    Styles& styles;
    Numbering& numbering;
    DrawnBackdrops& drawn;
    std::string const& name;  ///< Of the document, for messages.
    Effort& effort;
};

/// Renders the text of one WordprocessingML part in reading order. Each kind of element that needs
/// care has a member function; all others are passed through.
class DocxText {
public:
    /// @param relationships of the part, for the targets of its links. All must outlive this.
    DocxText(DocxSetting const& setting, Relationships const& relationships, GraphicTexts const& graphics)
        : setting_(setting), relationships_(relationships), graphics_(graphics), effort_(setting.effort) {}

    /// @returns the text, with its boxes placed, and what is hidden.
    /// @throws DocumentError document_too_large if elements are nested too deeply.
    /// @throws what Effort::spend() throws.
    Fragment render(pugi::xml_node root);

private:
    using Visit = void (DocxText::*)(pugi::xml_node);
    struct Handler {
        std::string_view element;
        Visit visit;
    };

    static Visit handler_of(std::string_view element) noexcept;

    void visit_children(pugi::xml_node node);
    void skip(pugi::xml_node) {}
    void text(pugi::xml_node node);
    void tab(pugi::xml_node) { out().push_back('\t'); }
    void line_break(pugi::xml_node) { out().push_back('\n'); }
    void hyphen(pugi::xml_node) { out().push_back('-'); }
    void symbol(pugi::xml_node node);
    void run(pugi::xml_node node);
    void paragraph(pugi::xml_node node);
    void table(pugi::xml_node node);
    void row(pugi::xml_node node);
    void cell(pugi::xml_node node);
    void hyperlink(pugi::xml_node node);
    void simple_field(pugi::xml_node node);
    void field_character(pugi::xml_node node);
    void instruction(pugi::xml_node node);
    void alternate_content(pugi::xml_node node);
    void drawing(pugi::xml_node node);
    void text_box(pugi::xml_node node);
    void word_art(pugi::xml_node node);
    void graphic(pugi::xml_node node);

    std::string& out() { return hidden_ || concealed_ ? out_.hidden : out_.text; }
    bool is_hidden(RunLook const& look);
    bool is_lost_on(Colour ink, Backdrop const& backdrop);
    void end_paragraph(std::size_t begin, std::string const& label);
    void close_field();
    void link(std::string_view target, std::size_t begin, std::size_t hidden_begin);
    void visit_concealed(pugi::xml_node node, bool concealed);
    void add_box(std::string block);
    Fragment fragment_of(pugi::xml_node node);
    std::string block_of(pugi::xml_node node);

    DocxSetting const& setting_;
    Relationships const& relationships_;
    GraphicTexts const& graphics_;
    Effort& effort_;
    Fragment out_;
    std::vector<std::string> cells_;
    OpenFields fields_;
    Style const* style_ = nullptr;  // Of the paragraph.
    Backdrop backdrop_;             // Of the place that the paragraph stands in.
    bool in_box_ = false;
    bool hidden_ = false;     // The run.
    bool concealed_ = false;  // All that is in a hidden drawing or row.
    int fragments_ = 0;
    int depth_ = 0;
};

}  // namespace ats::documents
