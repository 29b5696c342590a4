#include "pdf_worker/layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include "pdf_worker/gutter.hpp"
#include "pdf_worker/hyphens.hpp"
#include "pdf_worker/letter_spacing.hpp"
#include "pdf_worker/lines.hpp"
#include "pdf_worker/raised.hpp"
#include "pdf_worker/reading_order.hpp"
#include "pdf_worker/rows.hpp"
#include "pdf_worker/scripts.hpp"

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
    return is_near(word.left) && is_near(word.top) && is_near(word.right) && is_near(word.bottom) &&
           word.left <= word.right && word.top <= word.bottom;
}

/// Turns a box so that text of this rotation runs from left to right.
template <class Box>
void turn_upright(Box& box, int rotation) {
    auto const old = box;
    switch (rotation & 3) {
        case 1:
            box.left = old.top, box.right = old.bottom;
            box.top = -old.right, box.bottom = -old.left;
            break;
        case 2:
            box.left = -old.right, box.right = -old.left;
            box.top = -old.bottom, box.bottom = -old.top;
            break;
        case 3:
            box.left = -old.bottom, box.right = -old.top;
            box.top = old.left, box.bottom = old.right;
            break;
        default:
            break;
    }
}

/// Gives a word the base line and font size that its box has, unless the file tells them credibly.
void settle_line(Word& word, bool trusted) {
    constexpr double depth_of_letters = 0.22;
    constexpr double largest_lie = 4;  // Boxes lie about the height of letters, but not by more.
    auto& witness = word.witness;
    double const height = std::max(word.height(), 0.1);
    bool const is_drawn = trusted && witness.drawn >= 0;
    if (!is_drawn || !(witness.font_size > height / largest_lie && witness.font_size < height * largest_lie))
        witness.font_size = std::max(size_of(word), 0.1);
    if (!is_drawn || !(std::abs(witness.baseline - word.bottom) < height * largest_lie))
        witness.baseline = word.bottom - depth_of_letters * height;
}

class Page {
public:
    Page(std::vector<Word> const& words, PageWitness const& witness);

    PageText text();

private:
    void append_region(Words const& words, int level);
    void append_rows(std::vector<Row> const& rows, std::size_t first, std::size_t last, int level);
    void append_columns(std::vector<Row> const& rows, Gutter const& gutter, int level);
    void append(Region region);
    Order geometry() const;
    void append_block_break() {
        if (!out_.text.empty()) out_.text += '\n';
    }

    int usual_;
    bool to_left_ = false;  // Its columns, too.
    std::vector<Word> upright_;
    std::vector<Word> turned_;  // Otherwise than the rest, such as a title along the margin.
    PageWitness const& witness_;
    Hyphens hyphens_;
    std::vector<Region> regions_;
    PageText out_;
};

Page::Page(std::vector<Word> const& words, PageWitness const& witness)
    : usual_(usual_rotation(words)), witness_(witness), hyphens_(words) {
    for (auto const& word : words) {
        bool const placed = is_placed(word);
        bool const is_upright = placed && (word.rotation & 3) == usual_;
        auto& kept = (is_upright ? upright_ : turned_).emplace_back(word);
        if (is_upright) turn_upright(kept, usual_);
        settle_line(kept, is_upright && usual_ == 0);
        if (!placed) kept.left = kept.top = kept.right = kept.bottom = 0;
    }
    settle_raised(upright_);
    upright_ = without_letter_spacing(std::move(upright_));
    to_left_ = runs_left(upright_);
}

void Page::append_rows(std::vector<Row> const& rows, std::size_t first, std::size_t last, int level) {
    Words words;
    for (auto i = first; i < last; ++i) {
        words.insert(words.end(), rows[i].words.begin(), rows[i].words.end());
    }
    append_region(words, level);
}

void Page::append_columns(std::vector<Row> const& rows, Gutter const& gutter, int level) {
    Words left;
    Words right;
    for (auto i = gutter.first; i < gutter.last; ++i) {
        std::partition_copy(rows[i].words.begin(), rows[i].words.end(), std::back_inserter(left),
                            std::back_inserter(right),
                            [&](Word const* word) { return word->left <= gutter.x; });
    }
    if (to_left_) std::swap(left, right);
    append_region(left, level);
    append_region(right, level);
}

void Page::append_region(Words const& words, int level) {
    if (words.empty()) return;
    auto rows = rows_of(words);
    auto const gutter = level < most_levels ? find_gutter(rows) : std::nullopt;
    if (!gutter || gutter->rail) {
        if (gutter) Columns(rows).lift_labels(rows, *gutter);
        regions_.push_back(std::move(rows));
        return;
    }
    append_rows(rows, 0, gutter->first, level + 1);
    append_columns(rows, *gutter, level + 1);
    append_rows(rows, gutter->last, rows.size(), level + 1);
}

Words pointers_to(std::vector<Word> const& words) {
    Words out;
    for (auto const& word : words) out.push_back(&word);
    return out;
}

Order Page::geometry() const {
    Order order;
    for (auto const& region : regions_) {
        for (auto const& row : region) {
            for (auto const* const word : row.words) {
                order.push_back(static_cast<std::size_t>(word - upright_.data()));
            }
        }
    }
    return order;
}

void Page::append(Region region) {
    append_block_break();
    for (auto& row : region) put_in_reading_direction(row.words);
    append_lines(out_, region, hyphens_);
}

PageText Page::text() {
    append_region(pointers_to(upright_), 0);
    if (auto told = order_of_file(upright_, witness_, geometry())) regions_ = std::move(*told);
    for (auto& region : regions_) append(std::move(region));
    for (auto& place : out_.words) turn_upright(place, 4 - usual_);
    if (!turned_.empty()) {
        append_block_break();
        append_line(out_, pointers_to(turned_));
    }
    return std::move(out_);
}

}  // namespace

PageText page_text(std::vector<Word> const& words, PageWitness const& witness) {
    return Page(words, witness).text();
}

}  // namespace ats::pdf
