#pragma once

/// @file
/// The engine that needs no network, no key and no model.

#include <ats/export.hpp>
#include <ats/llm_client.hpp>

namespace ats {

/// The name the offline engine gives itself in every reply, and so in every report.
inline constexpr char const* offline_engine_name = "offline";

/// Answers by rules: words, headings, years, degrees. It is deterministic and quick, and it knows no
/// meaning: a skill that a resume describes in other words than the criterion is not seen. It says
/// who it is in LlmReply::model.
///
/// Takes the tasks `extract_criteria` and `score_resume`. Scores have at most one decimal.
class ATS_EXPORT OfflineClient final : public LlmClient {
public:
    OfflineClient();
    ~OfflineClient() override;
    /// @throws CallerError invalid_argument for an unknown task or a request without the sections of
    /// its task.
    LlmReply complete(LlmRequest const& request, CallContext const& context) override;
};

}  // namespace ats
