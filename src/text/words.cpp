#include "text/words.hpp"

#include <algorithm>

#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace ats::text {
namespace {

// Longer runs are no words but encoded data; cutting them keeps comparisons cheap.
constexpr std::size_t longest_word = 64;

struct Range {
    char32_t first;
    char32_t last;
};

bool in_any(char32_t c, Range const* begin, Range const* end) noexcept {
    return std::any_of(begin, end, [c](Range const& range) { return c >= range.first && c <= range.last; });
}

// Punctuation, symbols, spaces and pictures outside ASCII.
constexpr Range separators[] = {
    {0x0080, 0x00A9}, {0x00AB, 0x00AC}, {0x00AE, 0x00B4}, {0x00B6, 0x00B9},   {0x00BB, 0x00BF},
    {0x00D7, 0x00D7}, {0x00F7, 0x00F7}, {0x02C2, 0x02DF}, {0x055A, 0x055F},   {0x0589, 0x058A},
    {0x05BE, 0x05BE}, {0x060C, 0x060D}, {0x061B, 0x061F}, {0x06D4, 0x06D4},   {0x0964, 0x0965},
    {0x1680, 0x1680}, {0x2000, 0x200A}, {0x200E, 0x205F}, {0x2061, 0x206F},   {0x20A0, 0x20CF},
    {0x2100, 0x2BFF}, {0x2E00, 0x2E7F}, {0x3000, 0x3004}, {0x3007, 0x3020},   {0x3030, 0x3030},
    {0x30FB, 0x30FB}, {0xE000, 0xF8FF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF0F},   {0xFF1A, 0xFF20},
    {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF},
};

// Scripts that are written without spaces between words.
constexpr Range unspaced[] = {
    {0x0E00, 0x0E7F}, {0x0E80, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF},
    {0x3040, 0x30FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0x20000, 0x3FFFF},
};

bool is_ascii_letter(char32_t c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char32_t c) noexcept { return c >= '0' && c <= '9'; }
bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }

bool is_word_character(char32_t c) noexcept {
    if (c < 0x80) return is_ascii_letter(c) || is_digit(c);
    return !in_any(c, std::begin(separators), std::end(separators));
}

bool is_unspaced(char32_t c) noexcept {
    return c >= 0x0E00 && in_any(c, std::begin(unspaced), std::end(unspaced));
}

bool is_apostrophe(char32_t c) noexcept { return c == '\'' || c == 0x2019; }

class Splitter {
public:
    explicit Splitter(std::string_view text) : text_(text) { words_.reserve(text.size() / 6); }

    std::vector<Word> split() {
        while (at_ < text_.size()) {
            auto const c = decode(text_, at_);
            if (starts_word(c.character)) {
                take_word();
            } else {
                at_ += c.bytes;
            }
        }
        return std::move(words_);
    }

private:
    char byte(std::size_t offset) const noexcept { return offset < text_.size() ? text_[offset] : '\0'; }

    bool wordlike_at(std::size_t offset) const noexcept {
        return offset < text_.size() && is_word_character(decode(text_, offset).character);
    }

    // ".NET" is the one name in use that begins with a full stop.
    bool is_dot_net() const noexcept {
        if (text_.size() - at_ < 4 || (at_ > 0 && wordlike_at(at_ - 1))) return false;
        return (byte(at_ + 1) | 32) == 'n' && (byte(at_ + 2) | 32) == 'e' && (byte(at_ + 3) | 32) == 't' &&
               !wordlike_at(at_ + 4);
    }

    bool starts_word(char32_t c) const noexcept { return is_word_character(c) || (c == '.' && is_dot_net()); }

    void take_word() {
        auto const begin = at_;
        std::string folded;
        if (byte(at_) == '.') folded += text_[at_++];
        auto piece = at_;  // Where the letters since the last full stop began.
        while (at_ < text_.size()) {
            auto const c = decode(text_, at_);
            if (is_word_character(c.character)) {
                if (is_unspaced(c.character) && at_ != begin) break;
                append_folded(folded, c.character);
                at_ += c.bytes;
                if (is_unspaced(c.character)) break;
            } else if (c.character == '.' && joins_at_dot(begin, piece)) {
                folded += '.';
                piece = ++at_;
            } else {
                break;
            }
        }
        take_suffix(folded);
        add(std::move(folded), begin);
        skip_possessive();
    }

    // A full stop joins "node.js" and "B.Sc." but not "team.The" or "2018.Then".
    bool joins_at_dot(std::size_t begin, std::size_t piece) const noexcept {
        auto const next = byte(at_ + 1);
        if (!is_ascii_letter(static_cast<unsigned char>(next)) &&
            !is_digit(static_cast<unsigned char>(next))) {
            return false;
        }
        auto const previous = byte(at_ - 1);
        if (is_digit(static_cast<unsigned char>(previous)) != is_digit(static_cast<unsigned char>(next))) {
            return false;
        }
        bool const sentence_break = is_lower(previous) && is_upper(next) && is_lower(byte(at_ + 2));
        bool const abbreviation = at_ - piece <= 2 && piece == begin;
        return abbreviation || !sentence_break;
    }

