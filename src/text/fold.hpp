#pragma once

#include <string>

namespace ats::text {

/// Appends `character` without case, accent or width: "É" is "e", "ß" is "ss", "Ａ" is "a"; nothing
/// for combining marks and invisible characters.
void append_folded(std::string& out, char32_t character);

}  // namespace ats::text
