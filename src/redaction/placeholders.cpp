#include "redaction/placeholders.hpp"

#include <algorithm>

#include "redaction/characters.hpp"
#include "redaction/find.hpp"
#include "text/utf8.hpp"

namespace ats::redaction {
namespace {

constexpr std::string_view words[] = {"NAME", "EMAIL", "PHONE", "ADDRESS", "LINK", "BIRTH DATE", "PERSONAL"};
// A longer one would be no placeholder: where the search for its end stops.
constexpr std::size_t longest_number = 10;
constexpr std::size_t longest_word = 10;  // Of `words`.
// Spellings of one name, and addresses; a resume has a handful. It bounds the work of looking for each.
constexpr std::size_t most_known = 32;

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

std::vector<Redacted const*> Placeholders::known() const {
    std::vector<Redacted const*> known;
    for (auto const& part : parts_) {
        bool const wanted = part.kind == IdentifierKind::name || part.kind == IdentifierKind::address;
        if (wanted && known.size() < most_known) known.push_back(&part);
    }
    // "Jane Doe" before "Jane".
    std::stable_sort(known.begin(), known.end(),
                     [](auto const* a, auto const* b) { return a->original.size() > b->original.size(); });
    return known;
}

std::string Placeholders::replace_known(std::string_view text, std::optional<IdentifierKind> only) const {
    auto const originals = known();
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
