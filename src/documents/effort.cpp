#include "documents/effort.hpp"

#include <ats/error.hpp>

namespace ats::documents {
namespace {

// About a second of work, and no more than some 400 MB. The largest real document known takes under 1.5
// million.
constexpr std::size_t max_steps = 4'000'000;

// Often enough to stop within a millisecond, seldom enough to cost nothing.
constexpr std::size_t steps_between_checks = 1000;

// Text of this length takes about as long as an element.
constexpr std::size_t text_bytes_in_step = 32;

}  // namespace

void Effort::spend(std::size_t steps) {
    if (steps > max_steps - spent_) {
        throw DocumentError(ErrorCode::document_too_large, name_,
                            "the file takes more than " + std::to_string(max_steps) +
                                " steps to read: it has more elements, links or text than a document needs");
    }
    spent_ += steps;
    if (spent_ < next_check_) return;
    next_check_ = spent_ + steps_between_checks;
    check();
}

void Effort::spend_on_text(std::size_t bytes) { spend(bytes / text_bytes_in_step); }

}  // namespace ats::documents
