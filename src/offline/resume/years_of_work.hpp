#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "offline/resume/resume_view.hpp"

namespace ats::offline {

/// Years of work by periods, and the periods that were counted.
struct YearsOfWork {
    double years = 0;  ///< Overlaps counted once.
    std::vector<ResumeView::Period> periods;
};

/// All periods of work.
YearsOfWork all_years(ResumeView const& resume);

/// The periods whose entries have one of `lines`: an entry runs from the line of its period, or a title
/// right above it, to the next entry or heading.
YearsOfWork years_at(std::vector<std::size_t> const& lines, ResumeView const& resume);

/// The lines [first, last) of the entry that a line belongs to; where it belongs to none, itself and the line
/// above it, which may be its heading.
std::pair<std::size_t, std::size_t> entry_around(std::size_t line, ResumeView const& resume);

/// The words that name what "5 years of ..." is about, one for each place, and the lines they stand in.
std::vector<std::size_t> places_of_skill(std::string_view subject, ResumeView const& resume);
std::vector<std::size_t> lines_of_words(std::vector<std::size_t> const& words, ResumeView const& resume);
/// The lines with titles of an occupation.
std::vector<std::size_t> lines_of_role(std::string_view title, ResumeView const& resume);

}  // namespace ats::offline
