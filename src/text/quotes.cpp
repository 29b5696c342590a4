#include "text/quotes.hpp"

#include "text/utf8.hpp"

namespace ats::text {
namespace {

bool is_space(char32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

// Soft hyphen, zero-width space and joiners, byte order mark.
bool is_ignorable(char32_t c) {
    return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

// Lower case for the scripts of most resumes; the others have no case or keep it.
char32_t lower(char32_t c) {
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7)) return c + 32;
    if (c >= 0x391 && c <= 0x3A9) return c + 32;  // Greek
    if (c >= 0x410 && c <= 0x42F) return c + 32;  // Cyrillic
    if (c >= 0x400 && c <= 0x40F) return c + 80;
    bool const odd_is_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    bool const paired =
        (c >= 0x100 && c <= 0x17E && c != 0x130 && c != 0x131 && c != 0x138 && c != 0x149 && c != 0x178) ||
        (c >= 0x218 && c <= 0x21B);
    if (paired && (c % 2 == 1) == odd_is_upper) return c + 1;
    return c;
}

char32_t plain(char32_t c) {
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return '-';
    if (c == 0x2018 || c == 0x2019 || c == 0x201A || c == 0x201B || c == 0x2032 || c == '`' || c == 0xB4)
        return '\'';
    if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB || c == 0x2033) return '"';
    return lower(c);
}

bool is_word(char32_t c) {
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x206F) &&
           !(c >= 0x3000 && c <= 0x303F);
}

// Calls keep(normal, index) for each character that counts, a run of white space being one space.
template <class Keep>
void normalise(std::string_view text, Keep keep) {
    bool space = false, any = false;
    std::size_t index = 0;
    for (std::size_t i = 0; i < text.size(); ++index) {
        auto const d = decode(text, i);
        i += d.bytes;
        if (is_ignorable(d.character)) continue;
        if (is_space(d.character)) {
            space = any;
            continue;
        }
        if (space) keep(U' ', index - 1);
        keep(plain(d.character), index);
        space = false;
        any = true;
    }
}

std::u32string normal_quote(std::string_view quote) {
    std::u32string normal;
    normalise(quote, [&](char32_t c, std::size_t) { normal.push_back(c); });
    while (!normal.empty() && (normal.back() == '.' || normal.back() == 0x2026 || normal.back() == ' ')) {
        normal.pop_back();
    }
    return normal;
}

// Longer ones are no quotes, and searching them costs length x length in the worst case.
constexpr std::size_t max_quote_length = 2000;

bool says_something(std::u32string const& quote) {
    for (char32_t c : quote) {
        if (is_word(c)) return true;
    }
    return false;
}

}  // namespace

QuoteLocator::QuoteLocator(std::string_view text) {
    normalise(text, [this](char32_t c, std::size_t index) {
        normal_.push_back(c);
        origins_.push_back(index);
    });
}

std::optional<CharacterRange> QuoteLocator::find(std::string_view quote) const {
    auto const wanted = normal_quote(quote);
    if (wanted.size() > max_quote_length || !says_something(wanted)) return std::nullopt;
    for (auto at = normal_.find(wanted); at != std::u32string::npos; at = normal_.find(wanted, at + 1)) {
        auto const end = at + wanted.size();
        bool const cut_before = at > 0 && is_word(normal_[at - 1]) && is_word(wanted.front());
        bool const cut_after = end < normal_.size() && is_word(normal_[end]) && is_word(wanted.back());
        if (!cut_before && !cut_after) return CharacterRange{origins_[at], origins_[end - 1] + 1};
    }
    return std::nullopt;
}

}  // namespace ats::text
