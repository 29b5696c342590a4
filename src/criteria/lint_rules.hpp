#pragma once

#include <string_view>
#include <vector>

#include <ats/criteria_lint.hpp>

#include "text/words.hpp"

/// Doubts that words raise only beside other words: "young" is no fault of a company, "native" none of an
/// app.
namespace ats::criteria {

using Words = std::vector<text::Word>;

struct Rule {
    CriterionFault fault;
    std::string_view reason;
    /// @returns one past the last word of what gives cause, if it begins at `at`; else 0.
    std::size_t (*end)(Words const& words, std::size_t at);
};

std::vector<Rule> const& rules();

}  // namespace ats::criteria
