#include "redaction/east_asian_names.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "redaction/characters.hpp"
#include "redaction/east_asian_surnames.hpp"
#include "text/utf8.hpp"

namespace ats::redaction {
namespace {

constexpr std::size_t lines_for_header = 5;
constexpr std::size_t longest_line = 400;
constexpr std::size_t longest_given = 3;  // Characters.
constexpr std::size_t longest_glued = 4;  // With a family name of two.
constexpr std::size_t most_labelled_lines =
    2000;  // A label stands in the personal details, not at the end of a book.

constexpr std::string_view labels[] = {"姓名",   "姓 名", "姓  名", "氏名",  "氏 名", "名前",
                                       "お名前", "名字",  "성명",   "성 명", "이름",  "이 름"};
// They may be written before the name in its line.
constexpr std::string_view openings[] = {"个人简历", "個人簡歷",   "简历",  "簡歷",
                                         "履歴書",   "職務経歴書", "이력서"};
constexpr std::string_view honorifics[] = {"先生", "女士", "小姐", "さん", "様", "씨", "님"};

struct EastAsianName {
    std::string_view family, given;
};

/// Characters of these scripts without anything between them.
using Runs = std::vector<std::string_view>;

std::size_t run_end(std::string_view text, std::size_t i) noexcept {
    while (i < text.size()) {
        auto const c = text::decode(text, i);
        if (!is_east_asian(c.character)) break;
        i += c.bytes;
    }
    return i;
}

/// @returns how many bytes a blank, also a wide one, takes at `i`; 0 if there is none.
std::size_t blank_at(std::string_view text, std::size_t i) noexcept {
    if (at(text, i) == ' ') return 1;
    return text.substr(i).starts_with("\xE3\x80\x80") ? 3 : 0;
}

/// @returns the first two runs of a text, which one blank may part; the second may be missing.
Runs first_runs(std::string_view text) {
    auto const end = run_end(text, 0);
    if (end == 0) return {};
    Runs runs{text.substr(0, end)};
    auto const blank = blank_at(text, end);
    auto const next = blank > 0 ? run_end(text, end + blank) : end;
    if (blank > 0 && next > end + blank) runs.push_back(text.substr(end + blank, next - end - blank));
    return runs;
}

std::size_t length(std::string_view run) noexcept { return text::count_characters(run); }

/// "王芳", "欧阳娜娜": a known family name, and one or two characters.
std::optional<EastAsianName> glued_name(std::string_view run) {
    auto const all = length(run);
    // Korean given names have two syllables; many words have two.
    bool const korean = text::decode(run, 0).character >= 0xAC00 && text::decode(run, 0).character <= 0xD7A3;
    if (all < (korean ? 3 : 2) || all > longest_glued || is_no_east_asian_name(run)) return std::nullopt;
    for (std::size_t family = 2; family >= 1; --family) {
        auto const end = text::byte_offset(run, family);
        auto const given = all - std::min(all, family);
        if (given >= 1 && given <= 2 && is_east_asian_surname(run.substr(0, end)))
            return EastAsianName{run.substr(0, end), run.substr(end)};
    }
    return std::nullopt;
}

/// "山田 太郎", "小龙 李".
std::optional<EastAsianName> parted_name(Runs const& runs) {
    if (runs.size() < 2 || is_no_east_asian_name(runs[0]) || is_no_east_asian_name(runs[1]))
        return std::nullopt;
    if (length(runs[1]) <= longest_given && is_east_asian_surname(runs[0]))
        return EastAsianName{runs[0], runs[1]};
    if (length(runs[0]) <= longest_given && is_east_asian_surname(runs[1]))
        return EastAsianName{runs[1], runs[0]};
    return std::nullopt;
}

std::optional<EastAsianName> name_at(std::string_view text) {
    auto const runs = first_runs(text);
    if (runs.empty()) return std::nullopt;
    if (auto name = parted_name(runs)) return name;
    return glued_name(runs[0]);
}

/// A label says that it is a name: any family name will do.
std::optional<EastAsianName> labelled_at(std::string_view text) {
    if (auto name = name_at(text)) return name;
    auto const runs = first_runs(text);
    if (runs.empty() || length(runs[0]) > longest_glued || is_no_east_asian_name(runs[0]))
        return std::nullopt;
    bool const two = runs.size() == 2 && length(runs[1]) <= longest_given && !is_no_east_asian_name(runs[1]);
    return two ? EastAsianName{runs[0], runs[1]} : EastAsianName{runs[0], {}};
}

std::string_view without_blanks(std::string_view line) noexcept {
    while (!line.empty() && (is_space(line[0]) || blank_at(line, 0) > 0))
        line.remove_prefix(std::max<std::size_t>(1, blank_at(line, 0)));
    return line;
}

std::string_view without_opening(std::string_view line) noexcept {
    line = without_blanks(line);
    for (auto const opening : openings) {
        if (line.starts_with(opening)) return without_blanks(line.substr(opening.size()));
    }
    return line;
}

std::string_view behind_label(std::string_view line) noexcept {
    line = without_blanks(line);
    for (auto const label : labels) {
        if (!line.starts_with(label)) continue;
        auto rest = without_blanks(line.substr(label.size()));
        bool const wide = rest.starts_with("\xEF\xBC\x9A");  // The colon of these scripts.
        if (wide || at(rest, 0) == ':' || at(rest, 0) == '|') rest.remove_prefix(wide ? 3 : 1);
        bool const parted = rest.size() + label.size() < line.size();
        return parted ? without_blanks(rest) : std::string_view();
    }
    return {};
}

std::optional<EastAsianName> writer(std::string_view text) {
    std::optional<EastAsianName> header;
    std::size_t lines = 0;
    for (std::size_t begin = 0; begin < text.size() && lines < most_labelled_lines; ++lines) {
        auto const end = std::min(text.find('\n', begin), text.size());
        auto const line = text.substr(begin, std::min(end - begin, longest_line));
        begin = end + 1;
        if (auto const value = behind_label(line); !value.empty()) {
            if (auto name = labelled_at(value)) return name;
        }
        if (!header && lines < lines_for_header) header = name_at(without_opening(line));
    }
    return header;
}

/// Looks for one spelling; what is longer is looked for first.
void find_spelling(std::string_view text, std::string const& spelling, Spans& found) {
    for (auto i = text.find(spelling); i != std::string_view::npos;
         i = text.find(spelling, i + spelling.size())) {
        auto end = i + spelling.size();
        for (auto const honorific : honorifics) {
            if (text.substr(end).starts_with(honorific)) end += honorific.size();
        }
        found.push_back({i, end, IdentifierKind::name});
    }
}

std::vector<std::string> spellings_of(EastAsianName const& name) {
    std::string const family(name.family), given(name.given);
    if (given.empty()) return length(family) >= 2 ? std::vector{family} : std::vector<std::string>();
    std::vector<std::string> spellings;
    for (std::string const gap : {"", " ", "\xE3\x80\x80", "\n", "\t"}) {
        spellings.push_back(family + gap + given);
        spellings.push_back(given + gap + family);
    }
    // One character is a word of the language as well.
    if (length(given) >= 2) spellings.push_back(given);
    for (auto const honorific : honorifics) spellings.push_back(family + std::string(honorific));
    return spellings;
}

}  // namespace

void find_east_asian_name(std::string_view text, Spans& found) {
    auto const name = writer(text);
    if (!name) return;
    for (auto const& spelling : spellings_of(*name)) find_spelling(text, spelling, found);
}

}  // namespace ats::redaction
