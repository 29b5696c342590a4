#include "pdf_worker/layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "pdf_worker/gutter.hpp"
#include "pdf_worker/rows.hpp"

namespace ats::pdf {
namespace {

// Columns in columns: three levels hold every real page. It bounds the time for a hostile one.
constexpr int most_levels = 8;

int usual_rotation(std::vector<Word> const& words) {
    std::array<std::size_t, 4> counts{};
    for (auto const& word : words) ++counts[static_cast<std::size_t>(word.rotation & 3)];
    return static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

// A hostile file can place words anywhere. No real page is 10 km wide.
bool is_placed(Word const& word) {
    constexpr double farthest = 3e7;
    auto const is_near = [](double x) { return std::abs(x) <= farthest; };  // False for NaN, too.
    return is_near(word.left) && is_near(word.top) && is_near(word.right) && is_near(word.bottom);
}

/// Turns the word's box so that text of this rotation runs from left to right.
void turn_upright(Word& word, int rotation) {
    auto const old = word;
    switch (rotation) {
        case 1:
            word.left = old.top, word.right = old.bottom;
            word.top = -old.right, word.bottom = -old.left;
            break;
        case 2:
            word.left = -old.right, word.right = -old.left;
            word.top = -old.bottom, word.bottom = -old.top;
            break;
        case 3:
            word.left = -old.bottom, word.right = -old.top;
            word.top = old.left, word.bottom = old.right;
            break;
        default:
            break;
    }
}

void append_block_break(std::string& out) {
    if (!out.empty()) out += '\n';
}

void append_region(std::string& out, Words const& words, int level);

void append_rows(std::string& out, std::vector<Row> const& rows, std::size_t first, std::size_t last,
                 int level) {
    Words words;
    for (auto i = first; i < last; ++i) {
        words.insert(words.end(), rows[i].words.begin(), rows[i].words.end());
    }
    append_region(out, words, level);
}

void append_columns(std::string& out, std::vector<Row> const& rows, Gutter const& gutter, int level) {
    Words left;
    Words right;
    for (auto i = gutter.first; i < gutter.last; ++i) {
        std::partition_copy(rows[i].words.begin(), rows[i].words.end(), std::back_inserter(left),
                            std::back_inserter(right),
                            [&](Word const* word) { return word->left <= gutter.x; });
    }
    append_region(out, left, level);
    append_region(out, right, level);
}

void append_region(std::string& out, Words const& words, int level) {
    if (words.empty()) return;
    auto const rows = rows_of(words);
    auto const gutter = level < most_levels ? find_gutter(rows) : std::nullopt;
    if (!gutter) {
        append_block_break(out);
        append_lines(out, rows);
        return;
    }
    append_rows(out, rows, 0, gutter->first, level + 1);
    append_columns(out, rows, *gutter, level + 1);
    append_rows(out, rows, gutter->last, rows.size(), level + 1);
}

void append_as_one_line(std::string& out, Words const& words) {
    if (words.empty()) return;
    append_block_break(out);
    for (auto const* const word : words) out.append(word->text).append(word == words.back() ? "\n" : " ");
}

}  // namespace

std::string page_text(std::vector<Word> words) {
    std::string out;
    int const usual = usual_rotation(words);
    Words upright;
    Words turned;  // Otherwise than the rest, such as a title along the margin.
    for (auto& word : words) {
        bool const is_upright = (word.rotation & 3) == usual && is_placed(word);
        (is_upright ? upright : turned).push_back(&word);
        if (is_upright) turn_upright(word, usual);
    }
    append_region(out, upright, 0);
    append_as_one_line(out, turned);
    return out;
}

}  // namespace ats::pdf
