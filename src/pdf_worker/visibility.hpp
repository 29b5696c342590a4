#pragma once
#include <vector>

#include "pdf_worker/layout.hpp"
namespace poppler {
class page;
}
namespace ats::pdf {
struct PageView {
    bool has_ink = true;
    std::vector<bool> hidden;
};
PageView look_at(poppler::page const& page, std::vector<Word> const& words);
}  // namespace ats::pdf
