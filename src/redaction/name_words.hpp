#pragma once

#include <string_view>

namespace ats::redaction {

/// @returns true for a folded word that makes a line no name: an occupation, a heading, a tool, a place.
bool is_no_name(std::string_view folded_word) noexcept;

/// @returns true for a name that is a word as well ("will", "may"): alone it is not taken for the name.
bool is_also_a_word(std::string_view folded_word) noexcept;

/// @returns true for a word that is a given name or a surname as well ("april", "carpenter"): beside another
/// name it does not make a line ordinary.
bool is_word_and_name(std::string_view folded_word) noexcept;

/// @returns true for what stands inside of names in small letters: "van", "de la".
bool is_particle(std::string_view folded_word) noexcept;

/// @returns true for "Mr", "Frau" and other titles that stand before a name and tell the gender.
bool is_salutation(std::string_view folded_word) noexcept;

}  // namespace ats::redaction
