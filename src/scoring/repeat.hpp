#pragma once

#include <vector>

#include <ats/criteria.hpp>
#include <ats/scorecard.hpp>

namespace ats::scoring {

/// What scores, in the order of the criteria, add up to.
struct Sums {
    double total = 0;
    double percent = 0;
};
Sums add_up(std::vector<double> const& scores, std::vector<Criterion> const& criteria);

/// Computes total and percent from the scores, which stand in the order of the criteria.
void add_up(Scorecard& card, std::vector<Criterion> const& criteria);

/// One scorecard of several of the same resume: means, and what wavered. One alone stays as it is.
/// @param samples at least one, each with a score for each criterion, in their order.
Scorecard merged(std::vector<Scorecard> samples, std::vector<Criterion> const& criteria);

}  // namespace ats::scoring
