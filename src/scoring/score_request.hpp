#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <ats/context.hpp>
#include <ats/criteria.hpp>
#include <ats/document.hpp>
#include <ats/llm_client.hpp>

#include "scoring/years_shown.hpp"

/// What an engine is asked about a resume; docs/engines.md describes it for those who write one.
namespace ats::scoring {

// More quotes than this show nothing more to a person, and cost tokens.
inline constexpr std::size_t max_quotes = 5;

/// A resume as an engine sees it.
struct Seen {
    Document const& resume;
    std::string const& text;  ///< Without what is kept from the engine.
    WorkPeriods const& periods;
};

/// The question about `criteria`, which are those of one request. @param sample counts repetitions.
LlmRequest make_request(std::vector<Criterion> const& criteria, Date as_of, Seen const& seen, int sample);

}  // namespace ats::scoring
