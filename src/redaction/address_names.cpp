#include "redaction/address_names.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "redaction/characters.hpp"
#include "redaction/name_tokens.hpp"
#include "redaction/name_words.hpp"

namespace ats::redaction {
namespace {

constexpr std::size_t shortest_word = 3;
constexpr std::size_t shortest_glued = 6;  // Shorter ones are the beginning of many words.
constexpr std::size_t most_addresses = 32;

/// What of an address is its owner's choice: the local part, or what stands behind "/in/".
std::string_view owned_part(std::string_view address, IdentifierKind kind) noexcept {
    if (kind == IdentifierKind::email) return address.substr(0, address.find_first_of("@([{ "));
    for (std::string_view const path : {"linkedin.com/in/", "linkedin.com/pub/", "xing.com/profile/"}) {
        auto const begin = address.find(path);
        if (begin == std::string_view::npos) continue;
        auto const rest = address.substr(begin + path.size());
        return rest.substr(0, rest.find_first_of("/?#"));
    }
    return {};
}

/// "jane-doe-4b1a2": the words in front of what makes it unique.
Name words_of(std::string_view part) {
    Name name;
    for (auto const& token : name_tokens(part)) {
        bool const digit = is_digit(at(part, token.end)) || is_digit(before(part, token.begin));
        if (token.folded.size() < shortest_word || (digit && !name.empty() && name.size() > 1)) break;
        name.push_back(token.folded);
    }
    return name;
}

bool is_name(Name const& name) {
    return name.size() >= 2 && name.size() <= 3 &&
           std::none_of(name.begin(), name.end(), [](auto const& word) { return is_no_name(word); });
}

bool is_capital_word(NameToken const& token) {
    return token.capital && !token.initial && !is_no_name(token.folded);
}

/// "Jane Doe" where an address has "janedoe" or "doejane".
Name glued_name(std::string_view text, std::unordered_set<std::string> const& glued) {
    if (glued.empty()) return {};
    auto const tokens = name_tokens(text);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        auto const &first = tokens[i], &last = tokens[i + 1];
        if (last.begin - first.end > 2 || !is_capital_word(first) || !is_capital_word(last)) continue;
        if (glued.count(first.folded + last.folded) > 0) return {first.folded, last.folded};
        if (glued.count(last.folded + first.folded) > 0) return {last.folded, first.folded};
    }
    return {};
}

}  // namespace

Name name_in_addresses(std::string_view text, Spans const& addresses) {
    std::unordered_set<std::string> glued;
    std::size_t seen = 0;
    for (auto const& span : addresses) {
        auto const part = owned_part(text.substr(span.begin, span.end - span.begin), span.kind);
        if (part.empty() || ++seen > most_addresses) continue;
        auto name = words_of(part);
        if (is_name(name)) return name;
        if (name.size() == 1 && name[0].size() >= shortest_glued) glued.insert(std::move(name[0]));
    }
    return glued_name(text, glued);
}

}  // namespace ats::redaction
