#pragma once

/// @file
/// Outcomes in order.

#include <optional>
#include <string>
#include <vector>

#include <ats/context.hpp>
#include <ats/criteria.hpp>
#include <ats/export.hpp>
#include <ats/price.hpp>
#include <ats/scorecard.hpp>

namespace ats {

/// The ranks that a resume could have had by totals that were seen.
struct RankSpan {
    int best = 0;   ///< With its highest total, and the lowest of all others.
    int worst = 0;  ///< With its lowest total, and the highest of all others.
};

/// One row of a ranking.
struct RankedOutcome {
    int rank = 0;           ///< From 1; equal totals share a rank; 0 for a failure.
    std::string candidate;  ///< candidate_names() of the inputs.
    Outcome outcome;        ///< Its scorecard or failure.
    /// Set for each scored row where any was scored several times.
    std::optional<RankSpan> could_be{};
};

/// Resumes in order: total descending, ties by input order, failures last in input order.
struct Ranking {
    std::vector<Criterion> criteria;  ///< What was asked for.
    std::vector<RankedOutcome> rows;  ///< A row for every input, best first.
    std::string engine;               ///< Who scored, such as "offline"; several are joined by ", ".
    std::optional<Date> as_of;        ///< The date that "current" was judged against, if one was.
    Usage usage;                      ///< The sum over all rows.
    std::optional<Price> price{};     ///< Of the engine, for reports; unset: they tell no cost.
};

/// Puts outcomes, given in input order, in order.
ATS_EXPORT Ranking rank(std::vector<Criterion> criteria, std::vector<Outcome> outcomes,
                        std::optional<Date> as_of = std::nullopt);

/// What a resume has by given weights, and where it stands among others.
struct Standing {
    double total = 0;    ///< As Scorecard::total.
    double percent = 0;  ///< As Scorecard::percent.
    int rank = 0;        ///< As RankedOutcome::rank.
};

/// Adds up and ranks scores that are there, such as after a change of weights: no engine is asked.
/// @param criteria with their weights. @param scores of each resume, one for each criterion in their order.
/// @returns one for each resume, in input order.
/// @throws Error with ErrorCode::invalid_argument if a resume has not as many scores as there are criteria.
ATS_EXPORT std::vector<Standing> standings(std::vector<Criterion> const& criteria,
                                           std::vector<std::vector<double>> const& scores);

/// What a person should look at in the resume: the must-haves that it does not show, with a score of 0,
/// without support, or a role where it shows another occupation. No reason to turn anybody down. @returns
/// Criterion::id in the order of the criteria.
ATS_EXPORT std::vector<std::string> must_haves_not_shown(Scorecard const& card,
                                                         std::vector<Criterion> const& criteria);

/// @returns the ids of must-haves of which the resume says the opposite; must_haves_not_shown() has them too.
ATS_EXPORT std::vector<std::string> must_haves_contradicted(Scorecard const& card,
                                                            std::vector<Criterion> const& criteria);

/// The names of candidates: each path's file name without its suffix; where two would be equal, with
/// the suffix; where they still are, with the folder as well; where even that is equal, numbered.
/// @returns one name for each path, in their order, all different.
ATS_EXPORT std::vector<std::string> candidate_names(std::vector<std::string> const& paths);

}  // namespace ats
