#pragma once

#include <optional>
#include <string_view>
#include <vector>

/// The closed answers about a criterion. An engine says a word; what it counts is known here alone.
namespace ats {

struct FindingWord {
    std::string_view word;
    int score;          ///< What it counts.
    bool contradicted;  ///< The resume says that it is not so, which is another 0 than silence.
};

/// @returns all words, the best first.
std::vector<FindingWord> const& finding_words();

/// @returns what `word` stands for; nothing for a word that is none of them.
std::optional<FindingWord> finding_from(std::string_view word);

/// @returns the word that is nearest to a score of 0 to 5; half a point goes to the better one. A score that
/// is a whole number comes back by finding_from() as it was.
std::string_view finding_for(double score);

/// @returns true if the schema of a request asks for words; that of an earlier version asks for numbers.
bool asks_for_findings(std::string_view schema);

}  // namespace ats
