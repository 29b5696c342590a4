#pragma once

#include <cstdint>

#include <ats/llm_client.hpp>

namespace ats::llm {

/// Of an answer about a handful of criteria.
constexpr std::int64_t usual_answer_tokens = 400;
/// English has about 4 bytes to a token; other languages have fewer, which the answer's usage corrects.
constexpr std::size_t bytes_per_token = 4;

/// @returns about how many tokens a request takes, its answer not included.
inline std::int64_t prompt_tokens(LlmRequest const& request) noexcept {
    auto bytes = request.instructions.size() + request.schema.size();
    for (auto const& section : request.sections) bytes += section.label.size() + section.text.size();
    for (auto const& correction : request.corrections)
        bytes += correction.reply.size() + correction.errors.size();
    return static_cast<std::int64_t>(bytes / bytes_per_token);
}

}  // namespace ats::llm
