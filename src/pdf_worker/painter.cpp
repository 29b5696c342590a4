#include "pdf_worker/painter.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace ats::pdf {
namespace {

// Far beyond a dense page of text with vector graphics.
constexpr std::size_t most_items = 50'000;
constexpr std::size_t most_points = 500'000;
constexpr std::size_t most_edges = 400;  // Of a stroked path that is taken line by line.

constexpr double no_opacity = 0.005;

// In shares of the font size: the middle of small letters, and all that letters reach.
constexpr double middle_low = 0.05, middle_high = 0.5;
constexpr double letters_low = -0.15, letters_high = 0.75;
constexpr double least_width = 0.25;  // Of a text: a single i is taken as that wide.
constexpr double widest_gap = 0.8;    // Between glyphs of one run.

constexpr double least_size = 3.3;  // Points; less than 3 is hidden.
constexpr double narrowest = 0.4;   // Width by height, of stretched letters.
constexpr double widest = 6;
constexpr double least_advance = 0.12;  // From letter to letter in the mean; an l has .22.
constexpr double least_extent = 0.5;    // Of a run, in shares of the widths of its letters.
constexpr double no_width = 0.02;

Box box_of(Matrix const& place, double begin, double low, double end, double high) {
    Box box;
    box.add(place, begin, low, end, high);
    return box;
}

}  // namespace

void Painter::doubt(char const* why) {
    if (painting_.doubt == nullptr) painting_.doubt = why;
}

int Painter::clip(int parent, Outline const* outline) {
    Clip clip{parent, -1};
    if (painting_.clips.size() >= most_items) return doubt("clips"), parent;
    if (outline != nullptr) {
        clip.outline = static_cast<int>(painting_.outlines.size());
        painting_.outlines.push_back(*outline);
    }
    painting_.clips.push_back(clip);
    return static_cast<int>(painting_.clips.size()) - 1;
}

bool Painter::add(Painted item) {
    if (!item.box.is_finite() || painting_.items.size() >= most_items) return doubt("items"), false;
    painting_.items.push_back(item);
    return true;
}

void Painter::add_area(Painted item, Box const& box, Ink const& ink) {
    item.box = box.within(ink.clip_box);
    if (!(item.box.left < item.box.right && item.box.top < item.box.bottom)) return;
    item.tint = ink.tint;
    item.opacity = ink.opacity;
    item.plain = item.plain && ink.plain;
    item.clip = ink.clip;
    add(item);
}

void Painter::fill(Outline const& path, Ink const& ink) {
    if (path.points.empty() || (ink.opacity < no_opacity && ink.plain)) return;
    if (auto const boxes = rectangles_of(path)) {
        for (auto const& box : *boxes) add_area({}, box, ink);
        return;
    }
    if (path.points.size() > most_points || painting_.outlines.size() >= most_items) return doubt("path");
    Painted item;
    Box box;
    for (auto const& point : path.points) box.add(point);
    item.is_box = false;
    item.outline = static_cast<int>(painting_.outlines.size());
    painting_.outlines.push_back(path);
    add_area(item, box, ink);
}

void Painter::stroke(Outline const& path, double half, Ink const& ink) {
    if (path.points.empty() || (ink.opacity < no_opacity && ink.plain)) return;
    constexpr double hairline = 0.25;  // Half of what no line is thinner than on paper.
    Painted item;
    item.is_box = false;  // It may have dashes.
    double const reach = std::max(half, hairline);
    bool const is_whole = path.points.size() > most_edges;
    Box all;
    for (std::size_t part = 0; part < path.begins.size(); ++part) {
        auto const end = path.end_of(part);
        for (auto i = path.begins[part]; i < end; ++i) {
            Box edge;
            edge.add(path.points[i]);
            edge.add(path.points[std::min(i + 1, end - 1)]);
            all.add(edge);
            bool const is_last = i + 1 == end && end - path.begins[part] > 1;
            if (!is_whole && !is_last) add_area(item, edge.grown(reach), ink);
        }
    }
    if (is_whole) add_area(item, all.grown(reach), ink);
}

void Painter::image(Matrix const& place, Ink const& ink) {
    Painted item;
    item.kind = Painted::Kind::image;
    item.is_box = place.is_straight();
    add_area(item, box_of(place, 0, 0, 1, 1), {Tint::unknown(), ink.opacity, false, ink.clip_box, ink.clip});
}

