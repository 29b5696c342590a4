#pragma once

#include <array>
#include <string_view>

#include "occupations/occupation_table.hpp"
#include "occupations/title_words.hpp"
#include "occupations/vectors.hpp"

namespace ats::occupations {

/// A job's title, looked up among those of nine languages.
class Title {
public:
    Title() = default;
    /// Costs some microseconds; the first one of a language some milliseconds, while its titles are indexed.
    explicit Title(std::string_view text);

    /// Whether some occupation has a title like it.
    bool known() const noexcept { return !occupations_.empty(); }
    Language language() const noexcept { return language_; }
    /// @returns the occupations that it may mean, by how near their titles come.
    Vector const& occupations() const noexcept { return occupations_; }
    /// How far above or below the occupation itself it stands: senior 2, trainee -2.
    int level() const noexcept { return level_; }
    Words const& words() const noexcept { return words_; }

    friend double similarity(Title const& a, Title const& b);

private:
    /// Of how many digits of the codes occupations are summed: the finest is a job, the coarsest a field.
    static constexpr std::size_t group_count = 3;

    Language language_ = Language::english;
    int level_ = 0;
    Words words_;
    Vector terms_;
    Vector occupations_;
    Vector esco_;  // Those that all languages have.
    std::array<Vector, group_count> groups_;
    std::array<Vector, group_count> esco_groups_;
};

/// @returns 0 to 1: how near two titles are in their words and their occupations, whatever their languages
/// and levels.
double similarity(Title const& a, Title const& b);

/// @returns 0 to 1 and more: how likely somebody with a title works in a field such as "accounting".
double field_relation(Title const& field, Title const& title);
/// What field_relation() gives for titles of the field, mostly.
constexpr double in_field = 0.5;

}  // namespace ats::occupations
