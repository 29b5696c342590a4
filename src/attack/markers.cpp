#include <algorithm>
#include <string>

#include "attack/encoded.hpp"
#include "attack/passage.hpp"
#include "text/lists.hpp"

namespace ats::attack {
namespace {

using text::listed;

// What separates messages in the prompts of common models, and what people write to look like that.
constexpr std::string_view marks[] = {
    "<|im_start|>",
    "<|im_end|>",
    "<|system|>",
    "<|user|>",
    "<|assistant|>",
    "<|endoftext|>",
    "<|start_header_id|>",
    "<|eot_id|>",
    "[inst]",
    "[/inst]",
    "<<sys>>",
    "<</sys>>",
    "[system message]",
    "[system prompt]",
    "[rest-of-document]",
    "### system",
    "### instruction",
    "###instruction",
    "### response",
    "### human:",
    "### assistant",
    "\"role\": \"system\"",
    "\"role\":\"system\"",
    "\"role\": \"assistant\"",
    "\"role\":\"assistant\"",
};
// These have to begin a line: a programmer may write about "[system] tags".
constexpr std::string_view opening_marks[] = {"[system]", "[/system]", "[assistant]", "[user]", "[admin]"};
// The names of fields that an answer about a resume has and a resume has not.
constexpr std::string_view answer_fields[] = {
    "\"verdict\":",       "\"decision\":", "\"final_score\":",    "\"total_score\":",
    "\"overall_score\":", "\"scores\":",   "\"recommendation\":", "\"selected_candidate\":",
    "\"match_score\":",   "\"hire\":",     "\"score\":",          "\"instruction\":",
    "\"instructions\":",  "\"system\":",   "\"overallscore\":",   "\"matchscore\":",
};
// In angle brackets, alone or with others: "<system>", "</untrusted-text>", "<hidden_instruction>".
constexpr std::string_view tag_words[] = {
    "system",   "instruction", "instructions", "prompt",   "control", "policy",
    "override", "directive",   "assistant",    "resume",   "cv",      "candidate",
    "document", "untrusted",   "intent",       "semantic", "message", "admin",
};
// Two of them joined make a name or a heading that only a program's prompt has: "system_note",
// "INSTRUCTION OVERRIDE:", "force-selection".
constexpr std::string_view control_words[] = {
    "override",     "instruction", "instructions", "directive", "injection", "selection", "evaluation",
    "priority",     "system",      "memory",       "prompt",    "payload",   "bypass",    "force",
    "context",      "note",        "hidden",       "meta",      "embedded",  "candidate", "persistent",
    "conversation", "previous",    "forged",       "trust",     "internal",  "admin",     "scoring",
    "assistant",    "model",       "llm",          "ai",        "update",    "command",   "secret",
    "message",      "activation",  "resume",
};
// One of the two says that something is ordered.
constexpr std::string_view ordering_words[] = {
    "override", "instruction", "instructions", "directive", "injection", "prompt",  "payload", "bypass",
    "force",    "note",        "forged",       "trust",     "message",   "command", "context", "activation",
};

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return small;
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

template <std::size_t N>
bool holds(std::string_view line, std::string_view const (&table)[N]) {
    return std::any_of(std::begin(table), std::end(table),
                       [line](std::string_view mark) { return line.find(mark) != std::string_view::npos; });
}

// "=====0123456789abcdef=====": what this library puts around a stranger's text.
bool is_fence(std::string_view line) {
    constexpr std::string_view bar = "=====";
    auto const open = line.find(bar);
    if (open == std::string_view::npos) return false;
    auto const first = line.find_first_not_of('=', open);
    if (first == std::string_view::npos) return false;
    auto const inside = line.substr(first);
    auto const digits = inside.find_first_not_of("0123456789abcdef");
    constexpr std::size_t fewest = 8;
    return digits != std::string_view::npos && digits >= fewest && inside.substr(digits, bar.size()) == bar;
}

/// Counts the words of a joined name that prompts are made of.
struct Controls {
    int all = 0;
    int ordering = 0;

