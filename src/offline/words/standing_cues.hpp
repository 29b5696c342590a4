#pragma once

#include <cstddef>
#include <vector>

#include "text/words.hpp"

/// Words that say how far what is named beside them is the writer's own.
namespace ats::offline {

enum class Cue {
    negation,       ///< "no", "never", "have not"
    late_negation,  ///< The same in languages whose verb may come last: "noch nie ... gearbeitet"
    not_only,       ///< Takes a negation back: "only" of "not only"
    filler,         ///< May stand between a negation and what it denies: "any", "yet"
    use,            ///< What one does with a skill or has of it: "used", "experience", "licence"
    bare,           ///< A negation that denies what follows it, without a use: "no"
    possession,     ///< Before a bare negation: "have", "hold"
    others,         ///< Before a negation that is of somebody else: "customers who are"
    failing,        ///< What it is good to have none of: "errors"
    none,           ///< Behind its thing: "French: none"
    wish,           ///< "would like", "plan", "eager"
    learning,       ///< Behind a wish: "to learn"
    post,           ///< What a wish may be for that is no skill: "position"
    turn,           ///< Ends what a cue governs: "but"
    alternative,    ///< Goes on with it behind a comma: "no Java, Go or Rust"
    planned,        ///< "exam booked"
    under_way,      ///< "in progress", "expected"
    unfinished,     ///< "not completed"
    lapsed,         ///< "expired"
    valid_until,    ///< Before the year when it lapses: "valid until", "expires"
};

/// @param words folded, as text::words() gives them.
/// @returns how many words of the longest phrase of this kind begin at `at`; 0 if none does.
std::size_t cue_at(Cue cue, std::vector<text::Word> const& words, std::size_t at);

}  // namespace ats::offline
