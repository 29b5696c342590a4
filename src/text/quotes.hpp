#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "text/normal_text.hpp"

namespace ats::text {

/// Finds quotes in one text, blind to what copying changes: white space and line breaks, case, accents,
/// ligatures, hyphens, bullets, quotation and punctuation marks, words divided at line ends. Numbers, and
/// signs such as those of "C++", must be the same. Failing that, a few small slips are forgiven: see
/// find_near().
class QuoteLocator {
public:
    explicit QuoteLocator(std::string_view text);

    /// @returns where the quote stands first, beginning and ending at word boundaries; nullopt if it
    /// does not, or if it has no letter and no digit. Marks around the words are not in the range.
    std::optional<CharacterRange> find(std::string_view quote) const;

private:
    CharacterRange range(std::size_t begin, std::size_t end) const;

    NormalText text_;
};

}  // namespace ats::text
