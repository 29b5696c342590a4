#include "scoring/score_answer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <ats/error.hpp>

#include "base/finding_words.hpp"
#include "base/json.hpp"
#include "scoring/score_request.hpp"
#include "text/utf8.hpp"

namespace ats::scoring {
namespace {

// A reason is a sentence; a longer one is a model that ran away.
constexpr std::size_t max_reason_length = 2000;

[[noreturn]] void invalid_reply(std::string const& fault) {
    throw ModelAnswerError(ErrorCode::model_reply_invalid, "the model's answer is not valid: " + fault);
}

Evidence locate(std::string quote, text::QuoteLocator const& locator, Document const& resume) {
    Evidence evidence;
    if (auto const range = locator.find(quote)) {
        evidence.verified = true;
        evidence.begin = range->begin;
        evidence.end = range->end;
        evidence.page = resume.page_of(range->begin);
    }
    evidence.quote = text::repair_utf8(quote);
    return evidence;
}

double read_number(Json const& score, std::string const& id) {
    if (!score.is_number()) invalid_reply(id + " has no number as its score");
    auto const value = score.get<double>();
    if (!(value >= 0 && value <= max_score)) invalid_reply("the score of " + id + " is not between 0 and 5");
    return value;
}

FindingWord read_word(Json const& finding, std::string const& id) {
    auto const word = finding.is_string() ? finding_from(finding.get<std::string>()) : std::nullopt;
    if (!word) invalid_reply("the finding of " + id + " is none of the words");
    return *word;
}

/// A number beside the word is finer than the word, as an engine with decimals gives it, and must round to
/// it.
void read_verdict(Json const& entry, CriterionScore& result) {
    auto const& id = result.criterion_id;
    auto const finding = entry.find("finding"), score = entry.find("score");
    if (finding == entry.end() && score == entry.end())
        invalid_reply(id + " has neither a finding nor a score");
    if (score != entry.end()) result.score = read_number(*score, id);
    if (finding == entry.end()) return;
    auto const word = read_word(*finding, id);
    if (score != entry.end() && std::lround(result.score) != word.score)
        invalid_reply("the score of " + id + " is not that of its finding");
    if (score == entry.end()) result.score = word.score;
    result.contradicted = word.contradicted;
}

bool has_verified_quote(CriterionScore const& score) {
    return std::any_of(score.evidence.begin(), score.evidence.end(),
                       [](Evidence const& evidence) { return evidence.verified; });
}

CriterionScore read_entry(Json const& entry, std::string const& id, text::QuoteLocator const& locator,
                          Document const& resume) {
    if (!entry.is_object()) invalid_reply(id + " is no object");
    CriterionScore result;
    result.criterion_id = id;
    read_verdict(entry, result);
    result.reason = text::repair_utf8(entry.value("reason", std::string()));
    if (text::count_characters(result.reason) > max_reason_length)
        invalid_reply("the reason of " + id + " is too long");
    auto const quotes = entry.value("quotes", Json::array());
    if (!quotes.is_array() || quotes.size() > max_quotes)
        invalid_reply("the quotes of " + id + " are no short list");
    for (auto const& quote : quotes) {
        if (!quote.is_string()) invalid_reply("a quote of " + id + " is no string");
        result.evidence.push_back(locate(quote.get<std::string>(), locator, resume));
    }
    // Against a candidate only what the resume says counts.
    result.contradicted = result.contradicted && has_verified_quote(result);
    return result;
}

bool lacks_support(CriterionScore const& score) {
    return score.score > max_unsupported_score && !has_verified_quote(score);
}

}  // namespace

// The reply was validated if a ValidatingClient is in the chain; a user's own client may have none.
std::vector<CriterionScore> read_scores(LlmReply const& reply, std::vector<Criterion> const& criteria,
                                        text::QuoteLocator const& locator, Document const& resume) {
    std::vector<CriterionScore> scores;
    try {
        auto const root = Json::parse(reply.text);
        auto const& by_id = root.at("scores");
        if (by_id.size() != criteria.size()) invalid_reply("it does not score each criterion once");
        for (auto const& criterion : criteria) {
            if (!by_id.contains(criterion.id)) invalid_reply("it leaves out " + criterion.id);
            scores.push_back(read_entry(by_id.at(criterion.id), criterion.id, locator, resume));
        }
    } catch (Json::exception const&) {
        invalid_reply("it is not the JSON object that was asked for");
    }
    return scores;
}

std::string faults_of(std::vector<CriterionScore> const& scores) {
    std::string faults;
    for (auto const& score : scores) {
        if (!lacks_support(score)) continue;
        faults += score.criterion_id + ": none of its quotes stands in the resume.\n";
    }
    if (!faults.empty()) faults += "Judge these again from the start, by what can be copied word for word.\n";
    return faults;
}

// What was supported the first time stays as it was.
void take_supported(std::vector<CriterionScore>& scores, std::vector<CriterionScore> again) {
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (lacks_support(scores[i])) scores[i] = std::move(again[i]);
        if (!lacks_support(scores[i])) continue;
        scores[i].score = max_unsupported_score;
        scores[i].unsupported = true;
    }
}

}  // namespace ats::scoring
