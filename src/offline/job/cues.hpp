#pragma once

#include <string_view>

namespace ats::offline {

/// @returns the part of a sentence that asks for something, from where it begins to: "a master's degree in
/// biology" of "We are looking for a colleague with a master's degree in biology", "retail experience" of
/// "In this role your retail experience counts". Empty if nothing is asked for.
std::string_view from_cue(std::string_view sentence);

/// @returns what follows "we are looking for" and the like in a sentence; all of it without such words.
std::string_view after_search(std::string_view sentence);

}  // namespace ats::offline
