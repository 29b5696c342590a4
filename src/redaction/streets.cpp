#include "redaction/streets.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "redaction/characters.hpp"
#include "redaction/street_words.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::redaction {
namespace {

using namespace street_words;

constexpr std::size_t most_name_words = 5;
constexpr std::size_t longest_line =
    4000;  // In pieces of this size, so that a text without lines is no exception.

struct Token {
    std::size_t begin, end;
    std::string word;  // Folded; numbers as they are.
    bool comma;        // A comma or another separator follows.
};

bool parts_tokens(char c) noexcept {
    return is_space(c) || c == ',' || c == ';' || c == '|' || c == '(' || c == ')';
}

std::string letters_of(std::string_view token) {
    std::string word;
    for (auto const& part : text::words(token)) word += part.text;
    return word;
}

std::vector<Token> tokens_of(std::string_view text, std::size_t begin, std::size_t end) {
    std::vector<Token> tokens;
    for (auto i = begin; i < end;) {
        if (parts_tokens(text[i])) {
            ++i;
            continue;
        }
        auto const first = i;
        while (i < end && !parts_tokens(text[i])) ++i;
        auto next = i;
        while (next < end && text[next] == ' ') ++next;
        bool const comma = next < end && parts_tokens(text[next]);
        tokens.push_back({first, i, letters_of(text.substr(first, i - first)), comma});
    }
    return tokens;
}

/// Finds addresses in one line.
class Line {
public:
    Line(std::string_view text, std::vector<Token> const& tokens, ContactArea const& area, Spans& found)
        : text_(text), tokens_(tokens), area_(area), found_(found) {}

    bool find(bool after_street) {
        bool street = false;
        for (std::size_t i = 0; i < tokens_.size();) {
            auto const last = street_at(i);
            if (last) add(i, *last);
            street = street || last;
            i = last.value_or(i) + 1;
        }
        for (std::size_t i = 0; i < tokens_.size(); ++i) add_postcode(i, street || after_street);
        return street;
    }

private:
    std::string_view view(std::size_t i) const {
        return text_.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
    }
    std::string const& word(std::size_t i) const { return tokens_[i].word; }
    bool has(std::size_t i) const noexcept { return i < tokens_.size(); }
    bool in_area(std::size_t i) const noexcept { return area_.holds(tokens_[i].begin); }
    bool named(std::size_t i) const { return is_ascii_upper(view(i)[0]) || is_beyond_ascii(view(i)[0]); }

    static std::size_t digits_at(std::string_view token) noexcept {
        std::size_t digits = 0;
        while (digits < token.size() && is_digit(token[digits])) ++digits;
        return digits;
    }

    /// "12", "12a", "12-14", "12/3", "1200".
    bool is_house_number(std::size_t i) const {
        if (!has(i)) return false;
        auto token = view(i);
        if (!token.empty() && token[0] == '#') token.remove_prefix(1);
        auto const digits = digits_at(token);
        if (digits == 0 || digits > 5 || token.size() > digits + 5) return false;
        auto const rest = token.substr(digits);
        return rest.empty() || rest.size() == 1 || rest[0] == '-' || rest[0] == '/' || rest[0] == '.';
    }
    bool is_year(std::size_t i) const {
        return view(i).size() == 4 && (view(i).starts_with("19") || view(i).starts_with("20"));
    }
    bool follows(std::size_t i) const noexcept { return has(i + 1) && !tokens_[i].comma; }

    std::optional<std::size_t> street_at(std::size_t i) const {
        for (auto const& last : {english_at(i), french_at(i), german_at(i), named_first_at(i), house_at(i),
                                 flat_at(i), box_at(i)}) {
            if (last) return with_units(*last);
        }
        return std::nullopt;
    }

