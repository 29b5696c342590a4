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
    other,
    unknown  ///< Below a heading that says nothing to us, nor does what stands below it.
};

/// The section that each line belongs to; a heading belongs to the section it opens.
struct SectionedLine {
    Line line;
    Section section;
    bool heading;
    bool like_heading;  ///< Short, on its own and no sentence: a heading that no list has, or a title.
};

std::vector<SectionedLine> resume_sections(std::string_view text);

}  // namespace ats::text
