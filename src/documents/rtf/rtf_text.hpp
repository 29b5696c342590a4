#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/effort.hpp"
#include "documents/rtf/rtf_tokens.hpp"
#include "documents/run_look.hpp"

namespace ats::documents {

/// Renders the text of an RTF file.
class RtfText {
public:
    /// All must outlive this. @param name of the document, for messages.
    RtfText(std::string const& name, Effort& effort) : name_(name), effort_(effort) {}

    /// @throws DocumentError document_too_large if groups are nested too deeply.
    void read(std::string_view bytes);

    /// Headers, the text, notes, footers.
    std::string whole() const;
    std::string const& hidden() const noexcept { return hidden_; }
    bool repaired() const noexcept { return repaired_; }

private:
    /// Where the text of a group goes.
    enum class Target {
        body,
        header,
        footer,
        notes,
        box,
        label,
        link_instruction,
        link_text,
        fonts,
        colours,
        nowhere
    };

    /// What a group has in force; its end brings back what was before.
    struct Group {
        Target target = Target::body;
        RunLook look;
        std::optional<Backdrop> shading;
        int code_page = 0;
        int skipped_after_unicode = 1;
        bool is_deleted = false;
        bool in_table = false;
        bool may_be_ignored = false;  ///< It began with \*.
        bool is_new = true;           ///< Nothing but \* was read of it.
    };

    using Action = void (RtfText::*)(RtfToken const&);
    struct Handler {
        std::string_view word;
        Action action;
    };
    struct Destination {
        std::string_view word;
        Target target;
    };
    struct Character {
        std::string_view word;
        std::string_view text;
    };

    static Destination const* destination_of(std::string_view word);
    static Handler const* handler_of(std::string_view word);

    void open();
    void close();
    void word(RtfToken const& token);
    void byte(unsigned char byte);
    void character(char32_t character);
    void add(std::string_view utf8);
    void end_text(Target target);
    bool is_hidden() const;
    std::string& out();
    std::optional<Colour> colour(int index) const;

    void code_page(RtfToken const& token);
    void font(RtfToken const& token);
    void font_charset(RtfToken const& token);
    void colour_part(RtfToken const& token);
    void ink(RtfToken const& token);
    void run_backdrop(RtfToken const& token);
    void paragraph_backdrop(RtfToken const& token);
    void cell_backdrop(RtfToken const& token);
    void size(RtfToken const& token);
    void vanish(RtfToken const& token);
    void deleted(RtfToken const& token);
    void plain(RtfToken const& token);
    void paragraph_defaults(RtfToken const& token);
    void in_table(RtfToken const& token);
    void begin_row(RtfToken const& token);
    void end_cell(RtfToken const& token);
    void end_row(RtfToken const& token);
    void unicode(RtfToken const& token);
    void unicode_skip(RtfToken const& token);

    std::string const& name_;
    Effort& effort_;
    std::vector<Group> groups_{1};
    std::map<int, int> code_page_of_font_;
    std::vector<Colour> colours_;
    std::vector<bool> colour_is_set_;
    Colour next_colour_;
    bool next_colour_is_set_ = false;
    int font_being_defined_ = 0;
    int default_code_page_ = 1252;

    std::string body_;
    std::string headers_;
    std::string footers_;
    std::string notes_;
    std::string box_;
    std::string label_;
    std::string link_instruction_;
    std::string hidden_;
    std::vector<std::size_t> link_begins_;
    std::vector<std::string> cells_;
    std::optional<std::size_t> cell_begin_;
    bool row_is_shaded_ = false;
    int to_skip_ = 0;  // Characters in place of a \u that this reader understands.
    char32_t high_surrogate_ = 0;
    bool repaired_ = false;
};

}  // namespace ats::documents
