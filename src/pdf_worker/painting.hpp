#pragma once

#include <cstdint>
#include <vector>

#include "pdf_worker/geometry.hpp"
#include "pdf_worker/outline.hpp"
#include "pdf_worker/tint.hpp"

namespace ats::pdf {

/// Why a text may not be seen, whatever is drawn around it.
enum class Doubt {
    none,
    not_drawn,  ///< By its render mode.
    composed,   ///< Through a mask, a blend mode, or a pattern of strokes.
    tiny,       ///< Or far narrower, or wider, than letters are.
    piled,      ///< Letters on top of each other.
    unknown_font,
    blank,  ///< Glyphs that stand for letters and show nothing.
    speck   ///< The same, but a dot or a dash.
};

/// A closed line that cuts off what is drawn outside of it, one within another.
struct Clip {
    int parent = -1;
    int outline = -1;  ///< -1: one that is not known.
};

/// Something that is drawn.
struct Painted {
    enum class Kind { shape, image, text };
    Kind kind = Kind::shape;
    Box box;  ///< What it paints on at most; of a text, the middle of its letters.
    Tint tint;
    double opacity = 1;
    bool plain = true;   ///< Covers what is below as its opacity says: no mask, no blend mode.
    bool is_box = true;  ///< Paints all of its box.
    int outline = -1;    ///< Else the area it paints, if that is known.
    int clip = -1;
    // Of a text:
    Box clip_box;
    Box letters;      ///< From below the line to the top of its capitals.
    double size = 0;  ///< Of its font.
    std::uint32_t hash = 0;
    Doubt doubt = Doubt::none;
    bool is_light = false;  ///< Nothing but dots and accents.
    bool is_level = true;
};

/// All that a page draws, in its order.
struct Painting {
    std::vector<Painted> items;
    std::vector<Outline> outlines;
    std::vector<Clip> clips;
    char const* doubt = nullptr;  ///< Why nothing can be said of the page; nullptr: something can.
};

}  // namespace ats::pdf
