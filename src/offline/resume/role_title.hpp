#pragma once

#include <string_view>
#include <vector>

#include "offline/resume/matching.hpp"

namespace ats::offline {

/// What a title looks for in a resume: the words that name the occupation weigh most.
Query title_query(std::string_view title);

/// "Accountants and Auditors", "Advocate / Legal Counsel": either will do, and so does the whole title, which
/// comes first. "Art and Music Teacher" is one occupation. The parts refer to `title`.
std::vector<std::string_view> alternative_titles(std::string_view title);

}  // namespace ats::offline
