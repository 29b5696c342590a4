#pragma once

/// @file
/// What one resume got, with the evidence; or why it got nothing.

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <ats/document.hpp>
#include <ats/error.hpp>
#include <ats/export.hpp>
#include <ats/llm_client.hpp>

namespace ats {

/// The best score of a criterion. 0: silent, or contradicted; 1: a hint; 2: partly; 3: mostly; 4: stated or
/// certified; 5: shown in work.
inline constexpr double max_score = 5;

/// A quote from the resume. Whoever made the score, the quote is searched in the resume's text.
struct Evidence {
    std::string quote;      ///< As the engine gave it.
    bool verified = false;  ///< True if the quote stands in the resume.
    int page = 0;           ///< From 1; 0 if unverified.
    std::size_t begin = 0;  ///< First character in Document::text; meaningless if unverified.
    std::size_t end = 0;    ///< One past the last character.
};

/// The best score without a quote that stands in the resume: a hint, and no more.
inline constexpr double max_unsupported_score = 1;

/// Years of work that the date ranges of a resume show for a criterion that asks for years: added up here,
/// whatever the engine. Overlaps count once and gaps not; "present" is the date that scoring judges by.
struct YearsShown {
    double years =
        0;           ///< In the entries that the engine named; else in those whose words name what is asked.
    double all = 0;  ///< In all entries of work.
    std::vector<Evidence> periods;  ///< The ranges that make up `years`, as the resume writes them.
    double asked = 0;               ///< How many are asked for; 0 in what earlier versions recorded.
    bool capped = false;  ///< The engine gave more than so few years are worth: the score was lowered.
};

/// How the work of a resume stands to the role that is asked for: two closed answers, joined here to a score.
/// One step in one of them moves the score by at most 1.7, so a total of which the role is 30 % by 10 points.
struct RoleFit {
    std::string occupation;  ///< "same", "neighbouring" or "other".
    std::string level;       ///< "as_asked", "below" or "above".
};

/// The score of one criterion.
struct CriterionScore {
    std::string criterion_id;        ///< Criterion::id.
    double score = 0;                ///< 0 to 5.
    std::string reason;              ///< One sentence.
    std::vector<Evidence> evidence;  ///< The quotes that decided; may be empty.
    /// The engine gave more than 1, twice, but no quote of it stands in the resume: the score is 1.
    bool unsupported = false;
    /// The engine found, with a quote that stands in the resume, that the resume says the opposite: another 0
    /// than that of a resume that is silent.
    bool contradicted = false;
    std::optional<YearsShown> years{};  ///< Set where years are asked for and the resume has periods of work.
    std::optional<RoleFit> role{};      ///< Set where the criterion is a role and the engine answered so.
    /// The quotes stand in the resume, but neither they nor the entries around them have a word, stem or
    /// known other name of the criterion: a person should look. The score is as the engine gave it.
    bool unrelated = false;
};

/// A criterion whose score was not the same each time.
struct WaveringScore {
    std::string criterion_id;  ///< Criterion::id.
    double low = 0;            ///< The lowest score it got.
    double high = 0;           ///< The highest.
};

/// What scoring one resume several times showed.
struct ScoreSpread {
    int samples = 0;                     ///< How many times it was scored; at least 2.
    double total_low = 0;                ///< The lowest total.
    double total_high = 0;               ///< The highest; equal to the lowest if nothing wavered.
    std::vector<WaveringScore> wavered;  ///< In the order of the criteria; those that did not are left out.
};

/// The result of one resume that was scored. If it was scored several times, each score is the mean, with
/// the reason and the quotes of the sample that is nearest to it, and so the total is the mean total.
struct Scorecard {
    std::vector<CriterionScore> scores;   ///< In the order of the criteria.
    double total = 0;                     ///< Sum of weight x score, computed here and not by a model.
    double percent = 0;                   ///< Total as a share of what could be reached, 0 to 100.
    std::string engine;                   ///< LlmReply::model; "offline" for the offline engine.
    Usage usage;                          ///< What its requests cost.
    std::optional<ScoreSpread> spread{};  ///< Set if it was scored several times.
    std::vector<Finding> findings{};      ///< What the scorer noticed in the text; see find_manipulation().
    std::string prompt{};                 ///< LlmRequest::prompt that was answered; empty in older records.
};

/// Why a resume has no scorecard. A failure is never a score of 0.
struct Failure {
    ErrorCode code = ErrorCode::internal;  ///< Why, for programs.
    std::string message;                   ///< As Error::what().
    Usage usage{};                         ///< What answers cost that were of no use.
};

/// What became of one resume. Every file that goes in comes out as one of these.
struct Outcome {
    std::string name;                         ///< Document::name or DocumentSource::name.
    std::variant<Failure, Scorecard> result;  ///< By default a failure.
    std::vector<Finding> findings;            ///< Of the document, then of the scorecard.

    /// @returns the scorecard, or null for a failure.
    Scorecard const* scorecard() const noexcept { return std::get_if<Scorecard>(&result); }
    /// @returns the failure, or null for a scorecard.
    Failure const* failure() const noexcept { return std::get_if<Failure>(&result); }
};

/// @returns the failure that `error` is: code and message of an ats::Error, `internal` for any other.
ATS_EXPORT Failure to_failure(std::exception const& error);

}  // namespace ats
