#pragma once

#include <optional>

#include "documents/colour.hpp"

namespace ats::documents {

/// How text looks, as far as that decides whether it is seen. Unset: this place does not say.
struct RunLook {
    std::optional<bool> vanishes;
    std::optional<Ink> ink;
    std::optional<int> half_points;
    std::optional<Backdrop> backdrop;
};

/// @returns `look`, and what `below` says where it says nothing.
RunLook over(RunLook look, RunLook const& below);

/// @returns true if letters of this height are too small for any reader.
bool is_tiny(RunLook const& look);

}  // namespace ats::documents
