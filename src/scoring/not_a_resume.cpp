#include "scoring/not_a_resume.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace ats::scoring {
namespace {

struct Pointer {
    std::string_view beginning;
    std::string_view what;
};

// What stores of large files leave in a checkout where the file was not fetched.
constexpr Pointer pointers[] = {
    {"version https://git-lfs.github.com/spec/", "a pointer of Git LFS in place of the file"},
    {"version https://hawser.github.com/spec/", "a pointer of Git LFS in place of the file"},
    {"/annex/objects/", "a pointer of git-annex in place of the file"},
    {"../.git/annex/objects/", "a pointer of git-annex in place of the file"},
    {".git/annex/objects/", "a pointer of git-annex in place of the file"},
};

constexpr std::string_view notices[] = {
#include "scoring/notices.inc"
};

// How many notices make a text of so many words a notice: a long text is a person's, whatever it quotes.
struct Share {
    std::size_t words;
    std::size_t notices;
};
constexpr Share shares[] = {{12, 1}, {40, 2}, {150, 3}};

// Programs answer in few words; a resume that a program exported as data has more.
constexpr std::size_t most_words_of_an_answer = 60;

// base64 and hexadecimal digits: words of prose and addresses are shorter or hold other signs.
constexpr std::size_t encoded_word = 40;
constexpr std::size_t least_encoded = 120;    // Letters: a lone key or digest is no encoded file.
constexpr std::size_t encoded_share = 10;     // All but one in so many.
constexpr std::size_t encoded_digits = 30;    // One digit in so many at least; glued words have hardly any.
constexpr std::size_t least_tokens = 60;      // Below it shares of words say little.
constexpr std::size_t natural_words_in = 10;  // A dump has fewer words than one token in so many.

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_base64(char c) {
    return is_digit(c) || is_ascii_letter(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '_';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

template <class Parts>
std::vector<std::string_view> split(std::string_view text, Parts parts) {
    std::vector<std::string_view> words;
    for (std::size_t i = 0; i < text.size();) {
        while (i < text.size() && parts(text[i])) ++i;
        auto const begin = i;
        while (i < text.size() && !parts(text[i])) ++i;
        if (i > begin) words.push_back(text.substr(begin, i - begin));
    }
    return words;
}

std::optional<std::string_view> pointer(std::string_view text) {
    for (auto const& [beginning, what] : pointers) {
        if (text.substr(0, beginning.size()) == beginning) return what;
    }
    return std::nullopt;
}

bool is_encoded(std::string_view text) {
    std::size_t all = 0;
    std::size_t encoded = 0;
    std::size_t digits = 0;
    // "data:application/pdf;base64,JVBE..."
    for (auto const word :
         split(text, [](char c) { return is_space(c) || c == ',' || c == ';' || c == ':'; })) {
        all += word.size();
        if (word.size() < encoded_word || !std::all_of(word.begin(), word.end(), is_base64)) continue;
        encoded += word.size();
        digits += static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
    }
    return encoded >= least_encoded && (all - encoded) * encoded_share <= all &&
           digits * encoded_digits >= encoded;
}

bool may_be_a_word(std::string_view token) {
    bool const beyond = std::any_of(token.begin(), token.end(), is_beyond_ascii);
    return beyond || std::count_if(token.begin(), token.end(), is_ascii_letter) * 2 >
                         static_cast<std::ptrdiff_t>(token.size());
}

bool is_hexadecimal(std::string_view token) {
    return token.size() >= 2 && std::all_of(token.begin(), token.end(), [](char c) {
               return std::isxdigit(static_cast<unsigned char>(c)) != 0 || c == ':';
           });
}

/// Bytes as digits, with or without offsets and what they show as text.
bool is_a_dump(std::string_view text) {
    auto const tokens = split(text, is_space);
    if (tokens.size() < least_tokens) return false;
    auto const hexadecimal =
        static_cast<std::size_t>(std::count_if(tokens.begin(), tokens.end(), is_hexadecimal));
    auto const words = static_cast<std::size_t>(std::count_if(tokens.begin(), tokens.end(), [](auto token) {
        return !is_hexadecimal(token) && may_be_a_word(token);
    }));
    return hexadecimal * 2 > tokens.size() && words * natural_words_in < tokens.size();
}

void count_words(Json const& value, std::size_t& words, bool& address) {
    if (value.is_string()) {
        auto const& text = value.get_ref<std::string const&>();
        words += split(text, is_space).size();
        address = address || text.find('@') != text.npos;
    }
    if (value.is_structured()) {
        for (auto const& part : value) count_words(part, words, address);
    }
}

// Deeper ones are nobody's resume, and walking them would take the stack.
constexpr int deepest_json = 64;

std::optional<Json> as_json(std::string_view text) {
    if (text.empty() || (text.front() != '{' && text.front() != '[' && text.front() != '"'))
        return std::nullopt;
    bool too_deep = false;
    auto json = Json::parse(
        text.begin(), text.end(),
        [&](int depth, Json::parse_event_t, Json&) {
            too_deep = too_deep || depth > deepest_json;
            return !too_deep;
        },
        /*allow_exceptions=*/false);
    if (json.is_discarded() || too_deep) return std::nullopt;
    return json;
}

/// Data with an e-mail address or many words may be somebody's exported resume.
bool is_an_answer_of_a_program(std::string_view text) {
    auto const json = as_json(text);
    if (!json || !(json->is_structured() || json->is_string())) return false;
    std::size_t words = 0;
    bool address = false;
    count_words(*json, words, address);
    return words < most_words_of_an_answer && !address;
}

/// Folded words with one space before and after each.
std::string folded_words(std::string_view text) {
    std::string folded = " ";
    for (std::size_t i = 0; i < text.size();) {
        auto const [character, bytes, valid] = text::decode(text, i);
        i += bytes;
        std::string letters;
        text::append_folded(letters, character == 0x2019 ? U'\'' : character);
        for (char const c : letters) {
            bool const part = is_digit(c) || is_ascii_letter(c) || is_beyond_ascii(c) || c == '\'';
            if (part || folded.back() != ' ') folded.push_back(part ? c : ' ');
        }
    }
    if (folded.back() != ' ') folded.push_back(' ');
    return folded;
}

/// The characters of `words` that notices cover count once, however many notices share them.
std::size_t count_notices(std::string_view words) {
    std::vector<bool> covered(words.size(), false);
    std::size_t count = 0;
    for (auto const notice : notices) {
        auto const spaced = " " + std::string(notice) + " ";
        for (auto at = words.find(spaced); at != words.npos; at = words.find(spaced, at + 1)) {
            auto const begin = covered.begin() + static_cast<std::ptrdiff_t>(at) + 1;
            auto const end = begin + static_cast<std::ptrdiff_t>(notice.size());
            if (std::find(begin, end, true) != end) continue;
            std::fill(begin, end, true);
            ++count;
        }
    }
    return count;
}

/// Somebody who can be written to, or who did something from one year to another.
bool shows_a_person(std::string_view text) {
    auto const at = text.find('@');
    auto const years = split(text, [](char c) { return !is_digit(c); });
    auto const is_year = [](std::string_view number) {
        return number.size() == 4 && (number.substr(0, 2) == "19" || number.substr(0, 2) == "20");
    };
    return at != text.npos && std::any_of(years.begin(), years.end(), is_year);
}

bool is_a_notice(std::string_view text) {
    constexpr auto longest = std::end(shares)[-1].words;
    auto const words = split(text, is_space).size();
    if (words > longest || shows_a_person(text)) return false;
    auto const count = count_notices(folded_words(text));
    return std::any_of(std::begin(shares), std::end(shares),
                       [&](Share const& share) { return words <= share.words && count >= share.notices; });
}

}  // namespace

std::optional<std::string_view> not_a_resume(std::string_view text) {
    text = trimmed(text);
    if (auto const what = pointer(text)) return what;
    if (is_an_answer_of_a_program(text)) return "data of a program (JSON)";
    if (is_encoded(text)) return "an encoded file (base64)";
    if (is_a_dump(text)) return "the bytes of a file as digits";
    if (is_a_notice(text)) return "an error message or a log-in page";
    return std::nullopt;
}

}  // namespace ats::scoring
