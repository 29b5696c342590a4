#pragma once

/// @file
/// From files to a ranking in one call.

#include <memory>
#include <vector>

#include <ats/context.hpp>
#include <ats/criteria.hpp>
#include <ats/document_reader.hpp>
#include <ats/export.hpp>
#include <ats/job_queue.hpp>
#include <ats/llm_client.hpp>
#include <ats/ranking.hpp>
#include <ats/resume_scorer.hpp>

namespace ats {

/// What rank_resumes() works with.
struct RankOptions {
    std::shared_ptr<LlmClient> client{};             ///< What answers; null: the offline engine.
    std::shared_ptr<DocumentReader const> reader{};  ///< What reads files; null: one with its defaults.
    ScoreOptions scoring{};                          ///< How to score.
    JobQueueOptions queue{};                         ///< How many at once, and what is told of them.
};

/// Takes the criteria from a job description, then reads, scores and ranks resumes. A row comes out for each,
/// with its scores or its failure; RankedOutcome::candidate is made of the names of all.
/// @param job the job description; ScoreOptions::job_description becomes its text, unless it is set.
/// @param resumes what to rank. @param options what to work with; queue.keep_outcomes must stay true.
/// @param context ends it early: what is unfinished then is cancelled.
/// @throws DocumentError for the job description, and what CriteriaExtractor::extract(), ResumeScorer and
/// JobQueue throw; CallerError cancelled or deadline_exceeded of `context`. A resume makes it throw nothing.
ATS_EXPORT Ranking rank_resumes(DocumentSource const& job, std::vector<DocumentSource> resumes,
                                RankOptions options = {}, CallContext const& context = {});

/// The same against criteria that are there. @param criteria what to score against, at least one.
/// @param resumes what to rank. @param options what to work with. @param context ends it early.
/// @throws as the other, but for what reading the job description throws.
ATS_EXPORT Ranking rank_resumes(std::vector<Criterion> criteria, std::vector<DocumentSource> resumes,
                                RankOptions options = {}, CallContext const& context = {});

}  // namespace ats
