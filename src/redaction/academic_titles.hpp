#pragma once

#include <string_view>
#include <vector>

#include "redaction/name_tokens.hpp"

namespace ats::redaction {

/// A line's words without the titles and degrees around a name.
struct Untitled {
    std::vector<NameToken> words;
    bool is_degree;  ///< It opens with a degree that no name follows: "MCA Northfield".
};

/// Takes off "Dr. rer. nat.", "Dipl.-Ing.", "M.Sc.", "CPA", "Jr." and the like, which tell nothing of the
/// person. What may be a name as well ("Ma") goes only behind a whole name.
/// @param line what the tokens are of.
Untitled without_titles(std::string_view line, std::vector<NameToken> tokens);

}  // namespace ats::redaction
