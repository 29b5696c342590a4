#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "offline/resume/years_of_work.hpp"

namespace ats::offline {

/// What years are asked for in: "Java", the occupation of "as Java Developer", or nothing in particular.
struct YearsSubject {
    std::string text;
    bool occupation = false;
};
YearsSubject subject_of_years(std::string_view requirement);

/// @returns how many years a requirement asks for in its words; nothing if it asks for none.
std::optional<double> years_asked(std::string_view requirement);

/// The periods whose entries name the subject; all of them if it is empty.
/// @param places of the words that name it, as places_of_skill() finds them.
YearsOfWork years_in(YearsSubject const& subject, std::vector<std::size_t> const& places,
                     ResumeView const& resume);

}  // namespace ats::offline
