#pragma once

#include <string_view>

namespace ats::attack {

/// Whether a line has words written as Base64, as the bits of their letters, or one letter at a time.
bool hides_words(std::string_view line);

}  // namespace ats::attack
