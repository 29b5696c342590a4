#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "occupations/compounds.hpp"
#include "occupations/occupation_table.hpp"
#include "occupations/title_words.hpp"
#include "occupations/vectors.hpp"

namespace ats::occupations {

/// The words of one language's titles, by their stems.
class Vocabulary {
public:
    Vocabulary(Language language, OccupationTable const& table);

    Language language() const noexcept { return language_; }
    /// How many stems there are; they are numbered from 0.
    std::size_t size() const noexcept { return stems_.size(); }
    /// Whether some title has the word, in any form.
    bool knows(std::string const& word) const;
    /// Whether titles have all parts of it.
    bool knows_parts(std::string const& word) const;
    /// @returns the stems of a word, and those of its parts if it is put together; none for one that no title
    /// has.
    Vector stems_of(std::string const& word) const;
    /// @returns the stem that a word which no title has is most like, letter by letter.
    std::optional<Share> like(std::string const& word) const;

private:
    void number_stems(OccupationTable const& table, std::vector<bool> const& used);

    Language language_;
    std::unordered_map<std::string, std::uint32_t> stems_;
    std::vector<std::pair<std::string_view, std::uint32_t>> in_order_;  // What begins alike stands together.
    std::unique_ptr<Compounds> compounds_;
};

}  // namespace ats::occupations
