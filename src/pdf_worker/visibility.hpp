#pragma once

#include <vector>

#include "pdf_worker/layout.hpp"

namespace poppler {
class page;
}

namespace ats::pdf {

/// What a person sees of a page.
struct PageView {
    bool has_ink = false;      ///< Anything at all stands out from the page's ground.
    std::vector<bool> hidden;  ///< For each word given: true if no reader sees it.
};

/// Renders the page and looks. A page that cannot be rendered has ink if it has words, and hides none.
/// @param words as poppler's text_list places them on this page.
/// @param has_fonts false if this machine draws nothing where a font is not embedded: then a page that
/// brings not all of its fonts hides none.
PageView look_at(poppler::page const& page, std::vector<Word> const& words, bool has_fonts = true);

}  // namespace ats::pdf
