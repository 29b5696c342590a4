#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "documents/colour.hpp"

namespace ats::documents {

/// A colour of CSS with its opacity, from 0 to 1.
struct CssColour {
    Colour colour;
    double opacity = 1;
};

/// @returns the text with ASCII letters in lower case.
std::string lower_case(std::string_view text);

/// @returns the colour that a value in lower case names: #RGB, #RRGGBB, with or without opacity, rgb(),
/// rgba() or a name; nullopt for anything else.
std::optional<CssColour> css_colour(std::string_view value);

/// What a length is a share of.
struct CssLengthBase {
    double font_size = 16;  ///< In pixels: of "em".
    double whole = 0;       ///< In pixels: of "%".
};

/// @returns a length in pixels (1/96 inch); nullopt for anything else.
std::optional<double> css_length(std::string_view value, CssLengthBase const& base);

/// @returns the number that the text begins with, and takes it away from the text.
std::optional<double> take_number(std::string_view& text);

}  // namespace ats::documents
