#include "documents/doubts.hpp"

#include <algorithm>
#include <cctype>

#include "text/utf8.hpp"

namespace ats::documents {
namespace {

// "Telecommunications" has 18 letters. German compounds are longer, but never many of them.
constexpr std::size_t long_word = 24;
constexpr std::size_t fewest_long_words = 5;
constexpr std::size_t long_word_share = 10;  // Letters in long words: one in so many.

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// Calls `visit` with each word of the text.
template <class Visit>
void for_each_word(std::string_view text, Visit visit) {
    for (std::size_t i = 0; i < text.size();) {
        while (i < text.size() && is_space(text[i])) ++i;
        auto const begin = i;
        while (i < text.size() && !is_space(text[i])) ++i;
        if (i > begin) visit(text.substr(begin, i - begin));
    }
}

/// @returns the longest run of Latin letters in a word; addresses have dots and slashes between them.
std::size_t longest_run(std::string_view word) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (char const c : word) {
        run = is_letter(c) ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

}  // namespace

std::size_t count_words(std::string_view text) noexcept {
    std::size_t count = 0;
    for_each_word(text, [&](std::string_view) { ++count; });
    return count;
}

std::string beginning_of(std::string_view text, std::size_t most) {
    if (text.size() <= most) return std::string(text);
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    return std::string(text.substr(0, most));
}

bool has_glued_words(std::string_view text) {
    std::size_t letters = 0;
    std::size_t words = 0;
    std::size_t in_long_words = 0;
    for_each_word(text, [&](std::string_view word) {
        auto const run = longest_run(word);
        letters += run;
        if (run <= long_word) return;
        ++words;
        in_long_words += run;
    });
    return words >= fewest_long_words && in_long_words * long_word_share >= letters;
}

}  // namespace ats::documents
