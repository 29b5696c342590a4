#pragma once

#include <string_view>
#include <vector>

#include <ats/context.hpp>
#include <ats/criteria.hpp>
#include <ats/scorecard.hpp>

namespace ats::scoring {

/// Marks the scores whose quotes stand in the resume but have nothing to do with their criterion: "Bash" for
/// Kubernetes. Held against it are criteria that ask for a thing by its name: skills, certificates, languages
/// and experience.
/// @param text of the resume, as it counts for evidence.
void mark_unrelated(std::vector<CriterionScore>& scores, std::vector<Criterion> const& criteria,
                    std::string_view text, Date as_of);

}  // namespace ats::scoring
