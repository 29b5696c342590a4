#pragma once

/// @file
/// Scores one resume against criteria.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ats/context.hpp>
#include <ats/criteria.hpp>
#include <ats/document.hpp>
#include <ats/export.hpp>
#include <ats/llm_client.hpp>
#include <ats/scorecard.hpp>

namespace ats {

namespace scoring {
class WorkPeriods;
}

/// The largest number of criteria asked for in one request. Each takes 4 properties of the answer's schema,
/// and Azure's strict mode allows 100 in all; more criteria are asked for in several requests.
inline constexpr std::size_t max_criteria_per_request = 20;

/// How to score.
struct ScoreOptions {
    /// The date that "5+ years" and "present" are judged against; part of every request. Default:
    /// the day the scorer was made.
    std::optional<Date> as_of;
    /// The text of the job description; may be empty. Passages that a resume copied from it do not count.
    /// The engine does not see it: it is shown the criteria, each with the line that it comes from.
    std::string job_description;
    /// How many times each resume is scored, 1 to max_repeat: Scorecard::spread then tells what wavered. Each
    /// time another criterion comes first, so that what the order does is seen too. It costs as many times as
    /// much.
    int repeat = 1;
    /// How many criteria a request asks for at most, 1 to max_criteria_per_request. Requests are evenly
    /// filled: 22 criteria go as 11 and 11. Fewer are judged with more care, and the resume is paid for more
    /// often.
    std::size_t criteria_per_request = max_criteria_per_request;
};

/// More samples than this tell nothing more about a model.
inline constexpr int max_repeat = 20;

/// Scores resumes, one request each (with many criteria: several). What the engine says is checked: every
/// criterion is there once, scores lie in 0 to 5, quotes are searched in the text, a score above 1 without a
/// quote that is found is asked for once more and then becomes 1, marked as unsupported; the total is
/// computed here. A resume's score never depends on other resumes. May be called from many threads.
class ATS_EXPORT ResumeScorer {
public:
    /// @param client what answers; shared, and kept alive by this object.
    /// @param criteria what to score against, at least one. @param options how.
    /// @throws CallerError invalid_argument, if there are no criteria, ids are not unique, or
    /// ScoreOptions::repeat or ScoreOptions::criteria_per_request is out of its range.
    ResumeScorer(std::shared_ptr<LlmClient> client, std::vector<Criterion> criteria,
                 ScoreOptions options = {});
    ~ResumeScorer();

    /// If it is to be scored several times, one that fails fails the resume.
    /// @throws DocumentError document_empty, document_not_a_resume or document_too_long; ModelAnswerError
    /// model_reply_invalid; and what the client throws.
    Scorecard score(Document const& resume, CallContext const& context = {}) const;

    /// @returns what resumes are scored against.
    std::vector<Criterion> const& criteria() const noexcept { return criteria_; }
    /// @returns the date that years are judged against.
    Date as_of() const noexcept { return as_of_; }

private:
    struct Prepared;
    Prepared prepare(Document const& resume) const;
    Scorecard score_once(Document const& resume, Prepared const& prepared,
                         scoring::WorkPeriods const& periods, CallContext const& context, int sample) const;

    std::shared_ptr<LlmClient> client_;
    std::vector<Criterion> criteria_;
    Date as_of_;
    std::string asked_;  // What a resume could be copied from.
    int repeat_;
    std::size_t criteria_per_request_;
};

}  // namespace ats
