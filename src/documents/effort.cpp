#include "documents/effort.hpp"

#include <ats/error.hpp>

namespace ats::documents {
namespace {

// About a second of work. The largest real document known takes under 1.5 million.
constexpr std::size_t max_steps = 4'000'000;

// A tag of four bytes becomes an element of 64, so that the size of a part says little. The largest real
// document known, a table of 50,000 words, takes 46 MB; together with the part itself it stays below 100 MB.
constexpr std::size_t max_element_megabytes = 64;

// A thousand times a resume. Text is held several times over while it is put in order.
constexpr std::size_t max_text_megabytes = 8;

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

void Effort::spend_on_new_text(std::size_t bytes) {
    spend_on_text(bytes);
    new_text_bytes_ += bytes;
    if (new_text_bytes_ <= max_text_megabytes << 20) return;
    throw DocumentError(ErrorCode::document_too_large, name_,
                        "the file has more than " + std::to_string(max_text_megabytes) + " MB of text");
}

void Effort::spend_on_elements(std::size_t bytes) {
    element_bytes_ += bytes;
    if (element_bytes_ <= max_element_megabytes << 20) return;
    throw DocumentError(ErrorCode::document_too_large, name_,
                        "the elements of the file take more than " + std::to_string(max_element_megabytes) +
                            " MB of memory: it has more of them than a document needs");
}

void Effort::require_at_most(std::size_t count, std::size_t most, std::string_view what) const {
    if (count <= most) return;
    throw DocumentError(ErrorCode::document_too_large, name_,
                        "the file has more than " + std::to_string(most) + " " + std::string(what));
}

}  // namespace ats::documents
