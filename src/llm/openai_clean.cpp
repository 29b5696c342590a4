#include <algorithm>
#include <array>
#include <cctype>

#include "llm/openai_wire.hpp"
#include "text/utf8.hpp"

namespace ats::openai {
namespace {

/// Of a message; what follows is never looked at.
constexpr std::size_t max_bytes_read = 8192;
/// Shorter keys, such as "none" for a local server, are no secret and would match ordinary words.
constexpr std::size_t least_secret_length = 8;
/// Servers show the beginning of a key they refuse.
constexpr std::size_t telling_prefix_length = 4;

bool is_control(unsigned char c) { return c < 0x20 || c == 0x7F; }
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// "sk-..." at the beginning of a word or after punctuation, but not the one of "risk-free".
bool holds_key_prefix(std::string_view word) {
    for (auto at = word.find("sk-"); at != std::string_view::npos; at = word.find("sk-", at + 1)) {
        if (at == 0 || std::isalnum(static_cast<unsigned char>(word[at - 1])) == 0) return true;
    }
    return false;
}

bool holds_key(std::string_view word, std::string_view key) {
    if (holds_key_prefix(word) || word.find("***") != std::string_view::npos) return true;
    if (key.size() < least_secret_length) return false;
    return word.find(key.substr(0, telling_prefix_length)) != std::string_view::npos ||
           word.find(key.substr(key.size() - telling_prefix_length)) != std::string_view::npos;
}

bool announces_key(std::string_view word) {
    constexpr std::array<std::string_view, 3> announcing = {"Bearer", "bearer", "Basic"};
    return std::find(announcing.begin(), announcing.end(), word) != announcing.end();
}

std::string without_controls(std::string_view text) {
    std::string result;
    for (char const c : text) {
        if (is_blank(c)) {
            result += ' ';
        } else if (!is_control(static_cast<unsigned char>(c))) {
            result += c;
        }
    }
    return result;
}

/// A key may be any text without line breaks, blanks included.
void replace_all(std::string& text, std::string_view key) {
    constexpr std::string_view mask = "[key]";
    for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + mask.size())) {
        text.replace(at, key.size(), mask);
    }
}

std::string_view next_word(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    auto const word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    return word;
}

std::string cut(std::string text, std::size_t max_characters) {
    auto const end = text::byte_offset(text, max_characters);
    if (end == text.size()) return text;
    text.resize(end);
    return text + "...";
}

}  // namespace

std::string clean(std::string_view text, Secrets const& secrets, std::size_t max_characters) {
    auto const& api_key = secrets.api_key;
    auto line = without_controls(text.substr(0, max_bytes_read));
    if (api_key.size() >= telling_prefix_length) replace_all(line, api_key);
    for (auto const& secret : secrets.others) {
        if (secret.size() >= least_secret_length) replace_all(line, secret);
    }
    std::string result;
    std::string_view previous, rest = line;
    for (auto word = next_word(rest); !word.empty(); previous = word, word = next_word(rest)) {
        if (!result.empty()) result += ' ';
        bool const is_key = announces_key(previous) || holds_key(word, api_key);
        result += is_key ? std::string_view("[key]") : word;
    }
    return cut(text::repair_utf8(result), max_characters);
}

}  // namespace ats::openai
