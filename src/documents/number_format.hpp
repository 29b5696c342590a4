#pragma once

#include <string>

namespace ats::documents {

enum class NumberFormat {
    decimal,
    two_digits,
    lower_letter,
    upper_letter,
    lower_roman,
    upper_roman,
    ordinal,
    bullet,
    none
};

/// @returns `number` as it is written in lists: "7", "g", "VII". Empty for bullets and for none.
std::string formatted(int number, NumberFormat format);

}  // namespace ats::documents
