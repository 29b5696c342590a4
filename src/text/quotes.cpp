#include "text/quotes.hpp"

#include <string>

#include "text/near_words.hpp"

namespace ats::text {
namespace {

// Longer ones are no quotes, and searching them costs length x length in the worst case.
constexpr std::size_t max_quote_length = 2000;

}  // namespace

QuoteLocator::QuoteLocator(std::string_view text) : text_(text) {}

std::optional<CharacterRange> QuoteLocator::find(std::string_view quote) const {
    NormalText const wanted(quote);
    auto const& characters = wanted.characters;
    if (characters.size() > max_quote_length || !wanted.says_something()) return std::nullopt;
    for (auto at = text_.characters.find(characters); at != std::u32string::npos;
         at = text_.characters.find(characters, at + 1)) {
        auto const end = at + characters.size();
        if (text_.may_part(at) && text_.may_part(end)) return range(at, end);
    }
    auto const near = find_near(wanted, text_);
    return near ? std::optional(range(near->begin, near->end)) : std::nullopt;
}

CharacterRange QuoteLocator::range(std::size_t begin, std::size_t end) const {
    return {text_.origins[begin], text_.origins[end - 1] + 1};
}

}  // namespace ats::text
