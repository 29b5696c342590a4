#include "documents/hidden_words.hpp"

#include <string>

#include "text/normal_form.hpp"
#include "text/utf8.hpp"

namespace ats::documents {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

/// What has a letter or digit, taking all beyond ASCII for letters but dashes, quotes and bullets.
bool is_word_character(char32_t c) {
    if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    return c >= 0xC0 && (c < 0x2000 || c > 0x2BFF);
}

bool is_word(std::string_view token) {
    for (std::size_t i = 0; i < token.size();) {
        auto const decoded = text::decode(token, i);
        if (is_word_character(decoded.character)) return true;
        i += decoded.bytes;
    }
    return false;
}

struct Quoted {
    std::string text;
    std::size_t words = 0;
};

Quoted quote(std::string_view text) {
    Quoted quoted;
    for (std::size_t begin = 0; begin < text.size();) {
        auto end = begin;
        while (end < text.size() && !is_space(text[end])) ++end;
        auto const token = text.substr(begin, end - begin);
        if (is_word(token)) ++quoted.words;
        if (!token.empty() && quoted.text.size() <= max_finding_text) {
            if (!quoted.text.empty()) quoted.text.push_back(' ');
            quoted.text += token;
        }
        begin = end + 1;
    }
    return quoted;
}

std::string cut(std::string text) {
    auto length = std::min(text.size(), max_finding_text);
    while (length > 0 && length < text.size() && (text[length] & 0xC0) == 0x80) --length;
    text.resize(length);
    return text;
}

}  // namespace

std::optional<Finding> hidden_words_finding(std::string_view text) {
    auto quoted = quote(text::normal_form(text));
    if (quoted.words == 0) return std::nullopt;
    auto const message = quoted.words == 1
                             ? std::string("1 word that no reader sees was left out.")
                             : std::to_string(quoted.words) + " words that no reader sees were left out.";
    return Finding{FindingKind::hidden_text, message, 0, cut(std::move(quoted.text))};
}

}  // namespace ats::documents
