#pragma once

/// @file
/// What a list of criteria leaves out of a job description.

#include <string>
#include <string_view>
#include <vector>

#include <ats/criteria.hpp>
#include <ats/document.hpp>
#include <ats/export.hpp>

namespace ats {

/// What a line of a job description is about.
enum class JobLineKind {
    heading,
    requirement,  ///< It seems to ask for something, but no criterion comes from it.
    duty,         ///< What is done at work.
    benefit,
    pay,
    place,  ///< Place, hours, contract, start.
    company,
    legal,        ///< Equal opportunity, checks, privacy.
    application,  ///< How to apply.
    not_needed,   ///< "No degree required".
    other         ///< Its words do not tell.
};

/// @returns the name of the kind, such as "benefit".
ATS_EXPORT std::string_view to_string(JobLineKind kind) noexcept;

/// A line that no criterion comes from.
struct JobLine {
    std::string text;                       ///< Without white space at its ends.
    JobLineKind kind = JobLineKind::other;  ///< By headings and words; a guess.
};

/// Compares a job description with the criteria that were taken out of it, by whatever engine.
/// @param job_description what the criteria come from.
/// @param criteria what is asked for; a line that is part of a source, or that a source is part of, is not
/// left out.
/// @returns the lines left out, in their order, so that nothing is dropped in silence.
ATS_EXPORT std::vector<JobLine> lines_left_out(Document const& job_description,
                                               std::vector<Criterion> const& criteria);

}  // namespace ats
