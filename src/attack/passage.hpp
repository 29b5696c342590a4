#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <ats/document.hpp>

#include "text/words.hpp"

namespace ats::attack {

/// Bytes [begin, end) of a text that try to steer who reads it.
struct Passage {
    FindingKind kind;
    std::size_t begin;
    std::size_t end;
};

/// Sentences that speak to whoever grades the resume instead of telling what somebody did: they take back
/// instructions, give orders about the score, speak to a machine, or praise "the candidate" as somebody
/// else would. Judged by the sum of fitted weights, a sentence beside its neighbours.
std::vector<Passage> instructions_in(std::string_view text, std::vector<text::Word> const& words);

/// Text that imitates what only a program writes: chat markers, system messages, answers.
std::vector<Passage> forged_sections(std::string_view text);

/// Passages that stand word for word in the job description.
std::vector<Passage> copied_from(std::string_view job_description, std::vector<text::Word> const& words);

/// The places of a word that is repeated far more often than people write it; empty without one.
std::vector<Passage> repeated_words(std::vector<text::Word> const& words);

}  // namespace ats::attack
