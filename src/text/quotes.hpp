#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ats::text {

/// Characters [begin, end) of a text.
struct CharacterRange {
    std::size_t begin;
    std::size_t end;
};

/// Finds quotes in one text, blind to what copying changes: white space and line breaks, case,
/// kinds of hyphens and quotation marks, soft hyphens, a final ellipsis or full stop.
class QuoteLocator {
public:
    explicit QuoteLocator(std::string_view text);

    /// @returns where the quote stands first, beginning and ending at word boundaries; nullopt if it
    /// does not, or if it has no letter and no digit.
    std::optional<CharacterRange> find(std::string_view quote) const;

private:
    std::u32string normal_;             // The text, normalised.
    std::vector<std::size_t> origins_;  // For each character of it, its place in the text.
};

}  // namespace ats::text
