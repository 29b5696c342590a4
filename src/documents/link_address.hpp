#pragma once

#include <string>
#include <string_view>

#include "documents/effort.hpp"

namespace ats::documents {

/// What a reader of the printed page would write down of a link: a web or mail address; empty for what
/// is neither.
std::string_view address_of(std::string_view target);

/// Writes the address of a link behind its words, unless they show it.
/// @param begin where the words of the link begin in `text`.
void add_address(std::string& text, std::size_t begin, std::string_view target, Effort& effort);

}  // namespace ats::documents
