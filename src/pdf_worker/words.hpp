#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "pdf_worker/layout.hpp"

namespace poppler {
class page;
}

namespace ats::pdf {

/// The words of a page, in any order.
struct PageWords {
    std::vector<Word> words;
    std::vector<std::size_t> squeezed;  ///< Indices of words too long for their boxes.
    std::uint32_t characters = 0;
    std::uint32_t unreadable = 0;  ///< Those that do not say which letters they are.
};

/// Takes the words of a page from poppler, and writes them in their normal form.
PageWords words_of(poppler::page const& page);

}  // namespace ats::pdf
