#pragma once

#include <cstdint>
#include <map>
#include <memory>

#include "pdf_worker/scan_fonts.hpp"

namespace ats::pdf {

/// What a glyph shows.
enum class GlyphShape {
    letter,  ///< As much as a letter does.
    speck,   ///< A dot or a dash.
    blank,
    huge,  ///< Far more than its place.
    unknown
};

/// Looks into the fonts that a document brings: some have letters that show nothing.
class GlyphShapes {
public:
    GlyphShapes();
    ~GlyphShapes();
    GlyphShapes(GlyphShapes const&) = delete;
    GlyphShapes& operator=(GlyphShapes const&) = delete;

    /// @returns letter for all glyphs of a font that the document does not bring.
    GlyphShape of(ScanFont const& font, unsigned code);

private:
    class Library;
    class Font;

    std::unique_ptr<Library> library_;
    std::map<std::uint32_t, std::unique_ptr<Font>> fonts_;
};

}  // namespace ats::pdf
