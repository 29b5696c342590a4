#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ats::documents {

/// @param instruction of a field, such as `HYPERLINK "https://example.com" \o "tip"`.
/// @returns the address that it links to; empty for other fields and for links within the document.
std::string_view link_target(std::string_view instruction);

/// A field: its instruction, and where the text that it shows begins.
struct Field {
    std::string instruction;
    bool shows = false;      ///< The instruction is complete; what follows is shown.
    int fragment = 0;        ///< How deep the fragment of text is that it stands in.
    std::size_t begin = 0;   ///< Where in the fragment.
    std::size_t hidden = 0;  ///< How much hidden text the fragment had there.
};

/// The fields that are open at a place of the text: they may stand inside one another.
class OpenFields {
public:
    void open();
    void add_instruction(std::string_view text);
    /// @returns the innermost field; nullptr if none is open.
    Field* innermost() noexcept { return fields_.empty() ? nullptr : &fields_.back(); }
    void close() { fields_.pop_back(); }

private:
    std::vector<Field> fields_;
};

}  // namespace ats::documents
