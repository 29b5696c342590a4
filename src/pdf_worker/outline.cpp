#include "pdf_worker/outline.hpp"

#include <cmath>

namespace ats::pdf {
namespace {

constexpr int lines_of_curve = 6;
constexpr double rounding = 0.02;  // Points: what writers of PDF round away.
// Parts that lie on each other paint a hole in even-odd areas: pairs are compared, so that many cost much.
constexpr std::size_t most_rectangles = 40;

/// Liang and Barsky's clipping of a line by one side of a box. @returns false if nothing is left.
bool cut(double direction, double distance, double& from, double& to) {
    if (direction == 0) return distance >= 0;
    double const at = distance / direction;
    direction < 0 ? from = std::max(from, at) : to = std::min(to, at);
    return from <= to;
}

bool crosses(Point const& a, Point const& b, Box const& box) {
    double from = 0, to = 1;
    double const dx = b.x - a.x, dy = b.y - a.y;
    return cut(-dx, a.x - box.left, from, to) && cut(dx, box.right - a.x, from, to) &&
           cut(-dy, a.y - box.top, from, to) && cut(dy, box.bottom - a.y, from, to);
}

/// How often lines to the right of a point go around it.
struct Windings {
    int crossed = 0;
    int turns = 0;

    void add(Point const& a, Point const& b, Point const& p) {
        if ((a.y > p.y) == (b.y > p.y)) return;
        double const x = a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x);
        if (!(x > p.x)) return;
        ++crossed;
        turns += b.y > a.y ? 1 : -1;
    }
    bool inside(bool even_odd) const { return even_odd ? crossed % 2 != 0 : turns != 0; }
};

bool is_near(Point const& a, Point const& b) {
    return std::abs(a.x - b.x) < rounding && std::abs(a.y - b.y) < rounding;
}

std::optional<Box> rectangle_of(Outline const& outline, std::size_t part) {
    auto const* const p = outline.points.data() + outline.begins[part];
    auto count = outline.end_of(part) - outline.begins[part];
    if (count == 5 && is_near(p[0], p[4])) count = 4;
    if (count != 4) return std::nullopt;
    Box box;
    for (std::size_t i = 0; i < 4; ++i) {
        auto const& next = p[(i + 1) % 4];
        bool const is_straight = std::abs(p[i].x - next.x) < rounding || std::abs(p[i].y - next.y) < rounding;
        if (!is_straight) return std::nullopt;
        box.add(p[i]);
    }
    // Four points on one line, or back and forth, are no rectangle of that size.
    bool const is_whole = !is_near(p[0], p[2]) && !is_near(p[1], p[3]) &&
                          std::abs(std::abs(p[0].x - p[2].x) - box.width()) < rounding &&
                          std::abs(std::abs(p[0].y - p[2].y) - box.height()) < rounding;
    return is_whole ? std::optional(box) : std::nullopt;
}

bool are_apart(std::vector<Box> const& boxes) {
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (std::size_t j = i + 1; j < boxes.size(); ++j) {
            if (boxes[i].touches(boxes[j])) return false;
        }
    }
    return true;
}

}  // namespace

void Outline::begin(Point const& p) {
    begins.push_back(points.size());
    points.push_back(p);
}

void Outline::line_to(Point const& p) {
    if (begins.empty()) return begin(p);
    points.push_back(p);
}

void Outline::curve_to(Point const& a, Point const& b, Point const& c) {
    if (points.empty()) begin(a);
    auto const s = points.back();
    for (int i = 1; i <= lines_of_curve; ++i) {
        double const t = static_cast<double>(i) / lines_of_curve, u = 1 - t;
        double const k0 = u * u * u, k1 = 3 * u * u * t, k2 = 3 * u * t * t, k3 = t * t * t;
        points.push_back(
            {k0 * s.x + k1 * a.x + k2 * b.x + k3 * c.x, k0 * s.y + k1 * a.y + k2 * b.y + k3 * c.y});
    }
}

std::size_t Outline::end_of(std::size_t part) const {
    return part + 1 < begins.size() ? begins[part + 1] : points.size();
}

Place place_of(Box const& box, Outline const& outline) {
    Point const middle{(box.left + box.right) / 2, (box.top + box.bottom) / 2};
    Windings windings;
    for (std::size_t part = 0; part < outline.begins.size(); ++part) {
        auto const begin = outline.begins[part], end = outline.end_of(part);
        for (auto i = begin; i < end; ++i) {
            auto const& a = outline.points[i];
            auto const& b = outline.points[i + 1 < end ? i + 1 : begin];
            if (crosses(a, b, box)) return Place::across;
            windings.add(a, b, middle);
        }
    }
    return windings.inside(outline.even_odd) ? Place::inside : Place::outside;
}

std::optional<std::vector<Box>> rectangles_of(Outline const& outline) {
    std::vector<Box> boxes;
    if (outline.begins.size() > most_rectangles) return std::nullopt;
    for (std::size_t part = 0; part < outline.begins.size(); ++part) {
        auto const box = rectangle_of(outline, part);
        if (!box) return std::nullopt;
        boxes.push_back(*box);
    }
    if (!are_apart(boxes)) return std::nullopt;
    return boxes;
}

}  // namespace ats::pdf
