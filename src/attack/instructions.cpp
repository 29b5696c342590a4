#include "attack/instructions.hpp"

#include "attack/rules.hpp"

namespace ats::attack {

bool addresses_grader(std::string_view text, std::vector<text::Word> const& words, Sentence const& sentence) {
    SentenceView const view(text, words, sentence);
    return gives_orders(view) || speaks_to_machine(view) || praises_candidate(view) ||
           appeals_to_grader(view);
}

}  // namespace ats::attack
