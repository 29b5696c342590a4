#pragma once

#include <vector>

#include "attack/sentences.hpp"

namespace ats::attack {

/// Whether a sentence addresses whoever grades the resume instead of telling what somebody did: it
/// takes back instructions, gives orders about the score, speaks to a machine, or praises "the
/// candidate" as somebody else would.
bool addresses_grader(std::string_view text, std::vector<text::Word> const& words, Sentence const& sentence);

}  // namespace ats::attack
