#pragma once

#include <cstddef>
#include <string_view>

#include "offline/resume/resume_view.hpp"

namespace ats::offline {

/// Whether a passage of a resume, or the entry around it, names anything of what is asked for: by one of its
/// words, their stem, a known other name, or the name of a language in another one. Where nothing is asked
/// for by name, everything does.
bool bears_on(std::string_view asked, std::size_t begin, std::size_t end, ResumeView const& resume);

}  // namespace ats::offline
