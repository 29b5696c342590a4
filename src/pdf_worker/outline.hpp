#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "pdf_worker/geometry.hpp"

namespace ats::pdf {

/// The edge of a painted area: closed lines from point to point. Curves are cut into lines.
struct Outline {
    std::vector<Point> points;
    std::vector<std::size_t> begins;  ///< Of its parts.
    bool even_odd = false;            ///< Of what lies in parts of parts.

    void begin(Point const& p);
    void line_to(Point const& p);
    void curve_to(Point const& a, Point const& b, Point const& c);
    /// @returns the end of the part that begins at begins[part].
    std::size_t end_of(std::size_t part) const;
};

enum class Place { inside, outside, across };

/// Where a box lies: across if the edge runs through it.
Place place_of(Box const& box, Outline const& outline);

/// @returns the rectangles that it consists of; nullopt if it is something else.
std::optional<std::vector<Box>> rectangles_of(Outline const& outline);

}  // namespace ats::pdf
