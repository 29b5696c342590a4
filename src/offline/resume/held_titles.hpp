#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "occupations/title.hpp"
#include "offline/resume/resume_view.hpp"

namespace ats::offline {

/// A part of a line that may be a title: "Senior Buyer" of "Senior Buyer, Lumo Ltd, 2019 - 2023".
struct HeldTitle {
    ResumeView::TitleLine at;
    std::string_view text;
    occupations::Title title;
};

/// @returns the titles at the top of a resume and beside its periods whose occupation is known; none that is
/// somebody else's or wished for.
std::vector<HeldTitle> find_held_titles(ResumeView const& resume);

/// @returns the lines with titles of entries that are of a field ("accounting"), in any language.
std::vector<std::size_t> lines_of_field(std::string_view field, ResumeView const& resume);

/// The title that comes nearest to one in another language, where words tell nothing.
struct ForeignTitle {
    double nearness = 0;  ///< 0 to 1: whether it is the same work; less for a lower level.
    std::size_t line = 0;
    bool below = false;  ///< It is of a lower level than the one asked for.
};
ForeignTitle nearest_foreign_title(std::string_view title, ResumeView const& resume);

}  // namespace ats::offline
