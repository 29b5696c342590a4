#pragma once

#include <optional>

#include "text/normal_text.hpp"

namespace ats::text {

/// Finds a quote that was copied with a few slips: one in four words, three at most. A slip is one letter
/// too many, too few, wrong or exchanged with its neighbour in a word of five letters or more, but not the
/// first one; or a small word such as "the" that was dropped, added or exchanged for another. Numbers and
/// short words have none.
/// @returns the place with the fewest slips, in the characters of `text`.
std::optional<CharacterRange> find_near(NormalText const& quote, NormalText const& text);

}  // namespace ats::text
