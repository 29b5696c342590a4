#pragma once

#include <optional>
#include <string_view>

namespace ats::scoring {

/// Tells files that a failed download or export left in a resume's place: an error or log-in page, data of
/// a program, a pointer to a file, a file as base64 or hexadecimal digits. Such a text would be scored 0, as
/// if a person had nothing to show.
///
/// In doubt it is a resume: nobody is refused for an odd one.
/// @returns what the text is, for a sentence that begins "the file holds"; nothing if it may be a resume.
std::optional<std::string_view> not_a_resume(std::string_view text);

}  // namespace ats::scoring
