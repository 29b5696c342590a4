#pragma once

namespace ats::text {

/// @returns the small letter of an ASCII letter, any other byte as it is. Unlike std::tolower(), whose "I"
/// has no small letter in a Turkish locale, it is the same everywhere.
constexpr char ascii_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace ats::text
