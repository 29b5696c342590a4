#include "offline/words/aliases.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "text/lists.hpp"

namespace ats::offline {
namespace {

// Words are folded and singular.
struct Alias {
    std::string_view words;
    std::string_view name;
};

#include "offline/words/alias_table.inc"

struct Entry {
    std::vector<std::string> words;
    std::string_view name;
};
using Table = std::unordered_map<std::string, std::vector<Entry>>;

Table table_of_phrases() {
    Table table;
    for (auto const& alias : phrases) {
        Entry entry{{}, alias.name};
        for (auto& word : text::words(alias.words)) entry.words.push_back(text::singular(word.text));
        auto const first = entry.words.front();
        table[first].push_back(std::move(entry));
    }
    return table;
}

bool stands_at(Entry const& entry, std::vector<text::Word> const& words, std::size_t at) {
    if (at + entry.words.size() > words.size()) return false;
    for (std::size_t i = 1; i < entry.words.size(); ++i) {
        if (text::singular(words[at + i].text) != entry.words[i]) return false;
    }
    return true;
}

Entry const* phrase_at(std::vector<text::Word> const& words, std::size_t at) {
    static Table const table = table_of_phrases();
    auto const found = table.find(text::singular(words[at].text));
    if (found == table.end()) return nullptr;
    Entry const* longest = nullptr;
    for (auto const& entry : found->second) {
        if (stands_at(entry, words, at) && (!longest || entry.words.size() > longest->words.size()))
            longest = &entry;
    }
    return longest;
}

void expand_abbreviation(text::Word& word) {
    if (!word.abbreviation) return;
    for (auto const& alias : capitals) {
        if (alias.words == word.text) word.text = alias.name;
    }
}

void spell_alike(text::Word& word) {
    for (auto const& [beginning, instead] : spellings) {
        if (word.text.compare(0, beginning.size(), beginning) != 0) continue;
        word.text.replace(0, beginning.size(), instead);
        return;
    }
}

std::string_view everyday_name(std::string_view word) {
    for (auto const& alias : everyday) {
        if (alias.words == word) return alias.name;
    }
    return {};
}

constexpr std::string_view separators = ",;/|:()[]•·";

bool is_blank(char c) noexcept { return static_cast<unsigned char>(c) <= ' '; }

// The sign between two entries beside a word, or the end of the line.
bool separated(std::string_view between) {
    auto const first = std::find_if_not(between.begin(), between.end(), is_blank);
    if (first == between.end()) return false;
    auto const at = static_cast<std::size_t>(first - between.begin());
    if (between[at] == '-') return at > 0 && at + 1 < between.size();
    bool const bullet = static_cast<unsigned char>(between[at]) >= 0x80;
    return bullet || separators.find(between[at]) != std::string_view::npos || between[at] == '.';
}

std::string_view before(std::string_view text, std::vector<text::Word> const& words, std::size_t i) {
    auto const begin = i == 0 ? 0 : words[i - 1].end;
    return text.substr(begin, words[i].begin - begin);
}

std::string_view after(std::string_view text, std::vector<text::Word> const& words, std::size_t i) {
    auto const end = i + 1 < words.size() ? words[i + 1].begin : text.size();
    return text.substr(words[i].end, end - words[i].end);
}

bool joined(std::string_view between) {
    return !between.empty() && !is_blank(between[0]) && (between[0] == '-' || between[0] == '&');
}

constexpr std::string_view before_tools =
    "in with using use used and or of ms microsoft advanced basic good strong solid excellent expert "
    "proficient knowledge skills via on into know knows from learn write wrote written writing python java "
    "sql";
constexpr std::string_view after_tools =
    "and or for on with to programming code coding developer developers engineer services skills knowledge "
    "experience proficiency spreadsheets spreadsheet sheets macros models reports app apps application "
    "applications";

bool is_capital(char c) noexcept { return c >= 'A' && c <= 'Z'; }

// "reports with Excel each week": a capital where none begins a sentence. Single letters name floors too.
bool stands_out(std::string_view text, std::vector<text::Word> const& words, std::size_t i) {
    if (i == 0 || words[i].text.size() < 2 || before(text, words, i) != " ") return false;
    bool const name_goes_on = i + 1 < words.size() && is_capital(text[words[i + 1].begin]);
    return is_capital(text[words[i].begin]) && !is_capital(text[words[i - 1].begin]) && !name_goes_on;
}

// "Go" is a tool between the signs of a list, with a capital inside a sentence, or beside words such as "in".
bool is_tool(std::string_view text, std::vector<text::Word> const& words, std::size_t i, Names names) {
    auto const left = before(text, words, i);
    auto const right = after(text, words, i);
    if (joined(right) || (!left.empty() && joined(left.substr(left.size() - 1)))) return false;
    bool const closed = i + 1 == words.size() || separated(right);
    bool const opened = i == 0 || separated(left);
    if ((opened && closed) || stands_out(text, words, i)) return true;
    if (names == Names::told && (i == 0 || !is_capital(text[words[i].begin]))) return false;
    bool const led_in = opened || text::listed(before_tools, words[i - 1].text);
    return led_in && (closed || text::listed(after_tools, words[i + 1].text));
}

}  // namespace

std::vector<text::Word> with_aliases(std::string_view text, std::vector<text::Word> words, Names names) {
    std::vector<std::string_view> tools(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const name = everyday_name(words[i].text);
        if (!name.empty() && is_tool(text, words, i, names)) tools[i] = name;
        spell_alike(words[i]);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < words.size(); ++kept) {
        auto const* const phrase = phrase_at(words, i);
        auto const count = phrase ? phrase->words.size() : 1;
        auto const end = words[i + count - 1].end;
        auto const tool = tools[i];
        if (kept != i) words[kept] = std::move(words[i]);
        if (phrase)
            words[kept].text = phrase->name;
        else if (!tool.empty())
            words[kept].text = tool;
        else
            expand_abbreviation(words[kept]);
        words[kept].end = end;
        i += count;
    }
    words.resize(kept);
    return words;
}

}  // namespace ats::offline