    void add(std::string_view word) {
        all += listed(control_words, word) ? 1 : 0;
        ordering += listed(ordering_words, word) ? 1 : 0;
    }
    bool command() const { return all >= 2 && ordering >= 1; }
};

// Goes through names joined by `joints`, as in "force_selection".
bool has_joined_name(std::string_view line, std::string_view joints) {
    Controls controls;
    for (std::size_t i = 0; i < line.size();) {
        auto end = i;
        while (end < line.size() && is_letter(line[end])) ++end;
        controls.add(line.substr(i, end - i));
        if (controls.command()) return true;
        bool const joined = end < line.size() && end > i && joints.find(line[end]) != std::string_view::npos;
        if (!joined) controls = Controls();
        i = end + 1;
    }
    return false;
}

// "INTERNAL EVALUATION DIRECTIVE: ..." in capitals, "[CONTEXT INJECTION]".
bool has_command_heading(std::string_view line, std::string_view small) {
    constexpr std::size_t longest = 60;
    auto const first = line.find_first_not_of(" \t*#-");
    if (first == std::string_view::npos) return false;
    auto const end = line[first] == '[' ? line.find(']', first) : line.find(':', first);
    if (end == std::string_view::npos || end - first > longest) return false;
    auto const heading = line.substr(first, end - first);
    bool const capitals = std::none_of(heading.begin(), heading.end(), is_letter);
    return capitals && has_joined_name(small.substr(first, end - first), " _-[");
}

// Names in what follows a "<", as far as a tag goes.
bool has_tag(std::string_view line) {
    constexpr std::size_t longest = 60;
    for (auto open = line.find('<'); open != std::string_view::npos; open = line.find('<', open + 1)) {
        auto const tag = line.substr(open + 1, longest);
        auto const name = tag.substr(0, std::min(tag.find('<'), tag.find('>')));
        if (name.size() == tag.size()) continue;
        for (std::size_t i = 0; i < name.size();) {
            auto end = i;
            while (end < name.size() && is_letter(name[end])) ++end;
            if (listed(tag_words, name.substr(i, end - i))) return true;
            i = end + 1;
        }
    }
    return false;
}

bool opens_with_mark(std::string_view line) {
    auto const first = std::min(line.find_first_not_of(" \t\"'*-"), line.size());
    return std::any_of(std::begin(opening_marks), std::end(opening_marks),
                       [&](std::string_view mark) { return line.substr(first, mark.size()) == mark; });
}

// All of the marks, fields, fences and tags hold one of these.
bool has_code(std::string_view small) {
    if (small.find_first_of("<[#\"=") == std::string_view::npos) return false;
    return opens_with_mark(small) || holds(small, marks) || holds(small, answer_fields) || is_fence(small) ||
           has_tag(small);
}

bool is_forged(std::string_view line, std::string_view small) {
    return has_code(small) || has_joined_name(small, "_-") || has_command_heading(line, small) ||
           hides_words(line);
}

struct Line {
    std::size_t begin;
    std::size_t end;
    bool forged;
    bool code;  ///< Only a tag, a brace, or a field of one.
};

bool is_code(std::string_view line) {
    auto const first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos) return false;
    constexpr std::string_view openers = "{}[]<\"";
    return openers.find(line[first]) != std::string_view::npos;
}

std::vector<Line> lines_of(std::string_view text, std::string_view small) {
    std::vector<Line> lines;
    for (std::size_t begin = 0; begin < small.size();) {
        auto const end = std::min(small.find('\n', begin), small.size());
        auto const line = text.substr(begin, end - begin);
        lines.push_back({begin, end, is_forged(line, small.substr(begin, end - begin)), is_code(line)});
        begin = end + 1;
    }
    return lines;
}

// A forged line makes the code that it stands in forged: the braces and fields before and after it.
void spread(std::vector<Line>& lines) {
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (lines[i - 1].forged && lines[i].code) lines[i].forged = true;
    for (auto i = lines.size(); i-- > 1;)
        if (lines[i].forged && lines[i].code && lines[i - 1].code) lines[i - 1].forged = true;
}

}  // namespace

std::vector<Passage> forged_sections(std::string_view text) {
    auto const small = in_small_letters(text);
    auto lines = lines_of(text, small);
    spread(lines);
    std::vector<Passage> found;
    for (auto const& line : lines)
        if (line.forged) found.push_back({FindingKind::forged_section, line.begin, line.end});
    return found;
}

}  // namespace ats::attack
