#pragma once

#include <string>

#include <pugixml.hpp>

namespace ats::documents {

/// @param symbol a sym element: a character of a font such as Symbol or Wingdings.
/// @returns what it shows, as far as Unicode has it; else a private character, or nothing.
std::string symbol_text(pugi::xml_node symbol);

}  // namespace ats::documents
