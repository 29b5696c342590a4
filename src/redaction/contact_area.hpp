#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "redaction/span.hpp"

namespace ats::redaction {

/// Where a resume tells how its writer is reached: its head, and the lines around an e-mail address or a
/// telephone number. What is too vague to be an identifier elsewhere is one there.
class ContactArea {
public:
    /// @param found e-mail addresses and telephone numbers.
    ContactArea(std::string_view text, Spans const& found);

    bool holds(std::size_t offset) const noexcept;
    /// @returns where the head ends.
    std::size_t head_end() const noexcept { return head_end_; }

private:
    std::size_t head_end_ = 0;
    std::vector<std::pair<std::size_t, std::size_t>> ranges_;  // In order; they may overlap.
};

}  // namespace ats::redaction
