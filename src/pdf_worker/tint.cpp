#include "pdf_worker/tint.hpp"

#include <algorithm>
#include <cmath>

namespace ats::pdf {
namespace {

// What is looked for in pixels is .06 and .38: where colours are computed, twice as much is sure.
constexpr double sure_gray = 0.15;
constexpr double sure_colour = 0.5;

// What poppler makes of full inks, by which of them are printed: cyan 8, magenta 4, yellow 2, black 1.
constexpr std::array<std::array<double, 3>, 16> printed{{{1, 1, 1},
                                                         {0.1373, 0.1216, 0.1255},
                                                         {1, 0.949, 0},
                                                         {0.1098, 0.102, 0},
                                                         {0.9255, 0, 0.549},
                                                         {0.1412, 0, 0},
                                                         {0.9294, 0.1098, 0.1412},
                                                         {0.1333, 0, 0},
                                                         {0, 0.6784, 0.9373},
                                                         {0, 0.0588, 0.1412},
                                                         {0, 0.651, 0.3137},
                                                         {0, 0.0745, 0},
                                                         {0.1804, 0.1922, 0.5725},
                                                         {0, 0, 0.0078},
                                                         {0.2118, 0.2119, 0.2235},
                                                         {0, 0, 0}}};

double share(double value) { return value > 0 ? std::min(value, 1.0) : 0; }

float mixed(float above, double opacity, float below) {
    return static_cast<float>(opacity * above + (1 - opacity) * below);
}

}  // namespace

Tint Tint::of(double red, double green, double blue) {
    return {static_cast<float>(share(red)), static_cast<float>(share(green)), static_cast<float>(share(blue)),
            true};
}

Tint Tint::of_cmyk(std::array<double, 4> const& inks) {
    std::array<double, 3> sum{};
    for (unsigned corner = 0; corner < 16; ++corner) {
        double weight = 1;
        for (unsigned ink = 0; ink < 4; ++ink) {
            double const amount = share(inks[ink]);
            weight *= (corner >> (3 - ink) & 1U) != 0 ? amount : 1 - amount;
        }
        for (std::size_t i = 0; i < 3; ++i) sum[i] += weight * printed[corner][i];
    }
    return of(sum[0], sum[1], sum[2]);
}

bool operator==(Tint const& a, Tint const& b) {
    return a.known && b.known && a.red == b.red && a.green == b.green && a.blue == b.blue;
}

Tint over(Tint const& above, double opacity, Tint const& below) {
    return {mixed(above.red, opacity, below.red), mixed(above.green, opacity, below.green),
            mixed(above.blue, opacity, below.blue), above.known && below.known};
}

double contrast(Tint const& text, Tint const& ground) {
    if (!text.known || !ground.known) return 0;
    double const colour = std::max({std::abs(text.red - ground.red), std::abs(text.green - ground.green),
                                    std::abs(text.blue - ground.blue)});
    return std::max(std::abs(text.gray() - ground.gray()) / sure_gray, colour / sure_colour);
}

}  // namespace ats::pdf
