#pragma once

#include <string_view>

namespace ats::pdf {

/// What a word consists of.
struct Letters {
    int letters = 0;     ///< And digits.
    int characters = 0;  ///< All, with those.
};

Letters count_letters(std::string_view text);

}  // namespace ats::pdf
