#pragma once

#include <array>

namespace ats::pdf {

/// A colour as it is shown, in shares of full light; or one of which nothing is known.
struct Tint {
    float red = 0, green = 0, blue = 0;
    bool known = true;

    float gray() const { return 0.3F * red + 0.59F * green + 0.11F * blue; }
    static Tint of(double red, double green, double blue);
    static Tint of_cmyk(std::array<double, 4> const& inks);
    static Tint unknown() { return {0, 0, 0, false}; }
    static Tint white() { return {1, 1, 1, true}; }
};

bool operator==(Tint const& a, Tint const& b);

/// @returns what is seen of `above`, which lets through what its opacity leaves, on `below`.
Tint over(Tint const& above, double opacity, Tint const& below);

/// How surely a text stands out from a ground; from 1 on nobody overlooks it. 0 if a colour is not known.
double contrast(Tint const& text, Tint const& ground);

}  // namespace ats::pdf
