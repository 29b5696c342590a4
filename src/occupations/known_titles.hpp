#pragma once

#include <string_view>

namespace ats::occupations {

/// Whether the table has just these words as an occupation's title; marks of gender and numbers do not count.
/// Costs a microsecond; the first call some milliseconds. Unlike Title it knows nothing of words that are
/// alike, so that "Nursing" is none.
bool is_title(std::string_view text);

/// Whether `text`, a part of a line, is a title with words before it ("Night cleaner", "Lumo Head Gardener")
/// or, as Romance and Slavic languages write, behind it ("Profesor de guitarra").
bool ends_or_begins_with_title(std::string_view text);

}  // namespace ats::occupations
