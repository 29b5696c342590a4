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
// Nobody has had more jobs.
constexpr std::size_t max_periods = 200;

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

std::string word_member(Json const& entry, char const* name, std::string const& id) {
    auto const member = entry.find(name);
    if (member == entry.end() || !member->is_string()) invalid_reply(id + " has no " + name);
    return member->get<std::string>();
}

/// Two closed answers, joined here; an engine's own number beside them is finer.
void read_role(Json const& entry, CriterionScore& result) {
    auto const& id = result.criterion_id;
    RoleFit fit{word_member(entry, "occupation", id), word_member(entry, "level", id)};
    auto const joined = role_score(fit.occupation, fit.level);
    if (!joined) invalid_reply("occupation or level of " + id + " is none of the words");
    auto const own = entry.find("score");
    result.score = own == entry.end() ? *joined : read_number(*own, id);
    result.role = std::move(fit);
}

bool has_verified_quote(CriterionScore const& score) {
    return std::any_of(score.evidence.begin(), score.evidence.end(),
                       [](Evidence const& evidence) { return evidence.verified; });
}

std::vector<std::string> read_names(Json const& names, std::string const& id) {
    if (!names.is_array() || names.size() > max_periods)
        invalid_reply("the periods of " + id + " are no list");
    std::vector<std::string> list;
    for (auto const& name : names) {
        if (!name.is_string()) invalid_reply("a period of " + id + " is no string");
        list.push_back(name.get<std::string>());
    }
    return list;
}

/// A claim without an entry is no more than stated; too few years are worth their share.
double most_for(YearsShown const& years) {
    return years.periods.empty() ? finding_from("stated")->score : most_for_years(years.years, years.asked);
}

/// Adds up the years that an engine named. One that gives a number has weighed the years itself.
void read_years(Json const& entry, Criterion const& criterion, WorkPeriods const& periods,
                CriterionScore& result) {
    auto const asked = years_asked_by(criterion);
    auto const named = entry.find("periods");
    if (named == entry.end()) return;
    auto const names = read_names(*named, criterion.id);
    if (!asked || periods.told().empty()) return;
    auto years = periods.years_of(names);
    years.asked = *asked;
    auto const most = most_for(years);
    years.capped = !entry.contains("score") && result.score > most;
    if (years.capped) result.score = most;
    result.years = std::move(years);
}

CriterionScore read_entry(Json const& entry, Criterion const& criterion, Source const& source) {
    auto const& id = criterion.id;
    if (!entry.is_object()) invalid_reply(id + " is no object");
    CriterionScore result;
    result.criterion_id = id;
    bool const as_role = criterion.kind == CriterionKind::role && entry.contains("occupation");
    as_role ? read_role(entry, result) : read_verdict(entry, result);
    result.reason = text::repair_utf8(entry.value("reason", std::string()));
    if (text::count_characters(result.reason) > max_reason_length)
        invalid_reply("the reason of " + id + " is too long");
    auto const quotes = entry.value("quotes", Json::array());
    if (!quotes.is_array() || quotes.size() > max_quotes)
        invalid_reply("the quotes of " + id + " are no short list");
    for (auto const& quote : quotes) {
        if (!quote.is_string()) invalid_reply("a quote of " + id + " is no string");
        result.evidence.push_back(locate(quote.get<std::string>(), source.locator, source.resume));
    }
    // Against a candidate only what the resume says counts.
    result.contradicted = result.contradicted && has_verified_quote(result);
    read_years(entry, criterion, source.periods, result);
    return result;
}

/// That the resume shows another occupation needs no quote.
bool lacks_support(CriterionScore const& score) {
    bool const other = score.role && score.role->occupation == other_occupation;
    return score.score > max_unsupported_score && !other && !has_verified_quote(score);
}

}  // namespace

// The reply was validated if a ValidatingClient is in the chain; a user's own client may have none.
std::vector<CriterionScore> read_scores(LlmReply const& reply, std::vector<Criterion> const& criteria,
                                        Source const& source) {
    std::vector<CriterionScore> scores;
    try {
        auto const root = Json::parse(reply.text);
        auto const& by_id = root.at("scores");
        if (by_id.size() != criteria.size()) invalid_reply("it does not score each criterion once");
        for (auto const& criterion : criteria) {
            if (!by_id.contains(criterion.id)) invalid_reply("it leaves out " + criterion.id);
            scores.push_back(read_entry(by_id.at(criterion.id), criterion, source));
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
