#pragma once

#include <string_view>

namespace ats::offline {

/// @returns true if `line`, a title and its dates, names time without work ("Career break, 2019 - 2021",
/// "Elternzeit") and no position: "Parental Leave Coordinator" and "Nurse (maternity leave cover)" are work.
bool names_break(std::string_view line);

}  // namespace ats::offline
