#include <condition_variable>
#include <mutex>
#include <set>
#include <utility>

#include <ats/error.hpp>
#include <ats/record.hpp>
#include <ats/recording_client.hpp>

#include "base/wait.hpp"

namespace ats {

struct RecordingClient::Impl {
    std::shared_ptr<LlmClient> inner;
    std::shared_ptr<ReplyStore> store;
    std::string identity;

    std::mutex mutex;  // Guards `asked`, the keys that are being asked about.
    std::condition_variable answered;
    std::set<std::string> asked;

    void begin(std::string const& key, CallContext const& context);
    void end(std::string const& key) noexcept;
    LlmReply ask(std::string const& key, LlmRequest const& request, CallContext const& context);
    LlmReply keep(RecordedReply const& reply);
};

namespace {

/// Lets the next one ask, whatever becomes of this one.
template <class Impl>
class Turn {
public:
    Turn(Impl& impl, std::string const& key, CallContext const& context) : impl_(impl), key_(key) {
        impl_.begin(key_, context);
    }
    ~Turn() { impl_.end(key_); }
    Turn(Turn const&) = delete;
    Turn& operator=(Turn const&) = delete;

private:
    Impl& impl_;
    std::string const& key_;
};

}  // namespace

void RecordingClient::Impl::begin(std::string const& key, CallContext const& context) {
    wait_then(
        mutex, answered, context, [&] { return !asked.contains(key); }, [&] { asked.insert(key); });
}

void RecordingClient::Impl::end(std::string const& key) noexcept {
    {
        std::lock_guard lock(mutex);
        asked.erase(key);
    }
    answered.notify_all();
}

LlmReply RecordingClient::Impl::ask(std::string const& key, LlmRequest const& request,
                                    CallContext const& context) {
    auto const start = Clock::now();
    RecordedReply reply;
    reply.key = key;
    reply.identity = identity;
    reply.request = request;
    reply.reply = inner->complete(request, context);
    reply.latency = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
    return keep(reply);
}

LlmReply RecordingClient::Impl::keep(RecordedReply const& reply) {
    try {
        return store->keep(reply);
    } catch (CallerError const& error) {
        throw CallerError(error.code(),
                          std::string(error.what()) + "; an answer of the model was received and is lost");
    }
}

RecordingClient::RecordingClient(std::shared_ptr<LlmClient> inner, std::shared_ptr<ReplyStore> store,
                                 std::string identity)
    : impl_(std::make_unique<Impl>()) {
    if (!inner || !store)
        throw CallerError(ErrorCode::invalid_argument, "RecordingClient needs an inner client and a store");
    impl_->inner = std::move(inner);
    impl_->store = std::move(store);
    impl_->identity = std::move(identity);
}

RecordingClient::~RecordingClient() = default;

LlmReply RecordingClient::complete(LlmRequest const& request, CallContext const& context) {
    auto const key = reply_key(request, impl_->identity);
    Turn const turn(*impl_, key, context);
    if (auto stored = impl_->store->find(key)) return *stored;
    return impl_->ask(key, request, context);
}

void RecordingClient::refuse(LlmRequest const& request) {
    impl_->store->drop(reply_key(request, impl_->identity));
}

}  // namespace ats
