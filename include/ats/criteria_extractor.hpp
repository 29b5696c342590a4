#pragma once

/// @file
/// Takes criteria out of a job description.

#include <memory>
#include <vector>

#include <ats/criteria.hpp>
#include <ats/document.hpp>
#include <ats/export.hpp>
#include <ats/llm_client.hpp>

namespace ats {

/// Asks an engine for the criteria of a job description. May be called from many threads.
class ATS_EXPORT CriteriaExtractor {
public:
    /// @param client what answers; shared, and kept alive by this object.
    explicit CriteriaExtractor(std::shared_ptr<LlmClient> client);
    ~CriteriaExtractor();

    /// The criteria in the order of the job description, with ids, weights by importance, and the
    /// source line of each where it stands in the text. An engine that names one that does not is asked once
    /// more; what has none then too is kept, and lint() tells of it. Duplicates (same words) are dropped. The
    /// first criterion of kind role weighs one and a half times the sum of all others, so 60 % of a total:
    /// who does the work already fits better than who names the words (benchmarks/README.md has the
    /// measurement).
    /// @throws DocumentError document_empty for a job description without text, document_too_long;
    /// ModelAnswerError model_reply_invalid, also when no criterion was found; and what the client
    /// throws.
    std::vector<Criterion> extract(Document const& job_description, CallContext const& context = {}) const;

private:
    std::shared_ptr<LlmClient> client_;
};

}  // namespace ats