void Painter::shade(Ink const& ink) {
    Painted item;
    item.is_box = false;
    add_area(item, ink.clip_box, {Tint::unknown(), ink.opacity, false, ink.clip_box, ink.clip});
}

void Painter::begin_text(Matrix const& place, Ink const& ink, Doubt doubt) {
    place_ = place;
    ink_ = ink;
    doubt_ = ink.plain ? doubt : Doubt::composed;
    pen_ = 0;
    run_ = {};
}

Doubt Painter::doubt_of_glyph(ScanFont const& font, unsigned code) {
    switch (sources_.glyphs.of(font, code)) {
        case GlyphShape::letter:
            return Doubt::none;
        case GlyphShape::speck:
            return Doubt::speck;
        case GlyphShape::blank:
            return Doubt::blank;
        case GlyphShape::huge:
            doubt("huge glyph");
            return Doubt::none;
        case GlyphShape::unknown:
            break;
    }
    return Doubt::unknown_font;
}

void Painter::glyph(ScanFont const& font, unsigned code, double width, double advance) {
    bool const is_space = font.spaces.test(code);
    auto const found = doubt_of_glyph(font, code);
    bool const is_letter = !is_space && !font.signs.test(code);
    run_.hash = (run_.hash ^ code) * 16'777'619U;
    if (is_letter && found == Doubt::unknown_font) run_.doubt = found;
    if (is_letter && (found == Doubt::blank || found == Doubt::speck))
        run_.odd.push_back({pen_, pen_ + width, found});
    if (is_letter && width <= no_width) run_.doubt = Doubt::piled;
    // A space that shows something is ink as any other.
    if (!is_space || (found != Doubt::blank && found != Doubt::none)) {
        double const begin = std::min(pen_, pen_ + width), end = std::max(pen_, pen_ + width);
        run_.begin = run_.glyphs == 0 ? begin : std::min(run_.begin, begin);
        run_.end = run_.glyphs == 0 ? end : std::max(run_.end, end);
        ++run_.glyphs;
        if (found != Doubt::speck) ++run_.heavy;
        run_.widths += std::abs(width);
        run_.advances += advance;
    }
    pen_ += advance;
}

void Painter::gap(double length) {
    if (std::abs(length) > widest_gap) end_run();
    pen_ += length;
}

void Painter::end_text() { end_run(); }

Doubt Painter::doubt_of_run() const {
    if (doubt_ != Doubt::none) return doubt_;
    if (run_.doubt != Doubt::none) return run_.doubt;
    double const height = std::hypot(place_.c, place_.d), width = std::hypot(place_.a, place_.b);
    double const area = std::abs(place_.a * place_.d - place_.b * place_.c);
    constexpr double least_upright = 0.6;  // Letters that lean over are as flat as their area.
    if (!(height >= least_size) || !(width >= narrowest * height) || !(width <= widest * height))
        return Doubt::tiny;
    if (!(area >= least_upright * narrowest * height * height)) return Doubt::tiny;
    auto const count = static_cast<double>(run_.glyphs);
    if (run_.glyphs > 1 && std::abs(run_.advances) / count < least_advance) return Doubt::piled;
    if (run_.glyphs > 2 && run_.end - run_.begin < least_extent * run_.widths) return Doubt::piled;
    return Doubt::none;
}

void Painter::end_run() {
    auto const run = std::exchange(run_, Run{});
    if (run.glyphs == 0) return;
    run_ = run;
    Painted item;
    item.kind = Painted::Kind::text;
    item.doubt = doubt_of_run();
    run_ = {};
    double const more = std::max(0.0, least_width - (run.end - run.begin)) / 2;
    double const begin = run.begin - more, end = run.end + more;
    item.box = box_of(place_, begin, middle_low, end, middle_high);
    item.letters = box_of(place_, begin, letters_low, end, letters_high);
    item.tint = ink_.tint;
    item.opacity = ink_.opacity;
    item.clip = ink_.clip;
    item.clip_box = ink_.clip_box;
    item.size = std::hypot(place_.c, place_.d);
    item.hash = run.hash;
    item.is_light = run.heavy == 0;
    item.is_level = std::abs(place_.b) < 1e-3 * std::hypot(place_.a, place_.b);
    if (!add(item)) return;
    for (auto const& part : run.odd) {
        item.doubt = part.doubt;
        item.box = box_of(place_, part.begin, middle_low, std::max(part.end, part.begin + 0.05), middle_high);
        item.letters = item.box;
        if (!add(item)) return;
    }
}

}  // namespace ats::pdf
