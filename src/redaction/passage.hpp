#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <ats/llm_client.hpp>

#include "redaction/placeholders.hpp"

namespace ats::redaction {

/// Takes out of a resume what identifies its writer: without_identifiers(), but for tests of its failing.
using Redact = std::function<std::string(std::string_view resume, Placeholders& placeholders)>;

/// One request on its way out, and its answer on the way back.
class Passage {
public:
    /// @throws DocumentError redaction_failed if anything goes wrong or an identifier is left. Its message
    /// quotes nothing.
    Passage(LlmRequest const& request, Redact const& redact);

    LlmRequest const& request() const noexcept { return out_; }
    /// @returns an answer with the originals in the place of the placeholders.
    std::string restored(std::string const& reply) const;

private:
    void replace(Redact const& redact);
    void check() const;
    void check_own(std::string const& text) const;
    void check_other(std::string const& text) const;
    std::string known_and_found(std::string const& text);
    std::string of_answer(std::string const& reply);

    LlmRequest out_;
    Placeholders placeholders_;
};

/// @returns true if the request has the resume that redaction is for.
bool concerns(LlmRequest const& request);

/// Asks `inner` with placeholders and restores its answer; nothing is asked where redaction fails.
LlmReply complete_redacted(LlmClient& inner, LlmRequest const& request, CallContext const& context,
                           Redact const& redact = without_identifiers);

}  // namespace ats::redaction
