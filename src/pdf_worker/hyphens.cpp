#include "pdf_worker/hyphens.hpp"

#include <algorithm>
#include <cctype>

namespace ats::pdf {
namespace {

// First halves of compounds that English writes with a hyphen.
constexpr std::string_view first_halves[] = {
    "award",   "best", "business", "client", "closed",  "cloud", "cost",    "cross", "customer",
    "cutting", "data", "decision", "detail", "early",   "event", "ever",    "fast",  "five",
    "four",    "full", "goal",     "half",   "hands",   "hard",  "high",    "job",   "knowledge",
    "large",   "long", "low",      "mid",    "mission", "multi", "near",    "nine",  "non",
    "object",  "of",   "open",     "peer",   "post",    "pre",   "problem", "quick", "real",
    "results", "risk", "role",     "self",   "seven",   "short", "single",  "six",   "small",
    "socio",   "the",  "third",    "three",  "two",     "user",  "value",   "vice",  "well",
    "world",   "year", "zero",
};

// What only ends words: after it no compound begins, whatever stands before.
constexpr std::string_view endings[] = {
    "able",  "al",   "ally",   "ance",  "ary",   "ate",  "ated", "ation", "ed",   "ence", "ency",
    "er",    "ers",  "ery",    "es",    "est",   "ful",  "ible", "ic",    "ical", "ies",  "ing",
    "ings",  "ion",  "ions",   "ish",   "ist",   "ists", "ity",  "ive",   "ize",  "ized", "izing",
    "less",  "ling", "ly",     "ment",  "ments", "ness", "or",   "ors",   "ous",  "ship", "sion",
    "sions", "tion", "tional", "tions", "tive",  "ty",   "ure",
};

// Second halves of such compounds.
constexpr std::string_view second_halves[] = {
    "agnostic",    "aligned",    "and",       "aware",      "based",      "bound",      "built",   "by",
    "centered",    "centric",    "class",     "critical",   "day",        "deep",       "defined", "depth",
    "driven",      "edge",       "effective", "efficient",  "end",        "ended",      "facing",  "first",
    "focused",     "free",       "friendly",  "functional", "growing",    "hand",       "heavy",   "house",
    "intensive",   "led",        "level",     "line",       "made",       "making",     "managed", "minded",
    "native",      "of",         "off",       "on",         "only",       "oriented",   "owned",   "party",
    "performance", "performing", "person",    "platform",   "proficient", "proof",      "quality", "rate",
    "ready",       "related",    "rich",      "round",      "saving",     "scale",      "scaled",  "selling",
    "service",     "setting",    "side",      "site",       "sized",      "solving",    "source",  "specific",
    "speed",       "stack",      "standing",  "starter",    "style",      "supervised", "taught",  "term",
    "the",         "thinking",   "time",      "to",         "traffic",    "up",         "value",   "volume",
    "wide",        "winning",    "world",     "year",
};

// Words behind a hyphen that stands for a part left out: Vor- und Nachteile, pre- and post-sales.
constexpr std::string_view connectors[] = {"and",  "as", "bis", "bzw", "et",  "o",
                                           "oder", "or", "ou",  "to",  "und", "y"};

template <std::size_t N>
bool is_in(std::string_view const (&words)[N], std::string_view word) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_word_byte(char c) {
    auto const byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower_case(std::string_view word) {
    std::string out(word);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

/// @returns the word without the punctuation around it, in lower case.
std::string core_of(std::string_view word) {
    auto const first = std::find_if(word.begin(), word.end(), is_word_byte);
    auto const last = std::find_if(word.rbegin(), word.rend(), is_word_byte).base();
    return first < last ? lower_case(word.substr(static_cast<std::size_t>(first - word.begin()),
                                                 static_cast<std::size_t>(last - first)))
                        : std::string();
}

/// @returns what stands before the first hyphen or slash of the tail.
std::string_view first_part(std::string_view tail) { return tail.substr(0, tail.find_first_of("-/")); }

/// @returns what stands behind the last hyphen or slash of the head: the part that goes on.
std::string_view last_part(std::string_view head) {
    auto const at = head.find_last_of("-/");
    return at == head.npos ? head : head.substr(at + 1);
}

bool is_divided(Word const& head, Word const& tail) {
    auto const& text = head.text;
    return text.size() >= 2 && text.back() == '-' && is_word_byte(text[text.size() - 2]) &&
           is_word_byte(tail.text.front());
}

/// @returns true for what addresses of pages and of mail are made of, or a part of them.
bool is_address(std::string_view text) {
    auto const dot = text.find('.');
    bool const has_path = dot != text.npos && text.find('/', dot) != text.npos;
    return text.find("://") != text.npos || text.find('@') != text.npos || text.substr(0, 4) == "www." ||
           has_path;
}

bool is_lower_case(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](unsigned char c) { return c < 0x80 && std::isupper(c); }) &&
           std::none_of(text.begin(), text.end(), is_digit);
}

}  // namespace

Hyphens::Hyphens(std::vector<Word> const& page) {
    bool const needed = std::any_of(page.begin(), page.end(), [](Word const& word) {
        return word.text.size() > 1 && word.text.back() == '-';
    });
    if (!needed) return;
    for (auto const& word : page) {
        if (word.text.back() != '-') written_.insert(core_of(word.text));
    }
}

HyphenKind Hyphens::kind_of(Word const& head, Word const& tail) const {
    if (!is_divided(head, tail)) return HyphenKind::none;
    if (head.soft_hyphen) return HyphenKind::of_line;
    if (is_address(head.text) || is_address(tail.text)) return HyphenKind::of_word;
    auto const second = core_of(first_part(tail.text));
    if (is_in(connectors, second)) return HyphenKind::none;
    auto const whole_head = std::string_view(head.text).substr(0, head.text.size() - 1);
    auto const first = core_of(last_part(whole_head));
    // Names, numbers and abbreviations are divided at their own hyphens only: Baden-Baden, 555-0100.
    if (!is_lower_case(tail.text) || is_digit(whole_head.back())) return HyphenKind::of_word;
    if (is_written(first + "-" + second)) return HyphenKind::of_word;
    if (is_written(first + second) || is_in(endings, second)) return HyphenKind::of_line;
    return is_compound(first, second) ? HyphenKind::of_word : HyphenKind::of_line;
}

bool Hyphens::is_compound(std::string_view first, std::string_view second) const {
    bool const both_are_words = is_written(first) && is_written(second);
    return both_are_words || is_in(first_halves, first) || is_in(second_halves, second);
}

}  // namespace ats::pdf
