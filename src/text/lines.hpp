#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ats::text {

struct Line {
    std::size_t begin;  ///< First byte after indentation, bullet and markup.
    std::size_t end;    ///< One past the last byte that is not white space or markup.
    bool bullet;        ///< It began with a bullet, a dash or a number.
    bool marked;        ///< It began with '#' or stood between asterisks, as headings of Markdown do.
    bool after_blank;   ///< A blank line or the document's beginning lies before it.
};

/// The lines that are not blank. Bullets and Markdown's marks are left out of them.
std::vector<Line> lines(std::string_view text);

inline std::string_view view(std::string_view text, Line const& line) noexcept {
    return text.substr(line.begin, line.end - line.begin);
}

/// @returns `line` as a heading's words: folded, without a final colon; empty if it is too long to be one.
std::string heading_words(std::string_view line);

/// @returns what stands before a colon near the beginning of `line`; empty without one.
std::string_view label_of(std::string_view line);

}  // namespace ats::text
