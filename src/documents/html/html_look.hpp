#pragma once

#include <optional>

#include "documents/colour.hpp"
#include "documents/html/css.hpp"

namespace ats::documents {

/// How an element looks, as far as that decides whether its text is seen and where its lines end.
struct HtmlLook {
    enum class Flow { inline_text, block, row, apart };  ///< `row`: its children stand side by side.

    bool gone = false;       ///< It takes no part in the page, whatever stands in it.
    bool invisible = false;  ///< Its own words are not seen; what stands in it may say otherwise.
    double opacity = 1;      ///< Of it and of all that it stands in.
    double font_size = 16;   ///< In pixels.
    std::optional<Colour> ink;
    bool ink_is_clear = false;
    Backdrop backdrop;
    bool keeps_blanks = false;
    bool has_no_bullets = false;
    std::optional<Flow> flow;  ///< Unset: as its tag has it.

    /// @returns true if no reader sees words in it.
    bool hides() const;
};

/// @returns the look of an element with these declarations that stands in one with the look `outer`.
HtmlLook look_of(CssDeclarations const& declarations, HtmlLook const& outer);

}  // namespace ats::documents