    std::optional<std::size_t> english_at(std::size_t i) const {
        if (!is_house_number(i) || (is_year(i) && !in_area(i))) return std::nullopt;
        // "15, Adeola Street": a comma behind the number.
        bool const comma = has(i + 1) && tokens_[i].comma && in_area(i) && named(i + 1);
        for (auto k = i; (follows(k) || (comma && k == i)) && k < i + most_name_words; ++k) {
            auto const& next = word(k + 1);
            bool const after_name = k > i;
            if (after_name && text::listed(english, next) && named(k + 1)) return k + 1;
            if (after_name && text::listed(english_words, next) && in_area(i) && named(k + 1)) return k + 1;
            if (!named(k + 1) && !is_digit(view(k + 1)[0])) return std::nullopt;
        }
        return std::nullopt;
    }

    std::optional<std::size_t> french_at(std::size_t i) const {
        if (!is_house_number(i)) return std::nullopt;
        auto type = i + 1;
        if (has(type) && (word(type) == "bis" || word(type) == "ter")) ++type;
        if (!has(type) || !text::listed(french, word(type)) || !follows(type)) return std::nullopt;
        if (is_year(i) && !in_area(i)) return std::nullopt;
        if (text::listed(french_and_english, word(type)) && !names_french(type + 1)) return std::nullopt;
        auto last = type + 1;
        while (follows(last) && last < type + most_name_words && !is_digit(view(last + 1)[0]) &&
               view(last + 1) != "-")
            ++last;
        return last;
    }

    /// "square des Lilas", not "square feet".
    bool names_french(std::size_t i) const {
        constexpr std::string_view articles[] = {"de", "du", "des", "d", "la", "le", "les", "l"};
        constexpr std::string_view measures[] = {"foot", "feet", "ft", "meter", "meters", "metres", "miles"};
        return (named(i) || text::listed(articles, word(i))) && !text::listed(measures, word(i));
    }

    /// "Lindenstraße 4", "Karl-Marx-Str. 12", "Berliner Straße 5", "Am Alten Markt 3".
    std::optional<std::size_t> german_at(std::size_t i) const {
        if (!named(i) || !follows(i)) return std::nullopt;
        bool const starts = text::listed(german_starts, word(i)) && in_area(i);
        for (auto k = i; follows(k) && k < i + 5; ++k) {
            bool const small = starts && k > i && text::listed(german_articles, word(k));
            if (!named(k) && !small) return std::nullopt;
            bool const street = ends_as_street(k, k > i);
            if ((street || (starts && k > i)) && is_house_number(k + 1) && digits_at(view(k + 1)) <= 4 &&
                !is_year(k + 1))
                return k + 1;
        }
        return std::nullopt;
    }

    /// "Engineering 12" is no ring road.
    static bool is_gerund(std::string_view word) noexcept {
        constexpr std::string_view ring = "ring";
        return word.size() > ring.size() && word.ends_with(ring) &&
               std::string_view("aeiou").find(word[word.size() - ring.size() - 1]) != std::string_view::npos;
    }

    bool ends_as_street(std::size_t i, bool behind_name) const {
        if (behind_name && in_area(i) && text::listed(after_name, word(i))) return true;
        return std::any_of(std::begin(german_endings), std::end(german_endings),
                           [&](std::string_view ending) {
                               auto const& w = word(i);
                               if (!w.ends_with(ending) || is_gerund(w)) return false;
                               return w.size() > ending.size() + 2 ||
                                      (behind_name && (ending == "strasse" || ending == "str" || in_area(i)));
                           });
    }

    /// "Calle Mayor 5", "Str. Victoriei, nr. 10".
    std::optional<std::size_t> named_first_at(std::size_t i) const {
        bool const sure = text::listed(before_name, word(i));
        if (!sure && !(text::listed(before_name_words, word(i)) && in_area(i))) return std::nullopt;
        if (!named(i) && word(i) != "ul") return std::nullopt;
        // "C, C++", and the state "AL".
        bool const short_word = word(i) == "c" || word(i) == "al";
        if (short_word && (tokens_[i].comma || is_alnum(view(i).back()))) return std::nullopt;
        for (auto k = i + 1; has(k) && k <= i + most_name_words + 1; ++k) {
            if (is_house_number(k) && k > i + 1 && !is_year(k)) return k;
        }
        return std::nullopt;
    }

