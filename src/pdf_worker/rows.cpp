#include "pdf_worker/rows.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "text/utf8.hpp"

namespace ats::pdf {
namespace {

// Words stand on one line if their middles are this close, in shares of the smaller height. Overlap of
// the boxes means little: some fonts pretend to be twice as high as they are.
constexpr double same_line_distance = 0.35;
constexpr double same_size_ratio = 0.8;

// Letters are half as wide as the font is high, in narrow fonts 0.42.
constexpr double size_for_letter_width = 2.4;

/// The part of the page's height that all words of a row share.
struct Band {
    double top;
    double bottom;
    double height() const { return bottom - top; }
    double middle() const { return (top + bottom) / 2; }
};

double middle(Word const& word) { return (word.top + word.bottom) / 2; }

bool belongs(Band const& band, Word const& word) {
    double const smaller = std::min(band.height(), word.height());
    double const larger = std::max(band.height(), word.height());
    double const tolerance = same_line_distance * smaller;
    if (std::abs(band.middle() - middle(word)) <= tolerance) return true;
    // A large name with a small title behind it.
    return smaller < same_size_ratio * larger && std::abs(band.bottom - word.bottom) <= tolerance;
}

void add(Row& row, Band& band, Word const& word) {
    row.words.push_back(&word);
    row.top = std::min(row.top, word.top);
    row.bottom = std::max(row.bottom, word.bottom);
    band = {std::max(band.top, word.top), std::min(band.bottom, word.bottom)};
}

}  // namespace

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    auto const middle_value = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle_value, values.end());
    return *middle_value;
}

double size_of(Word const& word) {
    auto const letters = static_cast<double>(text::count_characters(word.text));
    return std::min(word.height(), size_for_letter_width * (word.right - word.left) / letters);
}

double text_size(std::vector<Row> const& rows) {
    std::vector<double> sizes;
    for (auto const& row : rows) {
        std::transform(row.words.begin(), row.words.end(), std::back_inserter(sizes),
                       [](Word const* word) { return size_of(*word); });
    }
    return median(std::move(sizes));
}

std::vector<Row> rows_of(Words words) {
    std::stable_sort(words.begin(), words.end(),
                     [](Word const* a, Word const* b) { return middle(*a) < middle(*b); });
    std::vector<Row> rows;
    Band band{};
    for (Word const* const word : words) {
        if (rows.empty() || !belongs(band, *word)) {
            rows.push_back({{}, word->top, word->bottom});
            band = {word->top, word->bottom};
        }
        add(rows.back(), band, *word);
    }
    for (auto& row : rows) {
        std::stable_sort(row.words.begin(), row.words.end(),
                         [](Word const* a, Word const* b) { return a->left < b->left; });
    }
    return rows;
}

}  // namespace ats::pdf
