#pragma once

#include <optional>

#include <pugixml.hpp>

#include "documents/run_look.hpp"

namespace ats::documents {

/// @returns the value of a switch such as <w:vanish/>, which is on unless it says otherwise.
bool is_on(pugi::xml_node toggle) noexcept;

/// What the properties of a run or a style (rPr) say about how its text looks.
RunLook read_look(pugi::xml_node run_properties);

/// The shading (shd) of a paragraph, a cell or a table; nullopt if its properties have none.
std::optional<Backdrop> read_shading(pugi::xml_node properties);

}  // namespace ats::documents
