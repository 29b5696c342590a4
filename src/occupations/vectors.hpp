#pragma once

#include <cstdint>
#include <vector>

namespace ats::occupations {

/// What a vector holds at one place.
struct Share {
    std::uint32_t id;
    float weight;
};
/// Ascending by id, each once.
using Vector = std::vector<Share>;

/// Orders the shares and adds up those of one id.
void sort_up(Vector& vector);
double length(Vector const& vector);
double dot(Vector const& a, Vector const& b);
/// @returns the cosine; 0 if one is empty.
double cosine(Vector const& a, Vector const& b);

}  // namespace ats::occupations
