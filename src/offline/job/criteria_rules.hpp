#pragma once

#include <string_view>
#include <vector>

#include <ats/criteria.hpp>

namespace ats::offline {

/// The criteria that a job description states, the role first, then in its order; without ids and
/// weights. `source` is a part of the job description.
std::vector<Criterion> propose_criteria(std::string_view job_description);

/// What a requirement is about, by its words. Never `role`.
CriterionKind kind_of(std::string_view requirement);

}  // namespace ats::offline
