#pragma once

#include <cstddef>
#include <mutex>
#include <set>

#include <ats/error.hpp>
#include <ats/llm_client.hpp>

namespace ats::llm {

/// Tells a refusal of one request from one of all: a firewall's page, or a server that is just being
/// replaced, must not end a run. May be called from many threads.
class Refusals {
public:
    /// A request that is under way for as long as this lives.
    class UnderWay {
    public:
        explicit UnderWay(Refusals& refusals) : refusals_(refusals) { refusals_.count(1); }
        ~UnderWay() { refusals_.count(-1); }
        UnderWay(UnderWay const&) = delete;
        UnderWay& operator=(UnderWay const&) = delete;

    private:
        Refusals& refusals_;
    };

    void succeeded();
    /// @param says_why whether it was told in the server's own form, and not by a page of something between.
    /// @returns whether every later request would be refused as well: the key is wrong (401), or nothing has
    /// ever succeeded, or the same came for three resumes in a row.
    bool proves(ModelServiceError const& error, bool says_why, LlmRequest const& request);

    /// @param read reads the response to `request`.
    /// @returns what it returns. A refusal that need not meet the next request is thrown with a code that
    /// does not end the run.
    template <class Read>
    LlmReply judge(LlmRequest const& request, bool says_why, Read read) {
        try {
            auto reply = read();
            succeeded();
            return reply;
        } catch (ModelAnswerError const&) {
            succeeded();
            throw;
        } catch (ModelServiceError const& error) {
            bool const may_be_one =
                error.code() == ErrorCode::model_unauthorized || error.code() == ErrorCode::model_not_found;
            if (!may_be_one || proves(error, says_why, request)) throw;
            throw ModelServiceError(ErrorCode::model_request_rejected, error.what(), error.details());
        }
    }

private:
    void count(int change);

    std::mutex mutex_;
    int under_way_ = 0;
    bool has_succeeded_ = false;
    int status_ = 0;               ///< Of the refusals in a row.
    std::set<std::size_t> about_;  ///< What they were about, as hashes.
};

}  // namespace ats::llm
