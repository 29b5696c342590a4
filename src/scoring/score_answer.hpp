#pragma once

#include <string>
#include <vector>

#include <ats/criteria.hpp>
#include <ats/document.hpp>
#include <ats/llm_client.hpp>
#include <ats/scorecard.hpp>

#include "scoring/years_shown.hpp"
#include "text/quotes.hpp"

/// What an engine answered, checked: its text is as untrusted as a resume.
namespace ats::scoring {

/// What an answer is held against.
struct Source {
    Document const& resume;
    text::QuoteLocator const& locator;
    WorkPeriods const& periods;
};

/// @returns a score for each of `criteria`, its quotes looked up in the resume, its years added up and at
/// most what they are worth.
/// @throws ModelAnswerError `model_reply_invalid` if the reply is not what was asked for.
std::vector<CriterionScore> read_scores(LlmReply const& reply, std::vector<Criterion> const& criteria,
                                        Source const& source);

/// @returns what the engine is told of scores without a quote that is found; empty if each is supported.
std::string faults_of(std::vector<CriterionScore> const& scores);

/// Replaces scores without support by those of a second answer; what lacks support then too is capped.
void take_supported(std::vector<CriterionScore>& scores, std::vector<CriterionScore> again);

}  // namespace ats::scoring
