#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "documents/opc_package.hpp"

namespace ats::documents {

/// Renders the text of one WordprocessingML part in reading order. Each kind of element that needs
/// care has a member function; all others are passed through.
class DocxText {
public:
    /// @param relationships of the part, for the targets of its links. @param name of the document,
    /// for messages. All must outlive this.
    DocxText(Relationships const& relationships, std::string const& name, Effort& effort)
        : relationships_(relationships), name_(name), effort_(effort) {}

    /// @throws DocumentError document_too_large if elements are nested too deeply.
    /// @throws what Effort::spend() throws.
    std::string render(pugi::xml_node root);

private:
    using Visit = void (DocxText::*)(pugi::xml_node);
    struct Handler {
        std::string_view element;
        Visit visit;
    };
    /// What was rendered apart from the text around it.
    struct Fragment {
        std::string text;
        std::vector<std::string> boxes;
    };

    static Visit handler_of(std::string_view element) noexcept;

    void visit_children(pugi::xml_node node);
    void skip(pugi::xml_node) {}
    void text(pugi::xml_node node);
    void tab(pugi::xml_node) { out_.text.push_back('\t'); }
    void line_break(pugi::xml_node) { out_.text.push_back('\n'); }
    void hyphen(pugi::xml_node) { out_.text.push_back('-'); }
    void paragraph(pugi::xml_node node);
    void table(pugi::xml_node node);
    void row(pugi::xml_node node);
    void cell(pugi::xml_node node);
    void hyperlink(pugi::xml_node node);
    void alternate_content(pugi::xml_node node);
    void text_box(pugi::xml_node node);

    Fragment fragment_of(pugi::xml_node node);
    std::string block_of(pugi::xml_node node);
    void place_boxes();

    Relationships const& relationships_;
    std::string const& name_;
    Effort& effort_;
    Fragment out_;
    std::vector<std::string> cells_;
    int depth_ = 0;
};

}  // namespace ats::documents
