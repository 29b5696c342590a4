#pragma once

#include <vector>

#include <ats/criteria.hpp>
#include <ats/scorecard.hpp>

namespace ats::scoring {

/// Computes total and percent from the scores, which stand in the order of the criteria.
void add_up(Scorecard& card, std::vector<Criterion> const& criteria);

/// One scorecard of several of the same resume: means, and what wavered. One alone stays as it is.
/// @param samples at least one, each with a score for each criterion, in their order.
Scorecard merged(std::vector<Scorecard> samples, std::vector<Criterion> const& criteria);

}  // namespace ats::scoring
