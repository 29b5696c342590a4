#pragma once

#include <string_view>
#include <vector>

namespace ats::offline {

/// What a dated entry of a resume is about.
enum class EntryKind { unclear, work, study, aside };

/// Tells it by the words of the entry's short lines, one after the other with commas or line breaks between:
/// a degree or a school without a title is study, volunteering and awards are aside, a known title is work.
EntryKind entry_kind(std::string_view entry);

/// @returns the parts of an entry's lines: what signs, or dashes and "at" between blanks, set apart.
std::vector<std::string_view> parts_of_entry(std::string_view entry);

}  // namespace ats::offline
