#include "redaction/placeholders.hpp"

#include <algorithm>
#include <unordered_set>

#include "redaction/characters.hpp"
#include "redaction/find.hpp"
#include "redaction/name_tokens.hpp"
#include "text/utf8.hpp"

namespace ats::redaction {
namespace {

constexpr std::string_view words[] = {"NAME", "EMAIL", "PHONE", "ADDRESS", "LINK", "BIRTH DATE", "PERSONAL"};
// A longer one would be no placeholder: where the search for its end stops.
constexpr std::size_t longest_number = 10;
constexpr std::size_t longest_word = 10;  // Of `words`.
// Spellings of one name, and addresses; a resume has a handful. It bounds the work of looking for each.
constexpr std::size_t most_known = 32;
constexpr std::size_t shortest_telling = 3;
// Country codes and trunk zeros differ between two spellings of one number.
constexpr std::size_t digits_without_country = 9;

/// How many '~' stand behind a '[' at most, where a word of ours follows; -1 if there is none.
int marks_in(std::string_view text) {
    int most = -1;
    for (std::size_t i = text.find('['); i != std::string_view::npos; i = text.find('[', i + 1)) {
        auto word = i + 1;
        while (at(text, word) == '~') ++word;
        for (auto const name : words) {
            if (spelling_key(text.substr(word, name.size())) == spelling_key(name)) {
                most = std::max(most, static_cast<int>(word - i - 1));
            }
        }
    }
    return most;
}

std::string key_of(std::string_view original, IdentifierKind kind) {
    return static_cast<char>('0' + static_cast<int>(kind)) + spelling_key(original);
}

bool is_address(IdentifierKind kind) noexcept {
    return kind == IdentifierKind::email || kind == IdentifierKind::phone || kind == IdentifierKind::link;
}

/// The same for each spelling of one address: a number's last digits, letters without blanks.
std::string comparable(std::string_view address, IdentifierKind kind) {
    if (auto const scheme = address.find("://"); scheme != std::string_view::npos)
        address.remove_prefix(scheme + 3);
    if (begins_with(address, "www.")) address.remove_prefix(4);
    std::string key;
    for (char const c : address) {
        if (kind == IdentifierKind::phone ? is_digit(c) : is_alnum(c) || is_beyond_ascii(c)) key += lower(c);
    }
    if (kind == IdentifierKind::phone && key.size() > digits_without_country)
        key.erase(0, key.size() - digits_without_country);
    return static_cast<char>('0' + static_cast<int>(kind)) + key;
}

/// Whether a name has several words; a part of one is often a word of the language or a town.
bool has_words(std::string_view name) {
    auto const tokens = name_tokens(name);
    auto const count =
        std::count_if(tokens.begin(), tokens.end(), [](auto const& token) { return !token.initial; });
    return count >= 2;
}

std::unordered_map<std::string, std::string_view> originals_by_placeholder(
    std::vector<Redacted> const& parts) {
    std::unordered_map<std::string, std::string_view> map;
    for (auto const& part : parts) map.emplace(spelling_key(part.placeholder), part.original);
    return map;
}

std::size_t longest_placeholder(std::vector<Redacted> const& parts) {
    std::size_t longest = 0;
    for (auto const& part : parts) longest = std::max(longest, part.placeholder.size());
    return longest;
}

/// What is looked for again where it was found once; addresses such as e-mail are found anew. An age alone
/// is any number.
bool is_telling(Redacted const& part) noexcept {
    bool const personal = part.kind == IdentifierKind::birth_date || part.kind == IdentifierKind::personal;
    return part.kind == IdentifierKind::name || part.kind == IdentifierKind::address ||
           (personal && part.original.size() > shortest_telling);
}

bool in_word(char c) noexcept { return is_ascii_letter(c) || is_beyond_ascii(c); }

bool same(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return lower(is_space(x) ? ' ' : x) == lower(is_space(y) ? ' ' : y);
    });
}

/// @returns the first of `originals` that stands at `i` as whole words; null without one.
Redacted const* known_at(std::string_view text, std::size_t i, std::vector<Redacted const*> const& originals,
                         std::optional<IdentifierKind> only) {
    // What is written without blanks between words has no whole words.
    bool const whole = !is_east_asian(text::decode(text, i).character);
    if (whole && in_word(before(text, i)) && in_word(text[i])) return nullptr;
    for (auto const* part : originals) {
        if (only && part->kind != *only) continue;
        auto const end = i + part->original.size();
        if (lower(text[i]) != lower(part->original[0]) || !same(text.substr(i, end - i), part->original))
            continue;
        if (!whole || !in_word(at(text, end)) || !in_word(before(text, end))) return part;
    }
    return nullptr;
}

}  // namespace

std::size_t Placeholders::placeholder_length(std::string_view text, std::size_t i) const {
    auto const opening = "[" + frame_;
    if (text[i] != '[' || !text.substr(i).starts_with(opening)) return 0;
    auto const end = text.substr(i, opening.size() + longest_word + longest_number).find(']');
    if (end == std::string_view::npos) return 0;
    auto const word = text.substr(i + opening.size(), end - opening.size());
    bool const ours = std::any_of(std::begin(words), std::end(words),
                                  [&](std::string_view w) { return word.starts_with(w); });
    return ours ? end + 1 : 0;
}

