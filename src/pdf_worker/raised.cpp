#include "pdf_worker/raised.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace ats::pdf {
namespace {

// In shares of the height of the word before. A raised word touches it, or reaches a little into it.
constexpr double widest_gap = 0.15;
constexpr double deepest_overlap = 0.3;
// Lines of different rows share less than half of the lower one's height.
constexpr double shared_height = 0.5;
constexpr double moved = 0.1;

bool touches(Word const& before, Word const& after) {
    double const gap = after.left - before.right;
    return -deepest_overlap * before.height() < gap && gap < widest_gap * before.height();
}

bool is_raised(Word const& before, Word const& after) {
    double const shared = std::min(before.bottom, after.bottom) - std::max(before.top, after.top);
    double const lower = std::min(before.height(), after.height());
    bool const is_moved = std::abs(before.top + before.bottom - after.top - after.bottom) > 2 * moved * lower;
    return touches(before, after) && is_moved && shared > shared_height * lower;
}

void settle(Word& before, Word& after) {
    bool const first_is_base = before.height() >= after.height();
    auto const& base = first_is_base ? before : after;
    auto& raised = first_is_base ? after : before;
    raised.top = base.top;
    raised.bottom = base.bottom;
    before.space_after = false;
}

}  // namespace

void settle_raised(std::vector<Word>& words) {
    std::vector<Word*> by_left;
    std::transform(words.begin(), words.end(), std::back_inserter(by_left), [](Word& word) { return &word; });
    std::sort(by_left.begin(), by_left.end(), [](Word const* a, Word const* b) { return a->left < b->left; });
    for (auto* const word : by_left) {
        auto const reach = deepest_overlap * word->height();
        auto next = std::lower_bound(by_left.begin(), by_left.end(), word->right - reach,
                                     [](Word const* a, double x) { return a->left < x; });
        // Not many words begin at one place; the bound keeps a hostile page linear.
        for (int tries = 0; next != by_left.end() && tries < 100; ++next, ++tries) {
            if (*next != word && is_raised(*word, **next)) settle(*word, **next);
        }
    }
}

}  // namespace ats::pdf
