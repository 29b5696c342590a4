#include "redaction/personal_phrases.hpp"

#include <algorithm>
#include <string>

#include "redaction/characters.hpp"
#include "redaction/label_words.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace ats::redaction {
namespace {

using enum IdentifierKind;

constexpr std::size_t longest_alone = 24;
constexpr std::size_t longest_list = 160;  // Of short statements about a person; a longer line is prose.
constexpr std::size_t longest_birth = 45;
constexpr std::size_t longest_parent = 60;

constexpr std::string_view pronouns[] = {"he/him/his", "she/her/hers", "they/them/theirs", "he/him",
                                         "she/her",    "they/them",    "he / him",         "she / her",
                                         "she/they",   "he/they"};
constexpr std::string_view birth_words[] = {
    "born on ",    "born in ",   "born ",       "geboren am ", "geb. am ",    "geb. ",          "né le ",
    "née le ",     "né(e) le ",  "nacido el ",  "nacida el ",  "născut la ",  "născută la ",    "nascut la ",
    "nascuta la ", "nato il ",   "nata il ",    "nata a ",     "nato a ",     "né à ",          "née à ",
    "nacido en ",  "nacida en ", "geboren in ", "nascido em ", "nascida em ", "date of birth ", "dob ",
    "d.o.b. ",     "d.o.b ",     "geboren op ", "ur. ",        "urodzony ",   "urodzona ",      "född ",
    "født ",       "fødd ",      "született: "};
constexpr std::string_view ages[] = {" years old", " year old",     "-year-old",     " yrs old",
                                     " jahre alt", " años de edad", " anos de idade"};
// Beside a number all that a segment says.
constexpr std::string_view age_words[] = {"ans", "anos", "ani", "岁", "歲", "歳", "세", "yrs"};
constexpr std::string_view children[] = {"children", "child",  "kinder", "kind",  "enfants",
                                         "enfant",   "hijos",  "hijo",   "hijas", "copii",
                                         "copil",    "filhos", "filho",  "figli", "kids"};
constexpr std::string_view parents[] = {
    "s/o ", "d/o ", "w/o ", "s/o: ", "d/o: ", "son of ", "daughter of ", "wife of ", "s/o. ", "d/o. "};

bool has_digit(std::string_view text) noexcept { return std::any_of(text.begin(), text.end(), is_digit); }

bool begins_word(std::string_view text, std::size_t i) noexcept {
    return i == 0 || (!is_alnum(text[i - 1]) && !is_beyond_ascii(text[i - 1]));
}

/// "28 ans", "28岁", "2 enfants".
bool is_counted(std::string_view folded) noexcept {
    std::size_t digits = 0;
    while (digits < folded.size() && is_digit(folded[digits])) ++digits;
    auto word = folded.substr(digits);
    if (!word.empty() && word[0] == ' ') word.remove_prefix(1);
    if (digits == 2) return text::listed(age_words, word);
    return digits == 1 && text::listed(children, word);
}

/// "Marié" is no name, "Marie" is one. "汉族" is one of the peoples of China.
bool is_personal(std::string_view segment, std::string_view folded) {
    if (is_personal_word(folded) || is_counted(folded)) return true;
    if (folded == "marie" || folded == "mariee")
        return std::any_of(segment.begin(), segment.end(), is_beyond_ascii);
    return segment.ends_with("族") && segment.size() <= longest_alone / 2;
}

}  // namespace

void PersonalPhrases::add(std::size_t begin, std::size_t end, IdentifierKind kind) {
    while (begin < end && (text_[begin] == ':' || text_[begin] == ' ')) ++begin;
    end = trimmed(text_, begin, character_begin(text_, end));
    if (begin < end && text_[begin] != '[') found_.push_back({begin, end, kind});
}

bool PersonalPhrases::read_alone(std::size_t begin, std::size_t end) {
    if (end - begin > longest_alone || !area_.holds(begin)) return false;
    auto const segment = text_.substr(begin, trimmed(text_, begin, end) - begin);
    if (!is_personal(segment, text::fold(segment))) return false;
    add(begin, end, personal);
    return true;
}

