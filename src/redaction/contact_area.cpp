#include "redaction/contact_area.hpp"

#include <algorithm>

#include "text/sections.hpp"

namespace ats::redaction {
namespace {

constexpr std::size_t longest_head = 1200;
constexpr int lines_around = 3;

std::size_t lines_before(std::string_view text, std::size_t offset) noexcept {
    for (int i = 0; i <= lines_around; ++i) {
        auto const line = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
        if (line == std::string_view::npos) return 0;
        offset = line;
    }
    return offset + 1;
}

std::size_t lines_after(std::string_view text, std::size_t offset) noexcept {
    for (int i = 0; i <= lines_around && offset < text.size(); ++i) {
        offset = std::min(text.find('\n', offset), text.size() - 1) + 1;
    }
    return offset;
}

// Lines without an end would make looking around them slow; a contact's lines are short.
constexpr std::size_t longest_reach = 400;

std::size_t find_head_end(std::string_view text) {
    auto const beginning = text.substr(0, longest_head);
    std::size_t end = 0;
    for (auto const& line : text::resume_sections(beginning)) {
        if (line.section != text::Section::head) break;
        end = line.line.end;
    }
    return end;
}

}  // namespace

ContactArea::ContactArea(std::string_view text, Spans const& found) : head_end_(find_head_end(text)) {
    ranges_.emplace_back(0, head_end_);
    for (auto const& span : found) {
        auto const from = span.begin > longest_reach ? span.begin - longest_reach : 0;
        auto const to = std::min(text.size(), span.end + longest_reach);
        auto const window = text.substr(from, to - from);
        ranges_.emplace_back(from + lines_before(window, span.begin - from),
                             from + lines_after(window, span.end - from));
    }
    std::sort(ranges_.begin(), ranges_.end());
    // Each range ends no earlier than those before it, so that the last one that begins decides.
    for (std::size_t i = 1; i < ranges_.size(); ++i) {
        ranges_[i].second =
            std::max(ranges_[i].second,
                     ranges_[i - 1].second <= ranges_[i].first ? ranges_[i].second : ranges_[i - 1].second);
    }
}

bool ContactArea::holds(std::size_t offset) const noexcept {
    auto const next =
        std::upper_bound(ranges_.begin(), ranges_.end(), offset,
                         [](std::size_t value, auto const& range) { return value < range.first; });
    return next != ranges_.begin() && offset < std::prev(next)->second;
}

}  // namespace ats::redaction
