#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <ats/llm_client.hpp>
#include <ats/record.hpp>

// How values stand in the file. What is read back equals what was written, to the last digit of a number,
// so that a report made of it has the same bytes.

namespace ats::record {

std::string criteria_text(std::vector<Criterion> const& criteria);
std::vector<Criterion> criteria_of(std::string_view json);

std::string findings_text(std::vector<Finding> const& findings);
std::vector<Finding> findings_of(std::string_view json);

std::string scorecard_text(Scorecard const& card);
Scorecard scorecard_of(std::string_view json);

/// All of a failure but its message, which may hold a file name that is no UTF-8 and so no JSON.
std::string failure_text(Failure const& failure);
Failure failure_of(std::string_view json, std::string message);

std::string usage_text(Usage const& usage);
Usage usage_of(std::string_view json);

std::string_view finish_reason_text(FinishReason reason) noexcept;
FinishReason finish_reason_of(std::string_view name) noexcept;

/// A request without its long texts, which stand elsewhere: `keep` gives what to write in place of one.
std::string request_text(LlmRequest const& request,
                         std::function<std::string(std::string const&)> const& keep);
/// The reverse: `fetch` gives the text for what `keep` gave.
LlmRequest request_of(std::string_view json, std::function<std::string(std::string const&)> const& fetch);

/// @returns a digest of everything but the date: equal for the same command.
std::string fingerprint(RunDescription const& run);

}  // namespace ats::record
