#include "redaction/name_tokens.hpp"

#include "redaction/characters.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace ats::redaction {
namespace {

bool is_combining(char32_t c) noexcept { return c >= 0x300 && c <= 0x36F; }

NameToken read(std::string_view text, std::size_t begin) {
    NameToken token{begin, begin, {}, false, false};
    std::size_t letters = 0;
    while (token.end < text.size()) {
        auto const c = text::decode(text, token.end);
        if (!is_letter(c.character)) break;
        if (token.end == begin) token.capital = is_capital(c.character) || is_without_case(c.character);
        if (!is_combining(c.character)) ++letters;
        text::append_folded(token.folded, c.character);
        token.end += c.bytes;
    }
    token.initial = letters == 1;
    return token;
}

}  // namespace

std::vector<NameToken> name_tokens(std::string_view text) {
    std::vector<NameToken> tokens;
    for (std::size_t i = 0; i < text.size();) {
        auto const c = text::decode(text, i);
        if (!is_letter(c.character)) {
            i += c.bytes;
            continue;
        }
        tokens.push_back(read(text, i));
        i = tokens.back().end;
    }
    return tokens;
}

}  // namespace ats::redaction
