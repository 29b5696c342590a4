#include "pdf_worker/raised.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "pdf_worker/rows.hpp"

namespace ats::pdf {
namespace {

// In shares of the size of the letters. A raised word touches the other, or reaches a little into it.
constexpr double widest_gap = 0.15;
constexpr double deepest_overlap = 0.3;
constexpr double least_move = 0.1;
constexpr double furthest_move = 0.5;  // The next line is twice as far away.

double size(Word const& before, Word const& after) { return std::max(size_of(before), size_of(after)); }

bool touches(Word const& before, Word const& after) {
    double const gap = after.left - before.right;
    return -deepest_overlap * size(before, after) < gap && gap < widest_gap * size(before, after);
}

bool is_raised(Word const& before, Word const& after) {
    double const move = std::abs(before.top + before.bottom - after.top - after.bottom) / 2;
    return touches(before, after) && move > least_move * size(before, after) &&
           move < furthest_move * size(before, after);
}

void settle(Word& before, Word& after) {
    bool const first_is_base = before.height() >= after.height();
    auto const& base = first_is_base ? before : after;
    auto& raised = first_is_base ? after : before;
    raised.top = base.top;
    raised.bottom = base.bottom;
    raised.witness.baseline = base.witness.baseline;
    raised.witness.font_size = base.witness.font_size;
    before.space_after = false;
}

}  // namespace

void settle_raised(std::vector<Word>& words) {
    std::vector<Word*> by_left;
    std::transform(words.begin(), words.end(), std::back_inserter(by_left), [](Word& word) { return &word; });
    std::sort(by_left.begin(), by_left.end(), [](Word const* a, Word const* b) { return a->left < b->left; });
    for (auto* const word : by_left) {
        auto const reach = deepest_overlap * size_of(*word);
        auto next = std::lower_bound(by_left.begin(), by_left.end(), word->right - reach,
                                     [](Word const* a, double x) { return a->left < x; });
        // Not many words begin at one place; the bound keeps a hostile page linear.
        for (int tries = 0; next != by_left.end() && tries < 100; ++next, ++tries) {
            if (*next != word && is_raised(*word, **next)) settle(*word, **next);
        }
    }
}

}  // namespace ats::pdf
