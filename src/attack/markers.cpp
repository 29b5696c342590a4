#include <algorithm>
#include <string>

#include "attack/passage.hpp"

namespace ats::attack {
namespace {

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
    "[system]",
    "[/system]",
    "[assistant]",
    "[system message]",
    "[system prompt]",
    "<system>",
    "</system>",
    "<system_prompt>",
    "<assistant>",
    "<instructions>",
    "</instructions>",
    "</resume>",
    "</cv>",
    "</candidate>",
    "</document>",
    "</untrusted>",
    "### system",
    "### instruction",
    "###instruction",
    "### response",
    "### human:",
    "### assistant",
    "begin system",
    "end system prompt",
    "end of resume",
    "end of the resume",
    "end of document",
    "beginning of instructions",
    "start of instructions",
    "system override",
    "system prompt:",
    "system message:",
    "admin override",
    "developer mode enabled",
    "system_override",
    "override_selection",
    "instruction_override",
    "meta_instruction",
    "system_instruction",
    "prompt_injection",
    "system_memory",
    "hidden_instruction",
};
// The names of fields that an answer about a resume has and a resume has not.
constexpr std::string_view answer_fields[] = {
    "\"role\": \"system\"", "\"role\":\"system\"",     "\"verdict\":",       "\"decision\":",
    "\"final_score\":",     "\"total_score\":",        "\"overall_score\":", "\"scores\":",
    "\"recommendation\":",  "\"selected_candidate\":", "\"match_score\":",   "\"hire\":",
    "\"score\":",           "\"instruction\":",        "\"instructions\":",  "\"system\":",
};

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return small;
}

bool holds(std::string_view line, std::string_view const* begin, std::string_view const* end) {
    return std::any_of(begin, end,
                       [line](std::string_view mark) { return line.find(mark) != std::string_view::npos; });
}

// "=====0123456789abcdef=====": what this library puts around a stranger's text.
bool is_fence(std::string_view line) {
    constexpr std::string_view bar = "=====";
    auto const open = line.find(bar);
    if (open == std::string_view::npos) return false;
    auto const inside = line.substr(line.find_first_not_of('=', open) == std::string_view::npos
                                        ? line.size()
                                        : line.find_first_not_of('=', open));
    auto const digits = inside.find_first_not_of("0123456789abcdef");
    constexpr std::size_t fewest = 8;
    return digits != std::string_view::npos && digits >= fewest && inside.substr(digits, bar.size()) == bar;
}

}  // namespace

std::vector<Passage> forged_sections(std::string_view text) {
    auto const small = in_small_letters(text);
    std::vector<Passage> found;
    for (std::size_t begin = 0; begin < small.size();) {
        auto const end = std::min(small.find('\n', begin), small.size());
        auto const line = std::string_view(small).substr(begin, end - begin);
        if (holds(line, std::begin(marks), std::end(marks)) ||
            holds(line, std::begin(answer_fields), std::end(answer_fields)) || is_fence(line))
            found.push_back({FindingKind::forged_section, begin, end});
        begin = end + 1;
    }
    return found;
}

}  // namespace ats::attack
