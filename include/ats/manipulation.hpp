#pragma once

/// @file
/// Passages of a resume that try to steer who reads it instead of telling what somebody did.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <ats/document.hpp>
#include <ats/export.hpp>

namespace ats {

/// Characters [begin, end) of a text that try to steer its reader.
struct Manipulation {
    FindingKind kind = FindingKind::instructions_to_reader;  ///< What it is.
    std::size_t begin = 0;                                   ///< First character.
    std::size_t end = 0;                                     ///< One past the last character.
};

/// Looks for orders and praise addressed to a grader, forged sections, passages copied from the job
/// description, words repeated over and over, and letters that only look Latin. Rules and word lists,
/// no model: the same text gives the same answer, in time linear in the text. docs/attacks.md tells how
/// often it is wrong.
/// @param text valid UTF-8. @param job_description what `text` answers to; may be empty.
/// @returns the passages in the order of the text; passages of one kind do not overlap.
ATS_EXPORT std::vector<Manipulation> find_manipulation(std::string_view text,
                                                       std::string_view job_description = {});

/// What the scorer does with them: everything but look-alike letters is left out of what an engine sees and
/// of what counts as evidence.
/// @returns `text` with each character of these passages replaced by a space, so that offsets stay.
ATS_EXPORT std::string without_manipulation(std::string_view text, std::vector<Manipulation> const& found);

/// @returns a finding for each kind, with the words as far as max_finding_text and the first page.
ATS_EXPORT std::vector<Finding> findings_of(Document const& document, std::vector<Manipulation> const& found);

}  // namespace ats
