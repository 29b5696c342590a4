#pragma once

/// @file
/// Checks each answer against the schema of its request, and asks again once.

#include <memory>
#include <optional>

#include <ats/error.hpp>
#include <ats/export.hpp>
#include <ats/llm_client.hpp>

namespace ats {

/// How often to ask again.
struct ValidatingOptions {
    int max_reasks = 1;  ///< At least 0.
};

/// What a 200 from a server says about its answer is nothing: several servers drop the schema
/// silently. This client takes the one JSON object out of the answer (code fences, thinking in any
/// marks and text around it are tolerated), checks it against the request's schema, and asks again with
/// the faults listed. Several objects that fit and differ are no answer, nor is one that repeats what the
/// model was given to read. An answer that was cut off is never repaired: it is asked for once more, with
/// twice the room; an empty one is asked for again as it was. The reply it returns holds just that object,
/// compact, keys in their order; its usage is the sum over all attempts.
class ATS_EXPORT ValidatingClient final : public LlmClient {
public:
    /// @param inner what answers. @param options how often to ask again.
    explicit ValidatingClient(std::shared_ptr<LlmClient> inner, ValidatingOptions options = {});
    ~ValidatingClient() override;
    /// @throws ModelAnswerError model_reply_invalid or model_reply_empty, if no attempt gave a valid answer;
    /// and what the inner client throws.
    LlmReply complete(LlmRequest const& request, CallContext const& context) override;

private:
    /// @returns nothing if there is no answer (it was cut off, say), and the question is to be asked again
    /// as `asked` now is.
    std::optional<LlmReply> ask(LlmRequest& asked, CallContext const& context, Usage& usage, int& attempt);
    bool may_ask_again(ErrorCode code, LlmRequest const& asked, int attempt) const;

    std::shared_ptr<LlmClient> inner_;
    ValidatingOptions options_;
};

}  // namespace ats
