#include <algorithm>
#include <array>

#include "llm/openai_wire.hpp"
#include "text/ascii.hpp"

namespace ats::openai {
namespace {

/// What servers say, in small letters with "_" for all else. The first that stands in it decides, so that
/// prefixes ("FINISH_REASON_MAX_TOKENS") and additions ("content_filter: PROHIBITED_CONTENT") do not matter.
struct Meaning {
    std::string_view word;
    FinishReason reason;
};
constexpr std::array<Meaning, 31> meanings = {{
    {"content_filter", FinishReason::content_filter},
    {"safety", FinishReason::content_filter},
    {"prohibited_content", FinishReason::content_filter},
    {"recitation", FinishReason::content_filter},
    {"blocklist", FinishReason::content_filter},
    {"spii", FinishReason::content_filter},
    {"guardrail", FinishReason::content_filter},
    {"moderation", FinishReason::content_filter},
    {"sensitive", FinishReason::content_filter},
    {"toxic", FinishReason::content_filter},
    {"data_inspection", FinishReason::content_filter},
    {"blocked", FinishReason::content_filter},
    {"refus", FinishReason::refusal},
    {"length", FinishReason::length},
    {"max_tokens", FinishReason::length},
    {"max_output_tokens", FinishReason::length},
    {"max_new_tokens", FinishReason::length},
    {"max_completion_tokens", FinishReason::length},
    {"token_limit", FinishReason::length},
    {"tokens_limit", FinishReason::length},
    {"context_window_exceeded", FinishReason::length},
    {"limit", FinishReason::length},
    {"truncated", FinishReason::length},
    {"incomplete", FinishReason::length},
    {"stop", FinishReason::stop},
    {"end_turn", FinishReason::stop},
    {"eos", FinishReason::stop},
    {"tool", FinishReason::stop},
    {"function_call", FinishReason::stop},
    {"complete", FinishReason::stop},
    {"finished", FinishReason::stop},
}};

std::string normal(std::string_view said) {
    std::string result(said);
    for (char& c : result) {
        c = text::ascii_lower(c);
        if (c < 'a' || c > 'z') c = '_';
    }
    return result;
}

}  // namespace

FinishReason finish_reason(std::string_view said) {
    auto const reason = normal(said);
    auto const found = std::find_if(meanings.begin(), meanings.end(), [&](Meaning const& each) {
        return reason.find(each.word) != std::string::npos;
    });
    return found == meanings.end() ? FinishReason::other : found->reason;
}

}  // namespace ats::openai
