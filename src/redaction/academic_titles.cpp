#include "redaction/academic_titles.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "redaction/characters.hpp"
#include "text/lists.hpp"
#include "text/utf8.hpp"

namespace ats::redaction {
namespace {

// Folded, without full stops. In front of a name.
constexpr std::string_view leading[] = {"dr",  "prof", "professor", "dipl", "diplom", "ing", "mag",  "drs",
                                        "ir",  "eng",  "engr",      "lic",  "arq",    "hon", "rev",  "sir",
                                        "adv", "er",   "ca",        "pr",   "drd",    "ec",  "priv", "doz"};
// Between "Dr." and the name, in small letters.
constexpr std::string_view faculties[] = {"rer", "nat", "pol",  "oec", "med", "phil", "jur", "theol", "habil",
                                          "h",   "c",   "dent", "vet", "ing", "fh",   "tu",  "univ"};
// No names.
constexpr std::string_view degrees[] = {
    "mba",     "emba",    "phd",   "dphil", "mphil", "msc",  "bsc",   "meng", "beng",   "mres",    "mtech",
    "btech",   "mca",     "bca",   "bcom",  "mcom",  "bba",  "bfa",   "mfa",  "llb",    "llm",     "mph",
    "mpa",     "mpp",     "msw",   "mlis",  "mls",   "edd",  "dba",   "dnp",  "dpt",    "pharmd",  "dvm",
    "bsn",     "msn",     "mbbs",  "mbchb", "bds",   "mds",  "dds",   "dmd",  "dipl",   "diplom",  "dipling",
    "diplinf", "diplkfm", "dring", "esq",   "hons",  "pmp",  "capm",  "pgmp", "cpa",    "cfa",     "cma",
    "cga",     "acca",    "fcca",  "fca",   "aca",   "cima", "cissp", "cisa", "cism",   "csm",     "cspo",
    "psm",     "cfp",     "chfc",  "cpcu",  "shrm",  "sphr", "phr",   "gphr", "shrmcp", "shrmscp", "scp",
    "rn",      "lpn",     "crna",  "fnp",   "fnpbc", "aprn", "lcsw",  "lmsw", "lpc",    "rph",     "rdn",
    "cscs",    "emt",     "ncarb", "mrics", "ceng",  "peng", "eit",   "ccna", "ccnp",   "itil",    "mcips",
    "frcs",    "mrcp",    "mieee", "cams",  "cia"};
// Names, initials or words as well.
constexpr std::string_view perhaps[] = {
    "ma", "ba", "md", "jr", "sr", "ii", "iii", "iv", "pe",  "jd",  "bs",  "ms",  "be",  "me", "ca",  "do",
    "np", "pa", "it", "cp", "ea", "rd", "ot",  "pt", "ing", "inf", "med", "bed", "aia", "pg", "mag", "fh"};

constexpr std::size_t fewest_words = 2;  // Of a name that something behind it may be taken off.

/// Words that full stops or hyphens join: "M.Sc.", "Dipl.-Ing.".
struct Group {
    std::size_t first, end;  // Tokens.
    std::string letters;
    bool dotted;  // A full stop stands in it or behind it.
    bool upper;   // No small letter.
};

bool is_upper(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size();) {
        auto const c = text::decode(text, i);
        if (is_letter(c.character) && !is_capital(c.character)) return false;
        i += c.bytes;
    }
    return true;
}

bool joins(std::string_view gap) noexcept { return gap == "." || gap == "-" || gap == ".-"; }

std::vector<Group> groups_of(std::string_view line, std::vector<NameToken> const& tokens) {
    std::vector<Group> groups;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        auto const gap = i == 0 ? std::string_view(" ")
                                : line.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
        if (!joins(gap)) groups.push_back({i, i, {}, false, true});
        auto& group = groups.back();
        group.end = i + 1;
        group.letters += tokens[i].folded;
        group.dotted = group.dotted || at(line, tokens[i].end) == '.';
        group.upper = group.upper && is_upper(line.substr(tokens[i].begin, tokens[i].end - tokens[i].begin));
    }
    return groups;
}

bool is_leading(Group const& group) noexcept {
    if (!text::listed(leading, group.letters) && !text::listed(degrees, group.letters)) return false;
    return group.dotted || group.upper || group.letters == "dr" || group.letters.starts_with("prof");
}

bool is_trailing(Group const& group) noexcept {
    if (text::listed(degrees, group.letters)) return true;
    if (!text::listed(perhaps, group.letters)) return text::listed(leading, group.letters) && group.dotted;
    bool const generation = group.letters == "jr" || group.letters == "sr";
    return group.dotted || group.upper || generation;
}

std::size_t words_in(std::vector<Group> const& groups, std::size_t first, std::size_t end) noexcept {
    return static_cast<std::size_t>(
        std::count_if(groups.begin() + static_cast<std::ptrdiff_t>(first),
                      groups.begin() + static_cast<std::ptrdiff_t>(end),
                      [](Group const& group) { return group.letters.size() > 1; }));
}

}  // namespace

Untitled without_titles(std::string_view line, std::vector<NameToken> tokens) {
    auto const groups = groups_of(line, tokens);
    std::size_t first = 0, end = groups.size();
    while (end > 0 && is_trailing(groups[end - 1])) {
        bool const sure = text::listed(degrees, groups[end - 1].letters);
        if (!sure && words_in(groups, 0, end - 1) < fewest_words) break;
        --end;
    }
    bool titled = false;
    while (first + 1 < end &&
           (is_leading(groups[first]) || (titled && text::listed(faculties, groups[first].letters)))) {
        titled = true;
        ++first;
    }
    bool const degree = first < end && words_in(groups, first, end) < fewest_words && first > 0 &&
                        text::listed(degrees, groups[0].letters);
    if (first >= end) return {{}, degree};
    std::vector<NameToken> words(
        std::make_move_iterator(tokens.begin() + static_cast<std::ptrdiff_t>(groups[first].first)),
        std::make_move_iterator(tokens.begin() + static_cast<std::ptrdiff_t>(groups[end - 1].end)));
    return {std::move(words), degree};
}

}  // namespace ats::redaction
