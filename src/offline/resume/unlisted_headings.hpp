#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/dates.hpp"
#include "text/sections.hpp"

namespace ats::offline {

/// Finds headings that no list has among the lines that are like one, and gives what stands below them the
/// section that its dated entries tell: by titles work, by schools and degrees education, else
/// Section::unknown. A heading differs from an entry's title in shape: entries of a section have as many
/// lines above their dates as its first one; one line more, apart from the rest, is a heading. Nothing is
/// decided from its words.
/// @param ranges the periods of `text`, in order.
void settle_unlisted_headings(std::vector<text::SectionedLine>& lines, std::string_view text,
                              std::vector<text::DateRange> const& ranges);

}  // namespace ats::offline
