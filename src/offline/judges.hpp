#pragma once

#include <string>
#include <string_view>

#include "offline/resume/matching.hpp"
#include "offline/scoring_rules.hpp"

/// One judge for each kind of criterion, and what they share.
namespace ats::offline {

Judgement judge_skill(std::string_view text, ResumeView const& resume);
Judgement judge_role(std::string_view title, ResumeView const& resume);
Judgement judge_experience(std::string_view text, std::optional<double> min_years, ResumeView const& resume);
Judgement judge_education(std::string_view text, ResumeView const& resume);
Judgement judge_certification(std::string_view text, ResumeView const& resume);
Judgement judge_language(std::string_view text, ResumeView const& resume);

/// @returns `score` within 0 to 5, with one decimal.
double rounded(double score);
/// Adds a quote, unless it is there already or three are.
void add_quote(Judgement& judgement, std::string_view quote);
void add_quotes(Judgement& judgement, Match const& match, ResumeView const& resume);
/// @returns the criterion in quotation marks, shortened to read well.
std::string quoted(std::string_view text);
/// @returns "6" or "2.5".
std::string decimal(double value);

}  // namespace ats::offline
