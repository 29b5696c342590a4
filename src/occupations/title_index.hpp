#pragma once

#include <cstdint>
#include <vector>

#include "occupations/occupation_table.hpp"
#include "occupations/vectors.hpp"
#include "occupations/vocabulary.hpp"

namespace ats::occupations {

/// The titles of one language, to look up others in.
class TitleIndex {
public:
    TitleIndex(Vocabulary const& vocabulary, OccupationTable const& table);

    /// @returns the words of a title as a vector of length 1, each by how much it tells; a word that no title
    /// has makes the others less.
    Vector terms_of(Words const& words) const;
    /// @returns the occupations whose titles come nearest: at most 30, the nearest for much more than the
    /// others.
    Vector occupations_of(Vector const& terms) const;
    /// How much a word tells among titles, 0 to 1: "manager" little, one that no title has nothing.
    double telling(std::string const& word) const;

private:
    struct Posting {
        std::uint32_t label;
        float weight;
    };
    void count_occupations(std::vector<Vector> const& labels, std::vector<OccupationId> const& owners);
    void make_postings(std::vector<Vector> const& labels);
    Vector nearest(Vector const& terms) const;

    Vocabulary const& vocabulary_;
    std::vector<OccupationId> occupation_;  // Of each title.
    std::vector<float> idf_;                // Of each stem.
    float most_telling_ = 0;
    std::vector<std::uint32_t> first_posting_;  // Of each stem, and the end.
    std::vector<Posting> postings_;
};

}  // namespace ats::occupations
