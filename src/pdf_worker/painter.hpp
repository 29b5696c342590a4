#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "pdf_worker/colour_spaces.hpp"
#include "pdf_worker/glyph_shapes.hpp"
#include "pdf_worker/painting.hpp"

namespace ats::pdf {

/// What is known of a document beside its content streams.
struct PaintSources {
    GlyphShapes glyphs;
    ColourSpaces colours;
    bool shows_all_layers = true;  ///< False if some optional content is off, or may be.
};

/// How something is drawn.
struct Ink {
    Tint tint;
    double opacity = 1;
    bool plain = true;  ///< As in Painted.
    Box clip_box;
    int clip = -1;
};

/// Writes down what the operators of a page draw.
class Painter {
public:
    /// @param sources must outlive this.
    explicit Painter(PaintSources& sources) : sources_(sources) {}

    PaintSources& sources() { return sources_; }
    /// Says that the page is not understood. Only the first reason is kept.
    void doubt(char const* why);
    /// @returns the clip that cuts off what either of both does. An outline of nullptr is not known.
    int clip(int parent, Outline const* outline);
    void fill(Outline const& path, Ink const& ink);
    /// @param half of the width of its lines.
    void stroke(Outline const& path, double half, Ink const& ink);
    void image(Matrix const& place, Ink const& ink);
    void shade(Ink const& ink);

    /// A text is shown: begin_text, any number of glyphs and gaps, end_text.
    /// @param place from the text's coordinates, in shares of its font size from its begin on the line, to
    /// those of the page.
    void begin_text(Matrix const& place, Ink const& ink, Doubt doubt);
    /// @param advance from this glyph to the next. Both are in shares of the font size.
    void glyph(ScanFont const& font, unsigned code, double width, double advance);
    void gap(double length);
    void end_text();

    Painting take() { return std::move(painting_); }

private:
    struct Part {
        double begin;
        double end;
        Doubt doubt;
    };
    /// Glyphs without a wide gap between them.
    struct Run {
        double begin = 0, end = 0;  ///< Of its ink.
        double widths = 0, advances = 0;
        std::size_t glyphs = 0, heavy = 0;
        std::uint32_t hash = 2'166'136'261U;
        Doubt doubt = Doubt::none;
        std::vector<Part> odd;  ///< Glyphs that show little or nothing.
    };

    bool add(Painted item);
    void add_area(Painted item, Box const& box, Ink const& ink);
    Doubt doubt_of_run() const;
    Doubt doubt_of_glyph(ScanFont const& font, unsigned code);
    void end_run();

    PaintSources& sources_;
    Painting painting_;
    Matrix place_;
    Ink ink_;
    Doubt doubt_ = Doubt::none;
    double pen_ = 0;
    Run run_;
};

}  // namespace ats::pdf
