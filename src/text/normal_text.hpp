#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ats::text {

/// Characters [begin, end) of a text.
struct CharacterRange {
    std::size_t begin;
    std::size_t end;
};

/// The letters, digits and signs of a text, folded, without what stands between words. Between two digits
/// what parts them is left, as a space or a decimal point.
class NormalText {
public:
    explicit NormalText(std::string_view text);

    /// @returns whether there is a letter or a digit.
    bool says_something() const;

    /// @returns whether a word may begin or end before the character at `at`.
    bool may_part(std::size_t at) const;

    std::u32string characters;
    std::vector<std::size_t> origins;  ///< For each of them, the character of the text it comes from.
    std::vector<bool> begins;          ///< For each of them, whether something stood before it.

private:
    void add(std::string_view folded, std::size_t index);
    void keep(char32_t c, std::size_t index, bool begins_word);

    bool parted_ = false;
    char32_t parted_by_ = 0;
};

}  // namespace ats::text
