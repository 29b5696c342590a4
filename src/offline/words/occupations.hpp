#pragma once

#include <string_view>
#include <vector>

/// Words of titles that name the same work. No rule asks for a particular occupation; the tables are of
/// our own writing, along the groups of the usual classifications of occupations.
namespace ats::offline {

/// A word that tells of the same work as another, or of the same field.
struct Neighbour {
    std::string_view word;
    double nearness;  ///< 0 to 1: "lawyer" is nearer to "attorney" than "litigation" is.
};

/// @returns the neighbours of a word of a title, without the word itself. Words are singular, folded,
/// with aliases. At most a few dozen.
std::vector<Neighbour> neighbours(std::string_view word);

}  // namespace ats::offline
