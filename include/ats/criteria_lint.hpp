#pragma once

/// @file
/// What a person should look at in a list of criteria before resumes are measured against it.

#include <string>
#include <string_view>
#include <vector>

#include <ats/criteria.hpp>
#include <ats/export.hpp>

namespace ats {

/// What is wrong with a criterion.
enum class CriterionFault {
    protected_attribute,  ///< It asks for age, gender, origin, religion, family, health or a photo.
    proxy,                ///< It stands in for such an attribute: "native speaker", "recent graduate".
    duplicate,            ///< It asks for what another criterion asks for, so that this counts twice.
    compound,             ///< It asks for several things, of which a resume may show one.
    not_shown,            ///< No resume can show it: "team player", "willing to travel".
    not_in_text           ///< An engine proposed it from no line of the job description.
};

/// @returns the name of the fault, such as "protected_attribute".
ATS_EXPORT std::string_view to_string(CriterionFault fault) noexcept;

/// One remark about one criterion. Nothing is ever changed or left out because of it.
struct CriterionWarning {
    std::string criterion_id;                         ///< Criterion::id.
    CriterionFault fault = CriterionFault::compound;  ///< What is wrong.
    std::string words;    ///< The words that gave cause, as the criterion has them; may be all of it.
    std::string message;  ///< One sentence for people: why, and what to do.
};

/// Looks at criteria one by one and beside each other. Word lists in English, German, French, Spanish
/// and Romanian; no warning does not mean that a criterion is fair or lawful.
/// @returns the warnings in the order of the criteria, at most one of a kind for each.
ATS_EXPORT std::vector<CriterionWarning> lint(std::vector<Criterion> const& criteria);

}  // namespace ats
