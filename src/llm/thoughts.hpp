#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ats::llm {

/// A mark that begins or ends what a model thinks before it answers.
struct ThoughtMark {
    std::size_t length;
    bool opens;  ///< Else it closes: what stands before it, opened or not, was thinking.
};

/// Each byte that a mark may begin with.
constexpr std::string_view thought_mark_beginnings = "<[a\xE2";

/// @param at_start whether nothing but blanks stands before `text`: some marks are told only there.
/// @returns the mark that `text` begins with; nullopt if it begins with none.
std::optional<ThoughtMark> thought_mark_at(std::string_view text, bool at_start);

/// @returns `text` without what is thinking; a mark within a JSON string counts as well.
std::string without_thoughts(std::string_view text);

}  // namespace ats::llm
