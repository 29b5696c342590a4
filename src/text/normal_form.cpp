#include "text/normal_form.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <new>
#include <utility>

#include <utf8proc.h>

#include "text/radicals.hpp"
#include "text/utf8.hpp"

namespace ats::text {
namespace {

constexpr char32_t bullet = 0x2022;

// The longest run of marks on one letter that the Stream-Safe Text Format (UAX #15, section 13)
// keeps. Marks are sorted in quadratic time: without a bound a file could choose how long.
constexpr int most_marks = 30;

bool is_within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool is_space(char32_t c) {
    return c == 0xA0 || c == 0x1680 || is_within(c, 0x2000, 0x200A) || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

bool is_hyphen(char32_t c) { return c == 0x2010 || c == 0x2011; }

bool is_invisible(char32_t c) {
    bool const control = (c < 0x20 && c != '\t' && c != '\n') || is_within(c, 0x7F, 0x9F);
    bool const direction = is_within(c, 0x200E, 0x200F) || is_within(c, 0x202A, 0x202E) ||
                           is_within(c, 0x2066, 0x2069) || c == 0x061C;
    return control || direction || c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF ||
           is_within(c, 0xE0000, 0xE007F);
}

// Symbol and Wingdings in PDF and Word files made on Windows.
bool is_symbol_bullet(char32_t c) {
    constexpr char32_t bullets[] = {0xF06C, 0xF06E, 0xF075, 0xF076, 0xF09F, 0xF0A7, 0xF0A8,
                                    0xF0B7, 0xF0BE, 0xF0D8, 0xF0E0, 0xF0F0, 0xF0FC, 0xF0FE};
    return std::find(std::begin(bullets), std::end(bullets), c) != std::end(bullets);
}

bool is_private(char32_t c) { return is_within(c, 0xE000, 0xF8FF) || c >= 0xF0000; }

/// Characters that stand for other letters only because of how they are printed.
bool is_presentation_form(char32_t c) {
    bool const radical_of_kangxi = is_within(c, 0x2F00, 0x2FD5);
    return radical_of_kangxi || is_within(c, 0xFB00, 0xFB4F) || is_within(c, 0xFB50, 0xFDFF) ||
           is_within(c, 0xFE70, 0xFEFC);
}

void append_expanded(std::string& out, char32_t c) {
    std::array<utf8proc_int32_t, 32> letters{};  // The longest, U+FDFA, has 18.
    int boundary = 0;
    auto const count = utf8proc_decompose_char(
        static_cast<utf8proc_int32_t>(c), letters.data(), static_cast<utf8proc_ssize_t>(letters.size()),
        static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &boundary);
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
        append(out, static_cast<char32_t>(letters[static_cast<std::size_t>(i)]));
    }
}

char32_t letter_of_radical(char32_t c) {
    if (!is_within(c, std::begin(radicals)->radical, std::rbegin(radicals)->radical)) return c;
    auto const* const found = std::lower_bound(std::begin(radicals), std::end(radicals), c,
                                               [](Radical const& a, char32_t b) { return a.radical < b; });
    return found->radical == c ? found->ideograph : c;
}

void append_visible(std::string& out, char32_t c) {
    if (is_space(c)) return out.push_back(' ');
    if (is_hyphen(c)) return out.push_back('-');
    if (is_symbol_bullet(c)) return append(out, bullet);
    if (is_invisible(c) || is_private(c)) return;
    if (is_presentation_form(c)) return append_expanded(out, c);
    append(out, letter_of_radical(c));
}

bool is_mark(char32_t c) {
    return c >= 0x300 && utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->combining_class != 0;
}

bool is_plain(char c) { return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n'; }

std::size_t length_of_plain(std::string_view utf8) {
    auto const* const end = std::find_if_not(utf8.begin(), utf8.end(), is_plain);
    return static_cast<std::size_t>(end - utf8.begin());
}

/// Letters of Western languages, and the signs that a text processor sets: composed as they are, and
/// nothing that may join the letter before it. Most texts have no others, and composing takes long.
bool is_composed(char32_t c) {
    return c < 0x300 || is_within(c, 0x2010, 0x2027) || is_within(c, 0x2030, 0x205E) || c == 0x20AC ||
           is_within(c, 0x25A0, 0x25FF);
}

struct VisibleText {
    std::string text;
    bool composed = true;  ///< Known to be.
};

VisibleText visible_part(std::string_view utf8) {
    VisibleText out;
    out.text.reserve(utf8.size());
    int marks = 0;
    while (!utf8.empty()) {
        auto const plain = length_of_plain(utf8);
        out.text.append(utf8.substr(0, plain));
        utf8.remove_prefix(plain);
        if (plain > 0) marks = 0;
        if (utf8.empty()) break;
        auto const decoded = decode(utf8, 0);
        utf8.remove_prefix(decoded.bytes);
        marks = is_mark(decoded.character) ? marks + 1 : 0;
        if (marks <= most_marks) append_visible(out.text, decoded.character);
        out.composed = out.composed && is_composed(decoded.character);
    }
    return out;
}

struct Free {
    void operator()(utf8proc_uint8_t* bytes) const noexcept { std::free(bytes); }
};

std::string composed(std::string_view utf8) {
    utf8proc_uint8_t* bytes = nullptr;
    auto const length = utf8proc_map(reinterpret_cast<utf8proc_uint8_t const*>(utf8.data()),
                                     static_cast<utf8proc_ssize_t>(utf8.size()), &bytes,
                                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    std::unique_ptr<utf8proc_uint8_t, Free> const owner(bytes);
    if (length < 0) throw std::bad_alloc();  // Nothing else can go wrong with valid UTF-8.
    return {reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(length)};
}

}  // namespace

std::string normal_form(std::string_view utf8) {
    if (length_of_plain(utf8) == utf8.size()) return std::string(utf8);
    auto visible = visible_part(utf8);
    return visible.composed ? std::move(visible.text) : composed(visible.text);
}

}  // namespace ats::text
