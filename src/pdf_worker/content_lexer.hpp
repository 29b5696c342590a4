#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ats::pdf {

/// A part of a content stream.
struct Token {
    enum class Kind {
        end,
        number,
        name,    ///< `text` without its slash.
        string,  ///< `text` as it is meant.
        mark,    ///< `text` is one of [ ] << >>.
        word     ///< An operator, true, false or null.
    };
    Kind kind = Kind::end;
    double number = 0;
    std::string_view text{};
};

/// Cuts a content stream, or a character map, into tokens. Takes any bytes. Its tokens live as long as it.
class ContentLexer {
public:
    /// @param content must outlive this.
    explicit ContentLexer(std::string_view content) : content_(content) {}
    ContentLexer(ContentLexer const&) = delete;
    ContentLexer& operator=(ContentLexer const&) = delete;

    Token next();
    /// Goes behind the bytes of an image inside the stream. Call it behind the word ID.
    /// @returns false if they have no end.
    bool skip_image();

private:
    bool skip_white();
    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < content_.size() ? content_[at_ + ahead] : '\0';
    }
    Token mark(std::size_t size);
    Token name();
    Token string();
    Token hex_string();
    Token word_or_number();
    void escape();
    void begin_decoded();
    std::string_view decoded() const { return std::string_view(decoded_).substr(begin_); }
    std::string_view take_regular();

    std::string_view content_;
    std::size_t at_ = 0;
    std::string decoded_;  // Of all tokens that are written otherwise than meant; never moves.
    std::size_t begin_ = 0;
};

}  // namespace ats::pdf
