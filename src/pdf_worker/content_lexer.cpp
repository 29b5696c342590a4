#include "pdf_worker/content_lexer.hpp"

#include <array>
#include <charconv>
#include <cstring>

namespace ats::pdf {
namespace {

enum class Sort : unsigned char { regular, white, delimiter };

constexpr std::array<Sort, 256> sorts = [] {
    std::array<Sort, 256> out{};
    for (char const c : {' ', '\n', '\r', '\t', '\f', '\0'}) out[static_cast<unsigned char>(c)] = Sort::white;
    for (char const c : {'(', ')', '<', '>', '[', ']', '{', '}', '/', '%'})
        out[static_cast<unsigned char>(c)] = Sort::delimiter;
    return out;
}();

bool is_white(char c) { return sorts[static_cast<unsigned char>(c)] == Sort::white; }
bool is_regular(char c) { return sorts[static_cast<unsigned char>(c)] == Sort::regular; }
bool is_octal(char c) { return c >= '0' && c <= '7'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// For any number; slow. @returns false if it is none.
bool read_any_number(std::string_view word, double& number) {
    if (!word.empty() && word.front() == '+') word.remove_prefix(1);
    auto const [end, error] =
        std::from_chars(word.data(), word.data() + word.size(), number, std::chars_format::fixed);
    return error == std::errc() && end == word.data() + word.size();
}

// All integers of so many digits are exact, and so are these powers.
constexpr std::size_t exact_digits = 15;
constexpr std::array<double, exact_digits + 1> powers_of_ten{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                             1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

/// @returns false if it is no number.
bool read_number(std::string_view word, double& number) {
    if (word.empty() || word.front() > '9') return false;
    bool const is_signed = word.front() == '-' || word.front() == '+';
    long long value = 0;
    std::size_t digits = 0, behind_point = 0;
    bool has_point = false;
    for (auto const c : word.substr(is_signed ? 1 : 0)) {
        if (c == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (!is_digit(c) || digits == exact_digits) return read_any_number(word, number);
        value = value * 10 + (c - '0');
        ++digits;
        if (has_point) ++behind_point;
    }
    if (digits == 0) return false;
    auto const size = static_cast<double>(value) / powers_of_ten[behind_point];
    number = word.front() == '-' ? -size : size;
    return true;
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
    Token const token{Token::Kind::mark, 0, content_.substr(at_, size)};
    at_ += size;
    return token;
}

/// Begins to write down what the next token means.
void ContentLexer::begin_decoded() {
    // What is meant is never longer than what is written.
    if (decoded_.capacity() < content_.size()) decoded_.reserve(content_.size());
    begin_ = decoded_.size();
}

Token ContentLexer::name() {
    ++at_;
    auto const raw = take_regular();
    if (raw.find('#') == raw.npos) return {Token::Kind::name, 0, raw};
    begin_decoded();
    for (std::size_t i = 0; i < raw.size(); ++i) {
        bool const coded =
            raw[i] == '#' && i + 2 < raw.size() && hex_digit(raw[i + 1]) >= 0 && hex_digit(raw[i + 2]) >= 0;
        decoded_ += coded ? static_cast<char>(hex_digit(raw[i + 1]) * 16 + hex_digit(raw[i + 2])) : raw[i];
        if (coded) i += 2;
    }
    return {Token::Kind::name, 0, decoded()};
}

/// Reads what follows a backslash.
void ContentLexer::escape() {
    constexpr char letters[] = "nrtbf";
    constexpr char meant[] = "\n\r\t\b\f";
    if (at_ >= content_.size()) return;
    char const c = peek();
    if (is_octal(c)) {
        int code = 0;
        for (int digits = 0; digits < 3 && is_octal(peek()); ++digits)
            code = code * 8 + (content_[at_++] - '0');
        decoded_ += static_cast<char>(code);
        return;
    }
    ++at_;
    if (c == '\r' && peek() == '\n') ++at_;
    if (c == '\r' || c == '\n') return;
    auto const* const found = c != '\0' ? std::strchr(letters, c) : nullptr;
    decoded_ += found != nullptr ? meant[found - letters] : c;
}

Token ContentLexer::string() {
    auto const end = content_.find_first_of("()\\", ++at_);
    if (end != content_.npos && content_[end] == ')') {  // As nearly all are: written as it is meant.
        auto const text = content_.substr(at_, end - at_);
        at_ = end + 1;
        return {Token::Kind::string, 0, text};
    }
    begin_decoded();
    for (int depth = 1; at_ < content_.size();) {
        char const c = content_[at_++];
        if (c == '\\') {
            escape();
            continue;
        }
        if (c == '(') ++depth;
        if (c == ')' && --depth == 0) break;
        decoded_ += c;
    }
    return {Token::Kind::string, 0, decoded()};
}

Token ContentLexer::hex_string() {
    begin_decoded();
    int high = -1;
    for (++at_; at_ < content_.size() && content_[at_] != '>'; ++at_) {
        int const digit = hex_digit(content_[at_]);
        if (digit < 0) continue;
        if (high >= 0) decoded_ += static_cast<char>(high * 16 + digit);
        high = high >= 0 ? -1 : digit;
    }
    if (high >= 0) decoded_ += static_cast<char>(high * 16);
    if (at_ < content_.size()) ++at_;
    return {Token::Kind::string, 0, decoded()};
}

Token ContentLexer::word_or_number() {
    auto const raw = take_regular();
    if (raw.empty()) return mark(1);  // A delimiter that opens nothing.
    double number = 0;
    if (read_number(raw, number)) return {Token::Kind::number, number, {}};
    return {Token::Kind::word, 0, raw};
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