Placeholders::Placeholders(std::string_view texts, std::string_view more_texts) {
    frame_.assign(static_cast<std::size_t>(std::max(marks_in(texts), marks_in(more_texts)) + 1), '~');
}

std::string const& Placeholders::placeholder(std::string_view original, IdentifierKind kind) {
    auto const [place, is_new] = places_.emplace(key_of(original, kind), parts_.size());
    if (is_new) {
        auto const index = static_cast<std::size_t>(kind);
        auto const number = ++counts_.at(index);
        bool const often_one = kind == IdentifierKind::name || kind == IdentifierKind::birth_date;
        auto name = "[" + frame_ + std::string(words[index]);
        if (!often_one || number > 1) name += " " + std::to_string(number);
        parts_.push_back({name + "]", std::string(original), kind});
    }
    return parts_[place->second].placeholder;
}

std::string Placeholders::replace(std::string_view text, Spans const& spans) {
    std::string out;
    std::size_t done = 0;
    for (auto const& span : spans) {
        out += text.substr(done, span.begin - done);
        // A second pass may take in a placeholder of the first: what it stands for is kept.
        out += placeholder(restored(text.substr(span.begin, span.end - span.begin), parts_), span.kind);
        done = span.end;
    }
    out += text.substr(done);
    return out;
}

Placeholders::Known Placeholders::known() const {
    Known known;
    for (auto const& part : parts_) {
        if (is_telling(part) && known.size() < most_known) known.push_back(&part);
    }
    // "Jane Doe" before "Jane".
    std::stable_sort(known.begin(), known.end(),
                     [](auto const* a, auto const* b) { return a->original.size() > b->original.size(); });
    return known;
}

std::string Placeholders::replace_known(std::string_view text, std::optional<IdentifierKind> only) const {
    return replace_all(text, known(), only);
}

std::string Placeholders::replace_whole_names(std::string_view text) const {
    auto names = known();
    names.erase(std::remove_if(names.begin(), names.end(),
                               [](auto const* part) {
                                   return part->kind != IdentifierKind::name || !has_words(part->original);
                               }),
                names.end());
    return names.empty() ? std::string(text) : replace_all(text, names, std::nullopt);
}

std::string Placeholders::replace_all(std::string_view text, Known const& originals,
                                      std::optional<IdentifierKind> only) const {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (auto const own = placeholder_length(text, i); own > 0) {
            out += text.substr(i, own);
            i += own;
            continue;
        }
        auto const* part = known_at(text, i, originals, only);
        out += part ? std::string_view(part->placeholder) : text.substr(i, 1);
        i += part ? part->original.size() : 1;
    }
    return out;
}

std::optional<IdentifierKind> Placeholders::shared_address(std::string_view text) const {
    std::unordered_set<std::string> own;
    for (auto const& part : parts_) {
        if (is_address(part.kind) && (part.kind != IdentifierKind::link || is_of_writer(part)))
            own.insert(comparable(part.original, part.kind));
    }
    if (own.empty()) return std::nullopt;
    for (auto const& span : find_addresses(text)) {
        if (own.count(comparable(text.substr(span.begin, span.end - span.begin), span.kind)) > 0)
            return span.kind;
    }
    return std::nullopt;
}

/// A link with a part of the name; an employer's may well stand in both texts.
bool Placeholders::is_of_writer(Redacted const& link) const {
    std::string letters;
    for (auto const& token : name_tokens(link.original)) letters += token.folded;
    for (auto const& part : parts_) {
        if (part.kind != IdentifierKind::name) continue;
        for (auto const& token : name_tokens(part.original)) {
            if (token.folded.size() >= shortest_telling && letters.find(token.folded) != std::string::npos)
                return true;
        }
    }
    return false;
}

std::string without_identifiers(std::string_view resume, Placeholders& placeholders) {
    auto text = placeholders.replace(resume, find_identifiers(resume));
    // A name in small letters is found once it is known.
    return without_addresses(placeholders.replace_known(text, IdentifierKind::name), placeholders);
}

std::string without_addresses(std::string text, Placeholders& placeholders) {
    // What replacing joins or lays bare is found in the second pass.
    constexpr int most_passes = 3;
    for (int pass = 0; pass < most_passes; ++pass) {
        auto const left = find_addresses(text);
        if (left.empty()) break;
        text = placeholders.replace(text, left);
    }
    return text;
}

std::string restored(std::string_view text, std::vector<Redacted> const& parts) {
    if (parts.empty() || text.find('[') == std::string_view::npos) return std::string(text);
    auto const originals = originals_by_placeholder(parts);
    auto const longest = longest_placeholder(parts) + longest_number;
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        auto const end = text[i] == '[' ? text.substr(i, longest).find(']') : std::string_view::npos;
        auto const found = end == std::string_view::npos
                               ? originals.end()
                               : originals.find(spelling_key(text.substr(i, end + 1)));
        if (found == originals.end()) {
            out += text[i++];
        } else {
            out += found->second;
            i += end + 1;
        }
    }
    return out;
}

}  // namespace ats::redaction
