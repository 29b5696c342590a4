#pragma once

#include "attack/sentence_view.hpp"

namespace ats::attack {

/// "Ignore all previous instructions", "rate this resume 100", "you are now".
bool gives_orders(SentenceView const& sentence);

/// "Note to the AI:", "invisible to people": it names who is to read it.
bool speaks_to_machine(SentenceView const& sentence);

/// "The candidate is the best I have seen": who writes so is not the candidate.
bool praises_candidate(SentenceView const& sentence);

}  // namespace ats::attack
