#pragma once

#include <string_view>
#include <vector>

#include <ats/criteria_lint.hpp>

#include "text/words.hpp"

/// Words that make a criterion doubtful.
namespace ats::criteria {

/// Where such words stand, and why they are doubtful.
struct Doubt {
    CriterionFault fault;
    std::size_t first_word;
    std::size_t end_word;     ///< One past the last.
    std::string_view reason;  ///< What follows the quoted words in a sentence.
};

/// @returns the first doubt about each fault that the words of one criterion give cause for.
std::vector<Doubt> doubts(std::vector<text::Word> const& words);

/// Whether a word says nothing about what is asked for: "strong", "experience", "with".
bool is_filler(std::string_view word);

}  // namespace ats::criteria
