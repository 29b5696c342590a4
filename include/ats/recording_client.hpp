#pragma once

/// @file
/// Asks nothing twice: answers come from a store where it has them.

#include <memory>
#include <string>

#include <ats/export.hpp>
#include <ats/llm_client.hpp>
#include <ats/reply_store.hpp>

namespace ats {

/// The outermost client. A question that the store knows is answered from it, with the usage of the
/// time when it was paid for; any other goes to the inner client, whose answer is kept before it is
/// returned. Failures are never stored.
///
/// Threads that ask the same at once ask once: the others wait, and ask themselves if the first fails.
/// Two processes may both ask; the answer that is stored first is what both return.
class ATS_EXPORT RecordingClient final : public LlmClient {
public:
    /// @param inner what answers; its answers should be valid, so a ValidatingClient.
    /// @param store where answers are kept, such as a Record. @param identity names whatever else can change
    /// an answer: endpoint, model, options. It must hold no key, since it is stored.
    RecordingClient(std::shared_ptr<LlmClient> inner, std::shared_ptr<ReplyStore> store,
                    std::string identity);
    ~RecordingClient() override;
    /// @throws what the inner client throws; what the store throws, such as CallerError record_failed, also
    /// after an answer was received and could not be stored: the message says so.
    LlmReply complete(LlmRequest const& request, CallContext const& context) override;
    /// Drops the stored answer. @throws what the store throws.
    void refuse(LlmRequest const& request) override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace ats
