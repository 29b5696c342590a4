#pragma once

#include <string_view>
#include <vector>

#include "text/lines.hpp"

namespace ats::text {

/// The parts of a resume.
enum class Section {
    head,
    summary,
    experience,
    education,
    skills,
    certifications,
    languages,
    projects,
    other
};

/// The section that each line belongs to; a heading belongs to the section it opens.
struct SectionedLine {
    Line line;
    Section section;
    bool heading;
};

std::vector<SectionedLine> resume_sections(std::string_view text);

}  // namespace ats::text
