#include "pdf_worker/scripts.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "text/utf8.hpp"

namespace ats::pdf {
namespace {

bool is_within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool is_unspaced(char32_t c) {
    return is_within(c, 0x3000, 0x30FF) || is_within(c, 0x3400, 0x4DBF) || is_within(c, 0x4E00, 0x9FFF) ||
           is_within(c, 0xF900, 0xFAFF) || is_within(c, 0xFF00, 0xFFEF) || is_within(c, 0x20000, 0x2FA1F);
}

/// Hebrew, Arabic, Syriac, Thaana and N'Ko.
bool is_right_to_left(char32_t c) {
    return is_within(c, 0x0590, 0x08FF) || is_within(c, 0xFB1D, 0xFDFF) || is_within(c, 0xFE70, 0xFEFC);
}

bool is_letter_or_digit(char32_t c) {
    return is_within(c, '0', '9') || is_within(c, 'a', 'z') || is_within(c, 'A', 'Z') || c >= 0xC0;
}

std::u32string characters_of(std::string_view text) {
    std::u32string out;
    for (std::size_t i = 0; i < text.size();) {
        auto const decoded = text::decode(text, i);
        out.push_back(decoded.character);
        i += decoded.bytes;
    }
    return out;
}

char32_t mirrored(char32_t c) {
    constexpr std::u32string_view pairs = U"()[]{}<>";
    auto const at = pairs.find(c);
    return at == pairs.npos ? c : pairs[at ^ 1];
}

bool is_left_to_right(char32_t c) { return is_letter_or_digit(c) && !is_right_to_left(c); }

/// Reverses each part that goes from an item of the run to the last one before an item that ends it.
template <class Items, class IsRun, class EndsRun>
void reverse_runs(Items& items, IsRun is_run, EndsRun ends_run) {
    for (auto first = items.begin(); first != items.end();) {
        first = std::find_if(first, items.end(), is_run);
        auto const stop = std::find_if(first, items.end(), ends_run);
        auto last = stop;
        while (last != first && !is_run(*(last - 1))) --last;
        std::reverse(first, last);
        first = stop;
    }
}

enum class Direction { left_to_right, right_to_left, neither };

Direction direction_of(Word const& word) {
    auto direction = Direction::neither;
    for (auto const c : characters_of(word.text)) {
        if (is_right_to_left(c)) return Direction::right_to_left;
        if (is_left_to_right(c)) direction = Direction::left_to_right;
    }
    return direction;
}

bool is_read_to_left(Word const* word) { return direction_of(*word) == Direction::right_to_left; }
bool is_read_to_right(Word const* word) { return direction_of(*word) == Direction::left_to_right; }

}  // namespace

bool writes_no_spaces(std::string_view before, std::string_view after) {
    if (before.empty() || after.empty() || static_cast<unsigned char>(after.front()) < 0x80) return false;
    return is_unspaced(characters_of(before).back()) && is_unspaced(text::decode(after, 0).character);
}

bool reads_left(std::string_view text) {
    auto const letters = characters_of(text);
    return std::any_of(letters.begin(), letters.end(), is_right_to_left);
}

bool runs_left(std::vector<Word> const& words) {
    std::ptrdiff_t left = 0, right = 0;
    for (auto const& word : words) {
        left += is_read_to_left(&word) ? 1 : 0;
        right += is_read_to_right(&word) ? 1 : 0;
    }
    return left > right;
}

bool begins_small(std::string_view text) {
    if (text.empty()) return false;
    auto const c = text::decode(text, 0).character;
    bool const is_extended = is_within(c, 0x100, 0x17F) && c % 2 == 1;  // Pairs of a large and a small one.
    return is_within(c, 'a', 'z') || is_within(c, 0xDF, 0xF6) || is_within(c, 0xF8, 0xFF) || is_extended ||
           is_within(c, 0x3AC, 0x3CE) || is_within(c, 0x430, 0x45F);
}

bool share_a_glyph(char32_t left, char32_t right, double left_width, double right_width) {
    constexpr char32_t lam = 0x644;
    constexpr std::u32string_view alefs = U"\u0622\u0623\u0625\u0627";
    constexpr double same_width = 1e-3;  // Of their own, the two are never alike in width.
    return left == lam && alefs.find(right) != alefs.npos &&
           std::abs(left_width - right_width) < same_width * left_width;
}

std::string in_reading_direction(std::string_view drawn) {
    auto letters = characters_of(drawn);
    if (std::none_of(letters.begin(), letters.end(), is_right_to_left)) return std::string(drawn);
    std::reverse(letters.begin(), letters.end());
    reverse_runs(letters, is_left_to_right, is_right_to_left);
    std::string out;
    for (auto const c : letters) text::append(out, mirrored(c));
    return out;
}

void put_in_reading_direction(Words& row) {
    auto const left = std::count_if(row.begin(), row.end(), is_read_to_left);
    if (left == 0) return;
    if (left > std::count_if(row.begin(), row.end(), is_read_to_right)) {
        std::reverse(row.begin(), row.end());
        reverse_runs(row, is_read_to_right, is_read_to_left);
        return;
    }
    // Some words of the other direction in a row of Latin ones.
    reverse_runs(row, is_read_to_left, is_read_to_right);
}

}  // namespace ats::pdf
