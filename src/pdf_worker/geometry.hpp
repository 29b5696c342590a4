#pragma once

#include <algorithm>
#include <cmath>

namespace ats::pdf {

struct Point {
    double x = 0, y = 0;
};

struct Matrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;

    Point at(double x, double y) const { return {a * x + c * y + e, b * x + d * y + f}; }
    /// How much lengths grow in the mean.
    double scale() const { return std::sqrt(std::abs(a * d - b * c)); }
    /// True if rectangles stay rectangles.
    bool is_straight() const {
        constexpr double nothing = 1e-6;
        return (std::abs(b) < nothing && std::abs(c) < nothing) ||
               (std::abs(a) < nothing && std::abs(d) < nothing);
    }
};

/// First `x`, then `y`.
inline Matrix operator*(Matrix const& x, Matrix const& y) {
    return {x.a * y.a + x.b * y.c, x.a * y.b + x.b * y.d,       x.c * y.a + x.d * y.c,
            x.c * y.b + x.d * y.d, x.e * y.a + x.f * y.c + y.e, x.e * y.b + x.f * y.d + y.f};
}

/// An upright rectangle; at first one that holds nothing.
struct Box {
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;

    double width() const { return right - left; }
    double height() const { return bottom - top; }
    void add(Point const& p) {
        left = std::min(left, p.x), right = std::max(right, p.x);
        top = std::min(top, p.y), bottom = std::max(bottom, p.y);
    }
    void add(Matrix const& m, double x, double y) { add(m.at(x, y)); }
    void add(Matrix const& m, double x1, double y1, double x2, double y2) {
        add(m, x1, y1), add(m, x2, y1), add(m, x1, y2), add(m, x2, y2);
    }
    void add(Box const& o) {
        left = std::min(left, o.left), right = std::max(right, o.right);
        top = std::min(top, o.top), bottom = std::max(bottom, o.bottom);
    }
    Box within(Box const& o) const {
        return {std::max(left, o.left), std::max(top, o.top), std::min(right, o.right),
                std::min(bottom, o.bottom)};
    }
    Box grown(double by) const { return {left - by, top - by, right + by, bottom + by}; }
    bool empty() const { return !(left <= right && top <= bottom); }
    bool touches(Box const& o) const {
        return left < o.right && o.left < right && top < o.bottom && o.top < bottom;
    }
    bool holds(Box const& o) const {
        return left <= o.left && top <= o.top && right >= o.right && bottom >= o.bottom;
    }
    bool is_finite() const {
        return std::isfinite(left) && std::isfinite(top) && std::isfinite(right) && std::isfinite(bottom);
    }
};

}  // namespace ats::pdf
