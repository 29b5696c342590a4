#pragma once

#include <cstddef>
#include <string_view>

namespace ats::documents {

/// A piece of an RTF file (Rich Text Format Specification 1.9.1, "RTF Syntax").
struct RtfToken {
    enum class Kind {
        open,   ///< {
        close,  ///< }
        word,   ///< A control word, such as \fs24.
        byte,   ///< A byte of text: written as itself, or as \'hh.
        end
    };
    Kind kind = Kind::end;
    std::string_view word = {};  ///< Without the backslash; the symbol of a control symbol.
    bool has_number = false;
    int number = 0;
    unsigned char byte = 0;
};

/// Takes a file apart; linear in its length.
class RtfTokens {
public:
    /// @param bytes must outlive this.
    explicit RtfTokens(std::string_view bytes) : rest_(bytes) {}

    RtfToken next();

    /// Leaves out binary data.
    void skip(std::size_t bytes);

private:
    RtfToken take_control();
    RtfToken take_byte();

    std::string_view rest_;
};

}  // namespace ats::documents
