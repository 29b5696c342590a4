#pragma once

#include <string_view>
#include <vector>

#include <ats/criteria_lint.hpp>

#include "text/words.hpp"

/// Doubts that words raise only beside other words: "young" is no fault of a company, "native" none of an
/// app.
namespace ats::criteria {

using Words = std::vector<text::Word>;

/// Whether `list`, which is words with single spaces between them, holds `word`.
bool one_of(std::string_view list, std::string_view word);

struct Rule {
    CriterionFault fault;
    std::string_view reason;
    /// @returns one past the last word of what gives cause, if it begins at `at`; else 0.
    std::size_t (*end)(Words const& words, std::size_t at);
};

std::vector<Rule> const& rules();

}  // namespace ats::criteria