void PersonalPhrases::read(std::size_t begin, std::size_t end) {
    read_segments(begin, end);
    if (begin > 0 && begin < end) read_star(begin, end);
    for (auto i = begin; i < end; ++i) {
        if (i > begin && !begins_word(text_, i)) continue;
        read_pronouns(i);
        read_birth(i, end);
        read_parent(i, end);
        if (is_digit(text_[i])) read_age(i, end);
    }
}

// Where a short statement ends, and where the next one begins.
std::pair<std::size_t, std::size_t> PersonalPhrases::next_separator(std::size_t i, std::size_t end) const {
    std::pair<std::size_t, std::size_t> nearest{end, end + 1};
    for (std::string_view const separator : {",", "(", ")", "/", "|", " - ", "·", "•", "–", "—"}) {
        auto const at = text_.substr(i, nearest.first - i).find(separator);
        if (at != std::string_view::npos) nearest = {i + at, i + at + separator.size()};
    }
    return nearest;
}

void PersonalPhrases::read_segments(std::size_t begin, std::size_t end) {
    if (begin >= end || end - begin > longest_list || !area_.holds(begin)) return;
    for (auto i = begin; i < end;) {
        auto const [next, after] = next_separator(i, end);
        while (i < next && is_space(text_[i])) ++i;
        if (i < next && !(i == begin && next == end)) read_alone(i, next);
        i = after;
    }
}

/// "* 3. März 1985 in Ulm".
void PersonalPhrases::read_star(std::size_t begin, std::size_t end) {
    auto i = begin;
    while (i < end && (text_[i] == '*' || text_[i] == ' ')) ++i;
    auto const value = text_.substr(i, end - i);
    bool const star =
        std::any_of(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                    text_.begin() + static_cast<std::ptrdiff_t>(i), [](char c) { return c == '*'; });
    auto const year = std::min(value.find(" 19"),
                               std::min(value.find(".19"), std::min(value.find(" 20"), value.find(".20"))));
    bool const date = !value.empty() && is_digit(value[0]) && value.find('.') <= 2 && year < 16;
    if (star && date && value.size() <= longest_birth && area_.holds(begin)) add(i, end, birth_date);
}

void PersonalPhrases::read_pronouns(std::size_t offset) {
    for (auto const words : pronouns) {
        if (!begins_with(text_.substr(offset), words) || is_ascii_letter(at(text_, offset + words.size())))
            continue;
        found_.push_back({offset, offset + words.size(), personal});
        return;
    }
}

void PersonalPhrases::read_birth(std::size_t offset, std::size_t end) {
    for (auto const word : birth_words) {
        if (!begins_with(text_.substr(offset), word)) continue;
        auto const begin = offset + word.size();
        // A sentence goes on behind it.
        auto stop = std::min(end, begin + longest_birth);
        auto const value = text_.substr(begin, stop - std::min(stop, begin));
        if (!has_digit(value)) return;
        auto const sign = value.find_first_of("),;");
        if (sign != std::string_view::npos && has_digit(value.substr(0, sign))) stop = begin + sign;
        add(begin, stop, birth_date);
        return;
    }
}

void PersonalPhrases::read_age(std::size_t offset, std::size_t end) {
    auto digits = offset;
    while (digits < end && is_digit(text_[digits])) ++digits;
    if (digits - offset != 2) return;
    for (auto const words : ages) {
        if (!begins_with(text_.substr(digits), words)) continue;
        add(offset, digits, birth_date);
        return;
    }
}

/// "S/o Shri Anil Verma"; "w/o" is "without" in front of small letters.
void PersonalPhrases::read_parent(std::size_t offset, std::size_t end) {
    for (auto const words : parents) {
        if (!begins_with(text_.substr(offset), words)) continue;
        auto const begin = offset + words.size();
        if (!is_ascii_upper(at(text_, begin)) || begin >= end) return;
        auto const value = text_.substr(begin, std::min(end - begin, longest_parent));
        add(begin, begin + std::min(value.find_first_of(",;("), value.size()), personal);
        return;
    }
}

}  // namespace ats::redaction