    void take_suffix(std::string& folded) {
        bool const has_letter = std::any_of(folded.begin(), folded.end(), [](char c) {
            return is_ascii_letter(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80;
        });
        if (!has_letter) return;
        while (byte(at_) == '+' || (byte(at_) == '#' && folded.size() <= 2)) folded += text_[at_++];
    }

    void add(std::string folded, std::size_t begin) {
        auto const dot = folded.find('.', 1);
        if (dot != std::string::npos && dot <= 2 && !is_digit(static_cast<unsigned char>(folded[0]))) {
            folded.erase(std::remove(folded.begin(), folded.end(), '.'), folded.end());
        }
        if (folded.size() > longest_word) folded.resize(longest_word);
        auto const written = text_.substr(begin, at_ - begin);
        if (is_plural_of_capitals(written)) folded.pop_back();
        bool const capitals = std::none_of(written.begin(), written.end(), is_lower);
        if (!folded.empty())
            words_.push_back({std::move(folded), begin, at_, capitals || dot == 1 || dot == 2});
    }

    // "APIs", "PDFs": an abbreviation whose plural no rule for words would find.
    static bool is_plural_of_capitals(std::string_view written) noexcept {
        constexpr std::size_t shortest = 3;
        return written.size() >= shortest && written.back() == 's' &&
               std::all_of(written.begin(), written.end() - 1, is_upper);
    }

    void skip_possessive() {
        if (at_ >= text_.size()) return;
        auto const c = decode(text_, at_);
        if (!is_apostrophe(c.character)) return;
        auto const after = at_ + c.bytes;
        if ((byte(after) | 32) == 's' && !wordlike_at(after + 1)) at_ = after + 1;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Word> words_;
};

bool ends_with(std::string_view word, std::string_view suffix) noexcept {
    return word.size() >= suffix.size() && word.substr(word.size() - suffix.size()) == suffix;
}

bool all_ascii_letters(std::string_view word) noexcept {
    return std::all_of(word.begin(), word.end(), [](char c) { return is_lower(c); });
}

// Longest first. What stays keeps at least four letters, so that "nation" does not become "n".
constexpr std::string_view derivations[] = {
    "ization", "isation", "ational", "ement", "ation", "ative", "ating", "ytical", "istic", "ator", "ated",
    "ance",    "ence",    "ancy",    "ency",  "able",  "ment",  "ysis",  "ytic",   "yzing", "ical", "ate",
    "yst",     "yze",     "yse",     "ive",   "ing",   "ion",   "ian",   "ist",    "ant",   "ent",  "ial",
    "ous",     "er",      "or",      "ed",    "es",    "al",    "ic",    "ly",     "y",     "e",
};

bool strip_ending(std::string& word) {
    for (auto const ending : derivations) {
        if (word.size() >= ending.size() + 4 && ends_with(word, ending)) {
            word.resize(word.size() - ending.size());
            return true;
        }
    }
    return false;
}

}  // namespace

std::vector<Word> words(std::string_view text) { return Splitter(text).split(); }

std::string fold(std::string_view text) {
    std::string out;
    for (auto const& word : words(text)) {
        if (!out.empty()) out += ' ';
        out += word.text;
    }
    return out;
}

std::string singular(std::string_view word) {
    if (word.size() < 4 || word.back() != 's' || !all_ascii_letters(word)) return std::string(word);
    if (ends_with(word, "ss") || ends_with(word, "us") || ends_with(word, "is")) return std::string(word);
    if (ends_with(word, "ies") && word.size() > 4) return std::string(word.substr(0, word.size() - 3)) + 'y';
    for (std::string_view const plural : {"sses", "shes", "ches", "xes"}) {
        if (ends_with(word, plural)) return std::string(word.substr(0, word.size() - 2));
    }
    return std::string(word.substr(0, word.size() - 1));
}

std::string without_version(std::string word) {
    constexpr std::size_t shortest_name = 3;
    constexpr std::size_t longest_version = 2;
    auto const letters = std::find_if_not(word.begin(), word.end(), is_lower);
    auto const name = static_cast<std::size_t>(letters - word.begin());
    bool const version = name >= shortest_name && word.size() - name <= longest_version &&
                         std::all_of(letters, word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (version) word.resize(name);
    return word;
}

std::string root(std::string_view word) {
    auto base = singular(word);
    if (!all_ascii_letters(base)) return base;
    // Endings pile up: "engineering", "engineer", "engine".
    constexpr int most_endings = 3;
    for (int i = 0; i < most_endings && strip_ending(base);) ++i;
    auto const size = base.size();
    if (size > 5 && base[size - 1] == base[size - 2] && base.back() != 's') base.pop_back();
    return base;
}

}  // namespace ats::text
