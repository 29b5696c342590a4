#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "offline/resume/resume_view.hpp"

/// How periods of work are told to an engine, and how it names them.
namespace ats::offline {

/// @returns the name of the period with this index: "p1".
std::string name_of_period(std::size_t index);

/// @returns a line for each period: "p1 2018-03 to 2021-05, 3.3 years". Numbers alone: it stands outside the
/// fence of what strangers wrote.
std::string told(std::vector<ResumeView::Period> const& periods);

/// @returns the names of `periods` in what told() told, each once.
std::vector<std::string> names_in(std::string_view told, std::vector<ResumeView::Period> const& periods);

/// @returns the years of the periods, overlaps counted once.
double years_covered(std::vector<ResumeView::Period> const& periods);

}  // namespace ats::offline
