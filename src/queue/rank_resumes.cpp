#include <utility>

#include <ats/criteria_extractor.hpp>
#include <ats/error.hpp>
#include <ats/offline_client.hpp>
#include <ats/rank_resumes.hpp>

namespace ats {
namespace {

RankOptions completed(RankOptions options) {
    if (!options.queue.keep_outcomes) {
        throw CallerError(ErrorCode::invalid_argument, "keep_outcomes: a ranking is made of the outcomes");
    }
    if (!options.client) options.client = std::make_shared<OfflineClient>();
    if (!options.reader) options.reader = std::make_shared<DocumentReader>();
    return options;
}

// Throws what ended the context; the queue, when it is destroyed, cancels what is unfinished.
std::vector<Outcome> outcomes_of(JobQueue& queue, std::vector<DocumentSource> resumes,
                                 CallContext const& context) {
    context.check();
    for (auto& resume : resumes) queue.submit(std::move(resume), context);
    auto outcomes = queue.wait_all(context);
    if (!outcomes) context.check();
    if (!outcomes) throw CallerError(ErrorCode::cancelled, "the ranking was ended");
    return std::move(*outcomes);
}

}  // namespace

Ranking rank_resumes(DocumentSource const& job, std::vector<DocumentSource> resumes, RankOptions options,
                     CallContext const& context) {
    options = completed(std::move(options));
    auto const document = options.reader->read(job, context);
    auto criteria = CriteriaExtractor(options.client).extract(document, context);
    if (options.scoring.job_description.empty()) options.scoring.job_description = document.text;
    return rank_resumes(std::move(criteria), std::move(resumes), std::move(options), context);
}

Ranking rank_resumes(std::vector<Criterion> criteria, std::vector<DocumentSource> resumes,
                     RankOptions options, CallContext const& context) {
    options = completed(std::move(options));
    auto const scorer = std::make_shared<ResumeScorer>(std::move(options.client), std::move(criteria),
                                                       std::move(options.scoring));
    JobQueue queue(std::move(options.reader), scorer, std::move(options.queue));
    auto outcomes = outcomes_of(queue, std::move(resumes), context);
    return rank(scorer->criteria(), std::move(outcomes), scorer->as_of());
}

}  // namespace ats
