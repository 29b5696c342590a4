#include "documents/rtf/rtf_tokens.hpp"

#include <algorithm>
#include <charconv>

namespace ats::documents {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

void RtfTokens::skip(std::size_t bytes) { rest_.remove_prefix(std::min(bytes, rest_.size())); }

RtfToken RtfTokens::next() {
    // Line ends part control words, and are no text.
    while (!rest_.empty() && (rest_.front() == '\r' || rest_.front() == '\n')) rest_.remove_prefix(1);
    if (rest_.empty()) return {};
    auto const first = rest_.front();
    rest_.remove_prefix(1);
    if (first == '{') return {RtfToken::Kind::open};
    if (first == '}') return {RtfToken::Kind::close};
    if (first == '\\') return take_control();
    return {RtfToken::Kind::byte, {}, false, 0, static_cast<unsigned char>(first)};
}

/// Takes what follows \'.
RtfToken RtfTokens::take_byte() {
    auto const digits = rest_.substr(0, 2);
    unsigned value = 0;
    auto const parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    rest_.remove_prefix(static_cast<std::size_t>(parsed.ptr - digits.data()));
    return {RtfToken::Kind::byte, {}, false, 0, static_cast<unsigned char>(value)};
}

RtfToken RtfTokens::take_control() {
    if (rest_.empty()) return {};
    if (!is_letter(rest_.front())) {
        auto const symbol = rest_.substr(0, 1);
        rest_.remove_prefix(1);
        if (symbol == "'") return take_byte();
        return {RtfToken::Kind::word, symbol};
    }
    std::size_t length = 0;
    while (length < rest_.size() && is_letter(rest_[length])) ++length;
    RtfToken token{RtfToken::Kind::word, rest_.substr(0, length)};
    rest_.remove_prefix(length);
    auto const digits = rest_.substr(0, 1) == "-" ? std::size_t{1} : std::size_t{0};
    if (digits < rest_.size() && is_digit(rest_[digits])) {
        auto const* const end = rest_.data() + rest_.size();
        auto const parsed = std::from_chars(rest_.data(), end, token.number);
        token.has_number = parsed.ec == std::errc();
        rest_.remove_prefix(static_cast<std::size_t>(parsed.ptr - rest_.data()));
    }
    if (rest_.substr(0, 1) == " ") rest_.remove_prefix(1);
    return token;
}

}  // namespace ats::documents
