#pragma once

#include <string_view>
#include <vector>

#include "text/words.hpp"

namespace ats::offline {

/// A word of a requirement and what it decides there.
struct TermWord {
    text::Word word;
    double weight;      ///< 0 for words that say nothing.
    bool essential;     ///< Names something by itself: "Kubernetes", "payroll", but not "work" or "similar".
    bool technical;     ///< Written as a name: "Kafka" inside a sentence, "SQL", "C++".
    bool circumstance;  ///< Tells where or what for: "in production".
};

/// @returns the words of `requirement`, weighed: names most, words of most job descriptions little,
/// and next to nothing the circumstances ("in production") of something that is named.
std::vector<TermWord> weigh(std::string_view requirement);

}  // namespace ats::offline
