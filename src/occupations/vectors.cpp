#include "occupations/vectors.hpp"

#include <algorithm>
#include <cmath>

namespace ats::occupations {

void sort_up(Vector& vector) {
    std::sort(vector.begin(), vector.end(), [](Share const& a, Share const& b) { return a.id < b.id; });
    Vector summed;
    for (auto const& share : vector) {
        if (!summed.empty() && summed.back().id == share.id)
            summed.back().weight += share.weight;
        else
            summed.push_back(share);
    }
    vector = std::move(summed);
}

double length(Vector const& vector) { return std::sqrt(dot(vector, vector)); }

double dot(Vector const& a, Vector const& b) {
    double sum = 0;
    auto other = b.begin();
    for (auto const& share : a) {
        while (other != b.end() && other->id < share.id) ++other;
        if (other == b.end()) break;
        if (other->id == share.id) sum += double{share.weight} * other->weight;
    }
    return sum;
}

double cosine(Vector const& a, Vector const& b) {
    auto const lengths = length(a) * length(b);
    return lengths > 0 ? dot(a, b) / lengths : 0;
}

}  // namespace ats::occupations