    /// "H.No. 12-3/4, Second Cross": up to the towns, which are what has no number.
    std::optional<std::size_t> house_at(std::size_t i) const {
        if (!named(i) || !in_area(i)) return std::nullopt;
        bool const glued = word(i) == "hno" || word(i) == "dno";
        bool const number = has(i + 1) && (word(i + 1) == "no" || word(i + 1) == "number");
        if (!glued && !(text::listed(houses, word(i)) && number)) return std::nullopt;
        auto last = i + 1;
        while (has(last + 1) && tokens_.size() - last > 3) ++last;
        return std::min(last, tokens_.size() - 1);
    }

    /// "Flat 302, Sai Residency, MG Road": the number, the house it is in and the road, not the town.
    std::optional<std::size_t> flat_at(std::size_t i) const {
        bool const first = i == 0 || tokens_[i - 1].comma;
        if (!first || !named(i) || !in_area(i) || !text::listed(flats, word(i)) || !is_house_number(i + 1))
            return std::nullopt;
        auto last = i + 1;
        while (has(last + 1) && tokens_[last].comma) {
            auto end = last + 1;
            while (follows(end)) ++end;
            bool const place = text::listed(english, word(end)) || text::listed(english_words, word(end)) ||
                               text::listed(buildings, word(end));
            if (!place && !(text::listed(flats, word(last + 1)) && is_house_number(end))) break;
            last = end;
        }
        return last;
    }

    /// "P.O. Box 123", "Postfach 12".
    std::optional<std::size_t> box_at(std::size_t i) const {
        bool const po = (word(i) == "po" && has(i + 2) && word(i + 1) == "box") ||
                        (word(i) == "p" && has(i + 3) && word(i + 2) == "box");
        if (po) return i + (word(i) == "po" ? 2 : 3);
        bool const one = (word(i) == "postfach" || word(i) == "pobox") && is_house_number(i + 1);
        return one ? std::optional(i + 1) : std::nullopt;
    }

    /// "Apt 4", "bl. 3, sc. A, ap. 12", "#12".
    std::size_t with_units(std::size_t last) const {
        for (int units_seen = 0; units_seen < 6; ++units_seen) {
            if (has(last + 1) && view(last + 1)[0] == '#' && view(last + 1).size() > 1) {
                ++last;
            } else if (has(last + 2) && text::listed(units, word(last + 1)) && view(last + 2).size() <= 5) {
                last += 2;
            } else if (has(last + 1) && view(last + 1).size() == 1 && is_ascii_letter(view(last + 1)[0]) &&
                       !tokens_[last].comma) {
                ++last;
            } else {
                break;
            }
        }
        return last;
    }

    void add_postcode(std::size_t i, bool beside_street) {
        if (auto const last = postcode_at(i, beside_street || in_area(i), beside_street)) add(i, *last);
    }

    std::optional<std::size_t> postcode_at(std::size_t i, bool likely, bool beside_street) const {
        auto token = view(i);
        while (!token.empty() && !is_alnum(token.back())) token.remove_suffix(1);
        if (is_american(i, token) || is_british(i)) return word(i).size() <= 4 && is_british(i) ? i + 1 : i;
        if (!likely) return std::nullopt;
        auto digits = token;
        if (digits.size() > 2 && is_ascii_upper(digits[0]) && (digits[1] == '-' || digits[2] == '-'))
            digits.remove_prefix(digits.find('-') + 1);
        bool const all = !digits.empty() && digits_at(digits) == digits.size();
        if (all && (digits.size() == 5 || digits.size() == 6)) return i;
        if (is_brazilian(token) || is_polish(token) || is_portuguese(token)) return i;
        if (is_canadian(i) || is_irish(i) || (beside_street && is_swedish(i)) ||
            (beside_street && is_dutch(i)))
            return i + 1;
        bool const short_one =
            all && digits.size() == 4 && beside_street && !is_year(i) && has(i + 1) && named(i + 1);
        return short_one ? std::optional(i) : std::nullopt;
    }

    /// "NY 10001", "CA 94105-1234".
    bool is_american(std::size_t i, std::string_view token) const {
        if (i == 0 || digits_at(token) != 5 || (token.size() != 5 && token.size() != 10)) return false;
        return text::listed(american_states, view(i - 1));
    }

