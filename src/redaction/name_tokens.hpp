#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ats::redaction {

/// A run of letters.
struct NameToken {
    std::size_t begin, end;
    std::string folded;
    bool capital;  ///< The first letter is one, or of a script without them.
    bool initial;  ///< One letter.
};

/// The words of a text; apostrophes, hyphens, digits and underscores part them.
std::vector<NameToken> name_tokens(std::string_view text);

}  // namespace ats::redaction
