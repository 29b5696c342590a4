#pragma once

#include <string_view>

/// Words are folded (see text::fold).
namespace ats::offline {

/// @returns a number for a language's name in any of several languages, or -1.
int language_named(std::string_view word);
/// @returns 1 (A1) to 6 (C2, native) for a word that grades a language, or 0.
int language_level_named(std::string_view word);

}  // namespace ats::offline
