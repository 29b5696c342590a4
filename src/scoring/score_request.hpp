#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <ats/context.hpp>
#include <ats/criteria.hpp>
#include <ats/document.hpp>
#include <ats/llm_client.hpp>

/// What an engine is asked about a resume; docs/engines.md describes it for those who write one.
namespace ats::scoring {

// More quotes than this show nothing more to a person, and cost tokens.
inline constexpr std::size_t max_quotes = 5;

/// The question about `criteria`, which are those of one request.
/// @param seen the text of `resume` as the engine may see it. @param sample counts repetitions.
LlmRequest make_request(std::vector<Criterion> const& criteria, Date as_of,
                        std::string const& job_description, Document const& resume, std::string const& seen,
                        int sample);

}  // namespace ats::scoring
