#include "llm/thoughts.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"

namespace ats::llm {
namespace {

/// How the families of models put the name of a mark in brackets.
struct Brackets {
    std::string_view begin, end;
    bool upper_case_only;  ///< "[reasons]" is prose.
};
constexpr std::array<Brackets, 5> brackets = {{{"<|", "|>", false},
                                               {"<\xEF\xBD\x9C", "\xEF\xBD\x9C>", false},
                                               {"<", ">", false},
                                               {"[", "]", true},
                                               {"\xE2\x97\x81", "\xE2\x96\xB7", false}}};

/// The names of thinking hold one of these: <think>, <thinking>, <seed:think>, [THINK], <thought>,
/// <reasoning>, <|START_THINKING|>, <|begin_of_thought|>.
constexpr std::array<std::string_view, 10> stems = {"think",      "thought",   "reason",   "reflect",
                                                    "scratchpad", "monologue", "analysis", "deliberat",
                                                    "ponder",     "draft"};

/// Marks that are spelt in one way only.
struct Spelling {
    std::string_view text;
    bool opens;
    bool at_start_only = false;
};
constexpr std::array<Spelling, 8> spellings = {{{"<channel|>", false},
                                                {"<unused94>", true},
                                                {"<unused95>", false},
                                                // Channels whose marks a server took out.
                                                {"assistantfinal", false},
                                                {"assistantanalysis", true},
                                                {"assistantcommentary", true},
                                                {"analysis", true, true},
                                                {"commentary", true, true}}};

/// What a channel is named after.
constexpr std::array<std::string_view, 2> channel_marks = {"<|channel|>", "<|channel>"};
/// Channels that hold the answer; all others are thinking.
constexpr std::array<std::string_view, 3> answer_channels = {"final", "answer", "response"};

/// With the attributes that a tag may have.
constexpr std::size_t max_mark_length = 80;
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view name_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-:";
constexpr std::string_view blanks = " \t\r\n";

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), text::ascii_lower);
    return result;
}

bool names_thinking(std::string const& name) {
    return std::any_of(stems.begin(), stems.end(),
                       [&](std::string_view stem) { return name.find(stem) != std::string::npos; });
}

/// `name` in lower case.
bool says_end(std::string_view name) { return name.starts_with("end_") || name.ends_with("_end"); }

bool is_name(std::string_view name) {
    return !name.empty() && name.find_first_not_of(name_letters) == std::string_view::npos;
}

/// @param inside what stands between the brackets.
std::optional<bool> opens(std::string_view inside, bool may_have_attributes) {
    if (inside.find_first_of("<\n") != std::string_view::npos || inside.ends_with('/')) return std::nullopt;
    bool const has_slash = inside.starts_with('/');
    if (has_slash) inside.remove_prefix(1);
    auto const blank = inside.find_first_of(blanks);
    if (blank != std::string_view::npos && !may_have_attributes) return std::nullopt;
    auto const name = lower(inside.substr(0, blank));
    if (!is_name(name) || !names_thinking(name)) return std::nullopt;
    return !has_slash && !says_end(name);
}

std::optional<ThoughtMark> bracketed(std::string_view text) {
    for (auto const& each : brackets) {
        if (!text.starts_with(each.begin)) continue;
        auto const end = text.substr(0, max_mark_length).find(each.end, each.begin.size());
        if (end == std::string_view::npos) continue;
        auto const inside = text.substr(each.begin.size(), end - each.begin.size());
        if (each.upper_case_only && std::any_of(inside.begin(), inside.end(), is_small)) continue;
        if (auto const is_opening = opens(inside, each.begin == "<"))
            return ThoughtMark{end + each.end.size(), *is_opening};
    }
    return std::nullopt;
}

std::optional<ThoughtMark> channel(std::string_view text) {
    for (auto const mark : channel_marks) {
        if (!text.starts_with(mark)) continue;
        auto const rest = text.substr(mark.size());
        auto const name = rest.substr(0, rest.find_first_not_of(letters));
        bool const answers =
            std::find(answer_channels.begin(), answer_channels.end(), lower(name)) != answer_channels.end();
        return ThoughtMark{mark.size() + name.size(), !answers};
    }
    return std::nullopt;
}

/// "analysisWe need ..." is a channel; "analysis of the resume" is prose.
bool runs_on(std::string_view rest) { return !rest.empty() && letters.find(rest.front()) != letters.npos; }

std::optional<ThoughtMark> spelt(std::string_view text, bool at_start) {
    for (auto const& each : spellings) {
        if (!text.starts_with(each.text)) continue;
        if (each.at_start_only && !(at_start && runs_on(text.substr(each.text.size())))) continue;
        return ThoughtMark{each.text.size(), each.opens};
    }
    return std::nullopt;
}

}  // namespace

std::optional<ThoughtMark> thought_mark_at(std::string_view text, bool at_start) {
    if (auto const mark = channel(text)) return mark;
    if (auto const mark = spelt(text, at_start)) return mark;
    return bracketed(text);
}

std::string without_thoughts(std::string_view text) {
    std::string kept;
    bool thinking = false;
    auto const start = text.find_first_not_of(blanks);
    for (std::size_t at = 0; at < text.size();) {
        auto const rest = text.substr(at);
        if (auto const mark = thought_mark_at(rest, at == start)) {
            thinking = mark->opens;
            if (!mark->opens) kept.clear();
            at += mark->length;
            continue;
        }
        if (!thinking) kept += rest.front();
        ++at;
    }
    return kept;
}

}  // namespace ats::llm
