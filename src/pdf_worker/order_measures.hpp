#pragma once

#include <cstddef>

#include "pdf_worker/segments.hpp"

namespace ats::pdf {

/// How well an order of a page's words goes with what any true order keeps.
struct Measures {
    double lines = 1;        ///< Share of neighbours on one line that follow each other.
    double wraps = 1;        ///< Share of lines that run on whose next line follows.
    double upwards = 0;      ///< Share of segments read before the one next above them.
    double far_upwards = 0;  ///< The same, where much is read between the two.
    double jumps = 0;        ///< Share of steps that go far up or down the page.
    std::size_t neighbours = 0;
    std::size_t wrapped = 0;
    std::size_t inversions = 0;
    std::size_t segments = 0;
};

Measures measure(PageSegments const& page, Order const& order);

/// @returns the share of the steps of `order` that `other` has, too.
double common_steps(Order const& order, Order const& other);

}  // namespace ats::pdf
