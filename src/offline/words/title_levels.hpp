#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace ats::offline {

/// How far below the occupation itself a title stands: 0 for "Store Manager", -1 for "Junior Accountant" or
/// "Assistant Store Manager", -2 for "Trainee". Higher ranks ("Senior") count as 0.
int level_of(std::vector<std::string_view> const& words);

/// Whether the words before a title say that it is somebody else's, or wished for: "reported to the",
/// "assistant to the", "seeking a position as".
bool not_held(std::vector<std::string_view> const& words_before);

/// Whether two words of one root mean different work: "product" and "production", "nurse" and "nursery".
bool is_other_work(std::string_view word, std::string_view other);

}  // namespace ats::offline
