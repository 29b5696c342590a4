#pragma once

#include <string>

namespace ats::text {

/// @returns the form that a title has for men and women alike: "buchhalter" for "buchhalterin", "directeur"
/// for "directrice", "ingeniero" for "ingeniera"; any other word as it is. In English, German, French,
/// Spanish and Romanian.
/// @param folded_word without case and accents, in the singular.
std::string gender_neutral(std::string folded_word);

}  // namespace ats::text
