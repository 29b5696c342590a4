#pragma once

/// @file
/// What a resume is measured against.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ats/export.hpp>

namespace ats {

/// What a criterion is about.
enum class CriterionKind { role, skill, experience, education, certification, language, other };
/// How much the job description wants it.
enum class Importance { must, should, nice };

/// @returns the name of the kind, such as "skill".
ATS_EXPORT std::string_view to_string(CriterionKind kind) noexcept;
/// @returns "must", "should" or "nice".
ATS_EXPORT std::string_view to_string(Importance importance) noexcept;
/// @throws CallerError invalid_argument, if `name` is none.
ATS_EXPORT CriterionKind criterion_kind_from(std::string_view name);
/// @throws CallerError invalid_argument, if `name` is none.
ATS_EXPORT Importance importance_from(std::string_view name);

/// @returns the weight that extraction proposes for a requirement: must 3, should 2, nice 1. (The role gets
/// one and a half times the sum of all others: CriteriaExtractor.)
ATS_EXPORT double default_weight(Importance importance) noexcept;

/// One requirement.
struct Criterion {
    std::string id;    ///< "c1", "c2", ... in input order.
    std::string text;  ///< The requirement in words, such as "5+ years of C++"; never empty.
    CriterionKind kind = CriterionKind::other;  ///< What it is about.
    Importance importance = Importance::must;   ///< How much it is wanted.
    double weight = 1;                ///< At least 0. The total of a resume is the sum of weight x score.
    std::optional<double> min_years;  ///< Years of experience asked for, if any.
    std::string source;               ///< The line of the job description it comes from; may be empty.
    std::string proposed_by;          ///< The engine that proposed it; empty if a person wrote it.
};

/// The largest number of criteria of one ranking: past it nobody reads the table.
inline constexpr std::size_t max_criteria = 100;
/// The longest criterion, in characters.
inline constexpr std::size_t max_criterion_length = 1000;

/// A list of criteria. Weight 1 for each, so that the total is the plain sum of the scores.
/// @throws CallerError invalid_argument, if the list or a text is empty, blank or over a limit.
ATS_EXPORT std::vector<Criterion> criteria_from_texts(std::vector<std::string> const& texts);

/// Reads a JSON array of strings, or of objects as criteria_to_json() writes them; only `text` is
/// required, and a missing weight is the default of the importance. Ids are assigned anew.
/// @throws CallerError invalid_argument, naming the entry and what is wrong with it.
ATS_EXPORT std::vector<Criterion> criteria_from_json(std::string_view json);

/// @returns a SHA-256 digest of what a list asks for, in hexadecimal: equal where texts, kinds, importance,
/// weights, years and sources are, in their order. Totals of rankings with different digests compare nothing.
ATS_EXPORT std::string criteria_digest(std::vector<Criterion> const& criteria);

/// @returns an indented JSON array with one object for each criterion, made to be edited by people.
ATS_EXPORT std::string criteria_to_json(std::vector<Criterion> const& criteria);

}  // namespace ats
