#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include <ats/error.hpp>
#include <ats/manipulation.hpp>
#include <ats/resume_scorer.hpp>

#include "scoring/not_a_resume.hpp"
#include "scoring/relevance.hpp"
#include "scoring/repeat.hpp"
#include "scoring/score_answer.hpp"
#include "scoring/score_request.hpp"
#include "text/quotes.hpp"
#include "text/utf8.hpp"

namespace ats {
namespace {

bool is_word_part(unsigned char c) { return c >= 0x80 || std::isalnum(c) != 0; }

std::string with_single_spaces(std::string_view line) {
    std::string text;
    for (char const c : line) {
        if (c != ' ' || text.empty() || text.back() != ' ') text.push_back(c);
    }
    return text;
}

// A blank line would part what stood together, and spaces cost tokens. Lines that kept every word stay
// as they are.
std::string without_gaps(std::string_view cleaned, std::string_view original) {
    std::string text;
    std::size_t before = 0;  // The original and the cleaned text have the same lines.
    for (std::size_t begin = 0; begin < cleaned.size();) {
        auto const end = std::min(cleaned.find('\n', begin), cleaned.size());
        auto const end_before = std::min(original.find('\n', before), original.size());
        auto const line = cleaned.substr(begin, end - begin);
        bool const changed = line != original.substr(before, end_before - before);
        bool const words = std::any_of(line.begin(), line.end(), is_word_part);
        if (!changed || words) text += (changed ? with_single_spaces(line) : std::string(line)) + '\n';
        begin = end + 1;
        before = std::min(end_before + 1, original.size());
    }
    return text;
}

void check_criteria(std::vector<Criterion> const& criteria) {
    if (criteria.empty())
        throw CallerError(ErrorCode::invalid_argument, "there are no criteria to score against");
    std::set<std::string> ids;
    for (auto const& criterion : criteria) {
        if (criterion.id.empty() || !ids.insert(criterion.id).second) {
            throw CallerError(ErrorCode::invalid_argument, "criterion ids are empty or not unique");
        }
        if (!(criterion.weight >= 0) || !std::isfinite(criterion.weight)) {
            throw CallerError(ErrorCode::invalid_argument,
                              "the weight of " + criterion.id + " is not 0 or more");
        }
    }
}

/// Another criterion comes first in each sample. Whatever engine answers the first, sees the order given.
std::vector<Criterion> rotated(std::vector<Criterion> criteria, int sample, int samples) {
    auto const by = criteria.size() * static_cast<std::size_t>(sample) / static_cast<std::size_t>(samples);
    std::rotate(criteria.begin(), criteria.begin() + static_cast<std::ptrdiff_t>(by), criteria.end());
    return criteria;
}

void rotate_back(std::vector<CriterionScore>& scores, std::string const& first) {
    std::rotate(scores.begin(),
                std::find_if(scores.begin(), scores.end(),
                             [&](CriterionScore const& score) { return score.criterion_id == first; }),
                scores.end());
}

/// 22 criteria go as 11 and 11, not as 20 and 2: a model judges a long list with less care.
std::vector<std::vector<Criterion>> even_parts(std::vector<Criterion> const& criteria, std::size_t most) {
    auto const count = (criteria.size() + most - 1) / most;
    std::vector<std::vector<Criterion>> parts;
    for (std::size_t i = 0; i < count; ++i) {
        auto const at = [&](std::size_t part) {
            return criteria.begin() + static_cast<std::ptrdiff_t>(criteria.size() * part / count);
        };
        parts.emplace_back(at(i), at(i + 1));
    }
    return parts;
}

// What is left of a job description that was not given.
std::string sources_of(std::vector<Criterion> const& criteria) {
    std::string lines;
    for (auto const& criterion : criteria) lines += criterion.source + '\n';
    return lines;
}

}  // namespace

ResumeScorer::ResumeScorer(std::shared_ptr<LlmClient> client, std::vector<Criterion> criteria,
                           ScoreOptions options)
    : client_(std::move(client)),
      criteria_(std::move(criteria)),
      as_of_(options.as_of.value_or(Date::today())),
      asked_(options.job_description.empty() ? sources_of(criteria_) : std::move(options.job_description)),
      repeat_(options.repeat),
      criteria_per_request_(options.criteria_per_request) {
    if (!client_) throw CallerError(ErrorCode::invalid_argument, "the scorer needs a client");
    if (repeat_ < 1 || repeat_ > max_repeat)
        throw CallerError(ErrorCode::invalid_argument, "repeat must be between 1 and 20");
    if (criteria_per_request_ < 1 || criteria_per_request_ > max_criteria_per_request)
        throw CallerError(ErrorCode::invalid_argument, "criteria_per_request must be between 1 and 20");
    check_criteria(criteria_);
}

ResumeScorer::~ResumeScorer() = default;

namespace {

/// One resume on its way through the requests that it takes.
class Scoring {
public:
    Scoring(LlmClient& client, Document const& resume, std::string const& text,
            scoring::WorkPeriods const& periods, CallContext const& context)
        : client_(client), context_(context), locator_(text), source_{resume, locator_, periods} {}

