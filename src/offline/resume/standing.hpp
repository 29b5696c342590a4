#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/sections.hpp"

namespace ats::offline {

/// Whether what a passage names is claimed at all.
enum class Claim { denied, wished, held };
/// How far a course of study or a certificate has come.
enum class Course { planned, under_way, unfinished, lapsed, settled };

struct Standing {
    Claim claim = Claim::held;
    Course course = Course::settled;
};

/// A part of a text that is not simply held and settled.
struct Qualified {
    std::size_t begin;
    std::size_t end;
    Standing standing;
};

/// Finds what a resume says that its writer does not have, wishes for, has not finished or has no longer:
/// "never used SAP", "would like to learn Go", "MSc (expected 2027)". In the order of the text.
/// @param year in which the resume is read: what was valid until an earlier one has lapsed.
std::vector<Qualified> qualified_parts(std::string_view text, std::vector<text::SectionedLine> const& lines,
                                       int year);

}  // namespace ats::offline
