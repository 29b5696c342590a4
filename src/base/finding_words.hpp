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

/// How the role is answered: by two words, each of a closed set.
std::vector<std::string_view> const& occupation_words();
std::vector<std::string_view> const& level_words();

/// @returns what the two words count together; nothing if one is none of the set.
std::optional<double> role_score(std::string_view occupation, std::string_view level);

/// The two words whose score is nearest.
struct RoleWords {
    std::string_view occupation;
    std::string_view level;
};
RoleWords role_words_for(double score);

/// The occupation that counts as not shown.
inline constexpr std::string_view other_occupation = "other";

/// @returns true if the schema of a request asks for words; that of an earlier version asks for numbers.
bool asks_for_findings(std::string_view schema);

}  // namespace ats
