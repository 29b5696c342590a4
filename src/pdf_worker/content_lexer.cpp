#include "pdf_worker/content_lexer.hpp"

#include <charconv>
#include <cstring>

namespace ats::pdf {
namespace {

bool is_white(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0'; }
bool is_delimiter(char c) { return c != '\0' && std::strchr("()<>[]{}/%", c) != nullptr; }
bool is_regular(char c) { return !is_white(c) && !is_delimiter(c); }
bool is_octal(char c) { return c >= '0' && c <= '7'; }

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// @returns false if it is no number.
bool read_number(std::string_view word, double& number) {
    if (!word.empty() && word.front() == '+') word.remove_prefix(1);
    auto const [end, error] =
        std::from_chars(word.data(), word.data() + word.size(), number, std::chars_format::fixed);
    return error == std::errc() && end == word.data() + word.size();
}

}  // namespace

/// @returns false at the end.
bool ContentLexer::skip_white() {
    while (at_ < content_.size() && (is_white(content_[at_]) || content_[at_] == '%')) {
        if (content_[at_] != '%') {
            ++at_;
            continue;
        }
        while (at_ < content_.size() && content_[at_] != '\n' && content_[at_] != '\r') ++at_;
    }
    return at_ < content_.size();
}

std::string_view ContentLexer::take_regular() {
    auto const begin = at_;
    while (at_ < content_.size() && is_regular(content_[at_])) ++at_;
    return content_.substr(begin, at_ - begin);
}

Token ContentLexer::mark(std::size_t size) {
    Token token{Token::Kind::mark, 0, std::string(content_.substr(at_, size))};
    at_ += size;
    return token;
}

Token ContentLexer::name() {
    ++at_;
    auto const raw = take_regular();
    Token token{Token::Kind::name, 0, {}};
    for (std::size_t i = 0; i < raw.size(); ++i) {
        bool const coded =
            raw[i] == '#' && i + 2 < raw.size() && hex_digit(raw[i + 1]) >= 0 && hex_digit(raw[i + 2]) >= 0;
        token.text += coded ? static_cast<char>(hex_digit(raw[i + 1]) * 16 + hex_digit(raw[i + 2])) : raw[i];
        if (coded) i += 2;
    }
    return token;
}

/// Reads what follows a backslash.
void ContentLexer::escape(std::string& out) {
    constexpr char letters[] = "nrtbf";
    constexpr char meant[] = "\n\r\t\b\f";
    char const c = peek();
    if (is_octal(c)) {
        int code = 0;
        for (int digits = 0; digits < 3 && is_octal(peek()); ++digits)
            code = code * 8 + (content_[at_++] - '0');
        out += static_cast<char>(code);
        return;
    }
    ++at_;
    if (c == '\r' && peek() == '\n') ++at_;
    if (c == '\r' || c == '\n') return;
    auto const* const found = c != '\0' ? std::strchr(letters, c) : nullptr;
    out += found != nullptr ? meant[found - letters] : c;
}

Token ContentLexer::string() {
    Token token{Token::Kind::string, 0, {}};
    ++at_;
    for (int depth = 1; at_ < content_.size();) {
        char const c = content_[at_++];
        if (c == '\\') {
            escape(token.text);
            continue;
        }
        if (c == '(') ++depth;
        if (c == ')' && --depth == 0) break;
        token.text += c;
    }
    return token;
}

Token ContentLexer::hex_string() {
    Token token{Token::Kind::string, 0, {}};
    int high = -1;
    for (++at_; at_ < content_.size() && content_[at_] != '>'; ++at_) {
        int const digit = hex_digit(content_[at_]);
        if (digit < 0) continue;
        if (high >= 0) token.text += static_cast<char>(high * 16 + digit);
        high = high >= 0 ? -1 : digit;
    }
    if (high >= 0) token.text += static_cast<char>(high * 16);
    if (at_ < content_.size()) ++at_;
    return token;
}

Token ContentLexer::word_or_number() {
    auto const raw = take_regular();
    if (raw.empty()) return mark(1);  // A delimiter that opens nothing.
    Token token;
    bool const is_number = read_number(raw, token.number);
    token.kind = is_number ? Token::Kind::number : Token::Kind::word;
    if (!is_number) token.text = raw;
    return token;
}

Token ContentLexer::next() {
    if (!skip_white()) return {};
    switch (content_[at_]) {
        case '/':
            return name();
        case '(':
            return string();
        case '[':
        case ']':
            return mark(1);
        case '<':
            return peek(1) == '<' ? mark(2) : hex_string();
        case '>':
            return mark(peek(1) == '>' ? 2 : 1);
        default:
            return word_or_number();
    }
}

bool ContentLexer::skip_image() {
    constexpr std::size_t looked_at = 12;  // An image may hold these two letters; text goes on after the end.
    for (auto found = content_.find("EI", at_); found != content_.npos;
         found = content_.find("EI", found + 1)) {
        auto const rest = content_.substr(found + 2, looked_at);
        bool const is_word = is_white(content_[found - 1]) && (rest.empty() || is_white(rest.front()));
        bool is_text = true;
        for (char const c : rest) is_text = is_text && (is_white(c) || (c >= ' ' && c <= '~'));
        if (!is_word || !is_text) continue;
        at_ = found + 2;
        return true;
    }
    return false;
}

}  // namespace ats::pdf
