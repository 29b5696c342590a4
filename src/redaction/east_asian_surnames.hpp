#pragma once

#include <string_view>

namespace ats::redaction {

/// @returns true for one of the common family names of China, Japan and Korea.
bool is_east_asian_surname(std::string_view word) noexcept;

/// @returns true for a word that begins as a family name does, or is as short as a name, and is none: a
/// heading, an occupation, a place.
bool is_no_east_asian_name(std::string_view word) noexcept;

}  // namespace ats::redaction
