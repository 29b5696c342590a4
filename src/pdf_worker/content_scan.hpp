#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <qpdf/QPDFObjectHandle.hh>

#include "pdf_worker/scan_fonts.hpp"
#include "pdf_worker/witness.hpp"

namespace ats::pdf {

/// A glyph that the content of a page shows, in the order of drawing.
struct Glyph {
    double x = 0;  ///< Where its pen begins, in points from the top left of the page as shown.
    double y = 0;
    double size = 0;  ///< Of its font, in points; 0 if that is not known.
    int turns = 0;    ///< Quarter turns clockwise of its line.
    int mcid = -1;    ///< The marked content it stands in; -1: none.
    int form = 0;     ///< Object number of the form that marks the content; 0: the page.
    bool artifact = false;
    bool space = false;
    std::uint32_t font = 0;
    std::uint32_t colour = 0;
    std::uint32_t shown = 0;
};

struct ContentScan {
    std::vector<Glyph> glyphs;
    std::vector<Shape> shapes;  ///< In the order of drawing.
};

class Painter;

/// Runs the content of a page, forms included, without drawing anything.
/// @param painter writes down what would be drawn; nullptr: nobody asks.
/// @returns nullopt if it goes beyond what pages for people do, or cannot be read. Throws what qpdf throws.
std::optional<ContentScan> scan_content(QPDFObjectHandle page, ScanFonts& fonts, Painter* painter = nullptr);

}  // namespace ats::pdf
