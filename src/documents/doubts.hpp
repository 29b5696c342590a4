#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What makes a text doubtful, whatever file it came from.
namespace ats::documents {

/// @returns how many words the text has; white space parts them.
std::size_t count_words(std::string_view text) noexcept;

/// @returns as much of the text as fits into `most` bytes, not cutting a character.
std::string beginning_of(std::string_view text, std::size_t most);

/// @returns true if the words of the text are far longer than those of any language: the file has no
/// spaces between them. Addresses do not count, nor scripts that write no spaces.
bool has_glued_words(std::string_view text);

}  // namespace ats::documents
