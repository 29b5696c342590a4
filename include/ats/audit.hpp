#pragma once

/// @file
/// How scores and selections fall on groups of people, as New York City's rule on automated employment
/// decision tools (6 RCNY 5-301) counts it.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <ats/export.hpp>
#include <ats/ranking.hpp>

namespace ats {

/// Kinds of categories in one audit; each pair of them is one more table.
inline constexpr std::size_t max_audit_dimensions = 8;
/// Categories of one dimension: more are no categories, but a column that holds something else.
inline constexpr std::size_t max_audit_categories = 100;
/// Below so many people one person more or less moves a rate by more than 3 points.
inline constexpr std::size_t small_audit_category = 30;

/// One candidate as an audit sees it.
struct AuditedCandidate {
    std::string candidate;         ///< RankedOutcome::candidate.
    std::optional<double> score;   ///< Scorecard::total; unset: the resume failed and is counted apart.
    std::optional<bool> selected;  ///< Whether it moved forward; unset for all: no selection is audited.
    /// One for each dimension, in their order; an empty one is unknown.
    std::vector<std::string> categories;
};

/// How often something happened in a category, and how this compares with the other categories.
struct AuditRate {
    std::size_t count = 0;  ///< People to whom it happened.
    double rate = 0;        ///< Their share of the category, 0 to 1.
    std::optional<double>
        impact_ratio;                ///< The rate over the highest rate of the table; unset: not computed.
    bool below_four_fifths = false;  ///< The impact ratio is below 4/5: a person should look at it.
    /// One person more or less in this category would change below_four_fifths.
    bool one_person_decides = false;
};

/// One category, or one combination of categories.
struct AuditCategory {
    std::vector<std::string> names;      ///< One for each of AuditTable::dimensions.
    std::size_t candidates = 0;          ///< People who were scored.
    double share = 0;                    ///< Their share of all who were scored, 0 to 1.
    bool left_out = false;               ///< Less than 2 % of all: told, but no part of the impact ratios.
    bool small_sample = false;           ///< Fewer people than small_audit_category: rates are chance.
    AuditRate scoring;                   ///< Scores above the median of the full sample.
    std::optional<AuditRate> selection;  ///< Who moved forward, where that is known.
};

/// The categories of one dimension, or the combinations of two.
struct AuditTable {
    std::vector<std::string> dimensions;    ///< Such as "sex"; two for an intersection.
    std::vector<AuditCategory> categories;  ///< Sorted by name; every one that occurs.
    std::size_t unknown = 0;                ///< People who were scored, but whose category is not known.
};

/// An audit. It counts and flags; whether something is lawful or fair it does not say.
struct AuditReport {
    std::size_t scored = 0;               ///< People in the full sample.
    std::size_t failed = 0;               ///< Resumes without a score, in no table.
    double median = 0;                    ///< Of the scores of the full sample, unknown categories included.
    std::optional<std::size_t> selected;  ///< Of the full sample, where a selection is audited.
    std::vector<AuditTable> tables;       ///< Each dimension, then each pair of dimensions.
};

/// Who stands in a ranking, with scores; the categories are left to be filled in.
ATS_EXPORT std::vector<AuditedCandidate> audited_candidates(Ranking const& ranking);

/// Marks as selected who stands on the ranks 1 to `ranks`, and nobody else. Equal scores share a rank, so
/// that more may be selected; a failed resume never is.
/// @returns the candidates in their order.
ATS_EXPORT std::vector<AuditedCandidate> select_top(std::vector<AuditedCandidate> candidates,
                                                    std::size_t ranks);

/// Counts. The scoring rate of a category is the share of its people with a score above the median of the
/// full sample, the selection rate the share that moved forward; the impact ratio is a rate over the highest
/// rate of the same table.
/// @param dimensions names of the kinds of categories, such as "sex" and "race_ethnicity".
/// @param candidates the full sample and the failed.
/// @throws CallerError invalid_argument: no dimension or too many, no score at all, a score that is no
/// number, a candidate twice or with another number of categories, a selection known for some only.
ATS_EXPORT AuditReport audit(std::vector<std::string> const& dimensions,
                             std::vector<AuditedCandidate> const& candidates);

/// The audit as an indented JSON object. It names no candidate.
ATS_EXPORT std::string audit_to_json(AuditReport const& report);

}  // namespace ats
