#pragma once

/// @file
/// Keeps what identifies a person from whatever answers the questions.

#include <memory>

#include <ats/export.hpp>
#include <ats/llm_client.hpp>

namespace ats {

/// The outermost client, above a RecordingClient: everything below sees placeholders in the place of
/// names, addresses and the like (see redact()), in the section "resume" and in refused answers, and of the
/// whole name in the other sections. The answer comes back with the originals. Requests without such a
/// section pass unchanged. The map between the two lives as long as the call, and nowhere else.
class ATS_EXPORT RedactingClient final : public LlmClient {
public:
    /// @param inner what answers.
    explicit RedactingClient(std::shared_ptr<LlmClient> inner);
    ~RedactingClient() override;
    /// @throws what the inner client throws; DocumentError redaction_failed, with nothing sent, if
    /// the text could not be redacted, an identifier is left in it, or the instructions or another section
    /// has an e-mail address, a telephone number or a profile's link that the resume has too.
    LlmReply complete(LlmRequest const& request, CallContext const& context) override;
    /// Passes the request on as complete() sent it. @throws as complete().
    void refuse(LlmRequest const& request) override;

private:
    std::shared_ptr<LlmClient> inner_;
};

}  // namespace ats
