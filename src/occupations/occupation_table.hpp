#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

/// Occupations and their titles in nine languages, as ESCO and O*NET name them. src/occupations/README.md
/// tells where the table comes from and under which licence.
namespace ats::occupations {

enum class Language : unsigned char {
    english,
    german,
    spanish,
    french,
    italian,
    dutch,
    polish,
    portuguese,
    romanian
};
constexpr std::size_t language_count = 9;

using WordId = std::uint16_t;
using OccupationId = std::uint32_t;

/// Titles in the order of their occupations, each as its words.
struct Labels {
    std::vector<OccupationId> occupation;  ///< One for each title.
    std::vector<std::uint32_t> first;      ///< Where a title's words begin; one more for the end.
    std::vector<WordId> words;

    std::size_t size() const noexcept { return occupation.size(); }
};

/// What occupations.bin holds, decoded. Immutable.
class OccupationTable {
public:
    /// @returns the table of the library, decoded when it is first asked for.
    static OccupationTable const& shared();

    /// @throws CallerError if `bytes` is no table.
    explicit OccupationTable(std::string_view bytes);

    /// In alphabetical order, folded as text::words() does.
    std::vector<std::string_view> const& words() const noexcept { return words_; }
    Labels const& labels(Language language) const { return labels_[static_cast<std::size_t>(language)]; }
    std::size_t size() const noexcept { return codes_.size(); }
    /// ESCO's come first: they are the same in each language.
    bool is_esco(OccupationId id) const noexcept { return id < esco_; }
    /// ISCO-08 with four digits for ESCO's, SOC with six for O*NET's.
    std::uint32_t code(OccupationId id) const { return codes_[id]; }

private:
    std::size_t esco_ = 0;
    std::vector<std::uint32_t> codes_;
    std::vector<char> letters_;
    std::vector<std::string_view> words_;
    std::array<Labels, language_count> labels_;
};

}  // namespace ats::occupations
