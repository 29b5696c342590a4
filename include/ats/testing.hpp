#pragma once

/// @file
/// A client without a model, for your own tests. Not part of ats/ats.hpp.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <ats/export.hpp>
#include <ats/llm_client.hpp>

namespace ats::testing {

/// Answers by a script, and remembers what it was asked. May be called from many threads; the steps
/// are then taken in the order of arrival.
class ATS_EXPORT ScriptedClient final : public LlmClient {
public:
    /// What to do with one request: return a reply or throw.
    using Step = std::function<LlmReply(LlmRequest const&, CallContext const&)>;

    /// Answers every request by the same function. An empty one gives valid_reply().
    explicit ScriptedClient(Step always = {});
    /// Answers the n-th request by the n-th step; one request too many throws CallerError internal.
    explicit ScriptedClient(std::vector<Step> steps);
    ~ScriptedClient() override;

    LlmReply complete(LlmRequest const& request, CallContext const& context) override;

    /// @returns the requests so far, in the order of arrival.
    std::vector<LlmRequest> requests() const;
    /// @returns how many requests there were.
    std::size_t calls() const;

    /// A step that answers with this text, after a wait that can be cancelled.
    static Step reply(std::string text, std::chrono::milliseconds delay = {});
    /// A step that answers valid_reply(), after a wait that can be cancelled.
    static Step valid(double score = 3, std::chrono::milliseconds delay = {});
    /// A step that throws a copy of `error`.
    template <class E>
    static Step error(E error) {
        return [error](LlmRequest const&, CallContext const&) -> LlmReply { throw error; };
    }

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// @returns a valid answer to `request`: for `score_resume` the given score for every criterion with
/// the resume's first line as its quote (a role: the two words that come nearest to it); for
/// `extract_criteria` one criterion for each line of the job description (at most 20).
ATS_EXPORT std::string valid_reply(LlmRequest const& request, double score = 3);

}  // namespace ats::testing