    /// Scores the criteria of one request.
    void add(LlmRequest request, std::vector<Criterion> const& criteria) {
        auto const reply = ask(request);
        auto scores = read(request, reply, criteria);
        if (auto faults = scoring::faults_of(scores); !faults.empty()) {
            request.corrections.push_back({reply.text, std::move(faults), /*broke_schema=*/false});
            scoring::take_supported(scores, asked_again(request, criteria).value_or(scores));
        }
        std::move(scores.begin(), scores.end(), std::back_inserter(card_.scores));
    }

    Scorecard take() { return std::move(card_); }

private:
    /// @returns nothing if the second answer is of no use: the first one counts then, without what it
    /// could not support.
    std::optional<std::vector<CriterionScore>> asked_again(LlmRequest const& request,
                                                           std::vector<Criterion> const& criteria) {
        try {
            return read(request, ask(request), criteria);
        } catch (ModelAnswerError const& error) {
            card_.usage += error.usage();
        } catch (ModelServiceError const& error) {
            // With the first answer in it the request may be too long.
            if (error.code() != ErrorCode::model_context_exceeded) throw;
        }
        return std::nullopt;
    }

    std::vector<CriterionScore> read(LlmRequest const& request, LlmReply const& reply,
                                     std::vector<Criterion> const& criteria) {
        try {
            return scoring::read_scores(reply, criteria, source_);
        } catch (ModelAnswerError const&) {
            client_.refuse(request);
            throw;
        }
    }

    LlmReply ask(LlmRequest const& request) {
        context_.check();
        auto reply = client_.complete(request, context_);
        card_.usage += reply.usage;
        card_.engine = reply.model;
        card_.prompt = request.prompt;
        return reply;
    }

    LlmClient& client_;
    CallContext const& context_;
    text::QuoteLocator locator_;
    scoring::Source source_;
    Scorecard card_;
};

}  // namespace

/// A resume without what tries to steer its reader.
struct ResumeScorer::Prepared {
    std::string text;               ///< As long as the resume in characters, so that quotes keep their place.
    std::string seen;               ///< By the engine: without the lines and gaps that are empty now.
    std::vector<Finding> findings;  ///< What was left out, and why.
};

ResumeScorer::Prepared ResumeScorer::prepare(Document const& resume) const {
    Prepared prepared{resume.text, resume.text, {}};
    if (auto const found = find_manipulation(resume.text, asked_); !found.empty()) {
        prepared.text = without_manipulation(resume.text, found);
        prepared.seen = without_gaps(prepared.text, resume.text);
        prepared.findings = findings_of(resume, found);
    }
    return prepared;
}

Scorecard ResumeScorer::score(Document const& resume, CallContext const& context) const {
    if (resume.text.find_first_not_of(" \t\r\n\f") == std::string::npos) {
        throw DocumentError(ErrorCode::document_empty, resume.name, "there is no text to score");
    }
    if (auto const what = scoring::not_a_resume(resume.text)) {
        throw DocumentError(ErrorCode::document_not_a_resume, resume.name,
                            "the file holds " + std::string(*what) + ", not a resume: ask for it again");
    }
    auto prepared = prepare(resume);
    scoring::WorkPeriods const periods(criteria_, prepared.text, resume, as_of_);
    std::vector<Scorecard> samples;
    for (int sample = 0; sample < repeat_; ++sample)
        samples.push_back(score_once(resume, prepared, periods, context, sample));
    auto card = scoring::merged(std::move(samples), criteria_);
    card.findings = std::move(prepared.findings);
    scoring::mark_unrelated(card.scores, criteria_, prepared.text, as_of_);
    auto const by_words = periods.by_words(criteria_);
    for (auto& score : card.scores) {
        auto const years = by_words.find(score.criterion_id);
        if (!score.years && years != by_words.end()) score.years = years->second;
    }
    return card;
}

Scorecard ResumeScorer::score_once(Document const& resume, Prepared const& prepared,
                                   scoring::WorkPeriods const& periods, CallContext const& context,
                                   int sample) const {
    // A quote of what was left out is no evidence.
    Scoring requests(*client_, resume, prepared.text, periods, context);
    scoring::Seen const seen{resume, prepared.seen, periods};
    try {
        for (auto const& part : even_parts(rotated(criteria_, sample, repeat_), criteria_per_request_)) {
            requests.add(scoring::make_request(part, as_of_, seen, sample), part);
        }
    } catch (ModelServiceError const& error) {
        if (error.code() != ErrorCode::model_context_exceeded) throw;
        throw DocumentError(ErrorCode::document_too_long, resume.name, error.what());
    }
    auto card = requests.take();
    rotate_back(card.scores, criteria_.front().id);
    scoring::add_up(card, criteria_);
    return card;
}

}  // namespace ats