    /// "01310-100".
    static bool is_brazilian(std::string_view token) noexcept {
        return token.size() == 9 && digits_at(token) == 5 && token[5] == '-' &&
               digits_at(token.substr(6)) == 3;
    }

    /// "00-238".
    static bool is_polish(std::string_view token) noexcept {
        return token.size() == 6 && digits_at(token) == 2 && token[2] == '-' &&
               digits_at(token.substr(3)) == 3;
    }

    /// "1200-093".
    static bool is_portuguese(std::string_view token) noexcept {
        return token.size() == 8 && digits_at(token) == 4 && token[4] == '-' &&
               digits_at(token.substr(5)) == 3;
    }

    /// "114 55", also in Greece and in the Czech Republic.
    bool is_swedish(std::size_t i) const {
        return follows(i) && view(i).size() == 3 && digits_at(view(i)) == 3 && view(i + 1).size() == 2 &&
               digits_at(view(i + 1)) == 2;
    }

    /// "D04 X285".
    bool is_irish(std::size_t i) const {
        if (!follows(i) || view(i).size() != 3 || view(i + 1).size() != 4) return false;
        auto const area = view(i), rest = view(i + 1);
        bool const upper =
            std::all_of(rest.begin(), rest.end(), [](char c) { return is_digit(c) || is_ascii_upper(c); });
        return upper && has_digit(rest) && is_ascii_upper(area[0]) && is_digit(area[1]) &&
               (is_digit(area[2]) || area[2] == 'W');
    }

    static bool has_digit(std::string_view token) noexcept {
        return std::any_of(token.begin(), token.end(), is_digit);
    }

    /// "H2L 1J6".
    bool is_canadian(std::size_t i) const {
        if (!follows(i) || view(i).size() != 3 || view(i + 1).size() < 3) return false;
        auto const a = view(i), b = view(i + 1).substr(0, 3);
        return is_ascii_upper(a[0]) && is_digit(a[1]) && is_ascii_upper(a[2]) && is_digit(b[0]) &&
               is_ascii_upper(b[1]) && is_digit(b[2]);
    }

    /// "1017 GA Amsterdam".
    bool is_dutch(std::size_t i) const {
        if (!follows(i) || view(i).size() != 4 || digits_at(view(i)) != 4 || !has(i + 2) || is_year(i))
            return false;
        auto const letters = view(i + 1);
        return letters.size() == 2 && is_ascii_upper(letters[0]) && is_ascii_upper(letters[1]) &&
               named(i + 2);
    }

    /// "SW1A 1AA".
    bool is_british(std::size_t i) const {
        if (!follows(i)) return false;
        auto const outer = view(i), inner = view(i + 1);
        if (outer.size() < 2 || outer.size() > 4 || inner.size() != 3 || !is_digit(inner[0])) return false;
        bool const letters = is_ascii_upper(outer[0]) && is_ascii_upper(inner[1]) && is_ascii_upper(inner[2]);
        return letters &&
               (is_digit(outer[1]) || (outer.size() > 2 && is_ascii_upper(outer[1]) && is_digit(outer[2])));
    }

    void add(std::size_t first, std::size_t last) {
        auto end = tokens_[last].end;
        while (end > tokens_[first].begin + 1 &&
               std::string_view(".:").find(text_[end - 1]) != std::string_view::npos)
            --end;
        found_.push_back({tokens_[first].begin, end, IdentifierKind::address});
    }

    std::string_view text_;
    std::vector<Token> const& tokens_;
    ContactArea const& area_;
    Spans& found_;
};

}  // namespace

void find_streets(std::string_view text, ContactArea const& area, Spans& found) {
    bool street_above = false;
    for (std::size_t begin = 0; begin < text.size();) {
        auto end = std::min({text.find('\n', begin), text.size(), begin + longest_line});
        while (end < text.size() && is_beyond_ascii(text[end])) ++end;
        auto const tokens = tokens_of(text, begin, end);
        if (!tokens.empty()) street_above = Line(text, tokens, area, found).find(street_above);
        begin = end + (end < text.size() && text[end] == '\n' ? 1 : 0);
    }
}

}  // namespace ats::redaction
