#include "base/json.hpp"

#include <ats/report.hpp>
#include <ats/version.hpp>

namespace ats {
namespace {

Json usage_json(Usage const& usage, std::optional<Price> const& price) {
    Json json{{"requests", usage.requests},
              {"prompt_tokens", usage.prompt_tokens},
              {"cached_tokens", usage.cached_tokens},
              {"completion_tokens", usage.completion_tokens},
              {"reasoning_tokens", usage.reasoning_tokens},
              {"cache_write_tokens", usage.cache_write_tokens}};
    if (price && usage.counted()) json["cost_usd"] = cost_of(usage, *price);
    return json;
}

Json evidence_json(Evidence const& evidence) {
    Json json{{"quote", evidence.quote}, {"verified", evidence.verified}};
    if (evidence.verified) {
        json["page"] = evidence.page;
        json["begin"] = evidence.begin;
        json["end"] = evidence.end;
    }
    return json;
}

Json evidence_list(std::vector<Evidence> const& evidence) {
    Json list = Json::array();
    for (auto const& item : evidence) list.push_back(evidence_json(item));
    return list;
}

Json score_json(CriterionScore const& score) {
    Json json{{"criterion", score.criterion_id},
              {"score", number_to_json(score.score)},
              {"reason", score.reason},
              {"evidence", evidence_list(score.evidence)}};
    if (score.unsupported) json["unsupported"] = true;
    if (score.contradicted) json["contradicted"] = true;
    if (score.unrelated) json["unrelated"] = true;
    if (score.role) json["role"] = {{"occupation", score.role->occupation}, {"level", score.role->level}};
    if (score.years) {
        json["years"] = {{"years", number_to_json(score.years->years)},
                         {"all", number_to_json(score.years->all)},
                         {"periods", evidence_list(score.years->periods)}};
        // Left out where it is not known, so that reports of earlier records stay as they were.
        if (score.years->asked > 0) json["years"]["asked"] = number_to_json(score.years->asked);
        if (score.years->capped) json["years"]["capped"] = true;
    }
    return json;
}

void add_result(Json& row, Outcome const& outcome, std::vector<Criterion> const& criteria,
                std::optional<Price> const& price) {
    if (auto const* failure = outcome.failure()) {
        row["error"] = {{"code", to_string(failure->code)},
                        {"message", failure->message},
                        {"remedy", remedy(failure->code)}};
        if (failure->usage.requests > 0) row["usage"] = usage_json(failure->usage, price);
        return;
    }
    auto const& card = *outcome.scorecard();
    Json scores = Json::array();
    for (auto const& score : card.scores) scores.push_back(score_json(score));
    row["total"] = number_to_json(card.total);
    row["percent"] = number_to_json(card.percent);
    row["engine"] = card.engine;
    if (!card.prompt.empty()) row["prompt"] = card.prompt;
    row["scores"] = std::move(scores);
    row["must_haves_not_shown"] = must_haves_not_shown(card, criteria);
    row["must_haves_contradicted"] = must_haves_contradicted(card, criteria);
    row["usage"] = usage_json(card.usage, price);
}

void add_spread(Json& row, RankedOutcome const& ranked) {
    auto const* card = ranked.outcome.scorecard();
    if (!ranked.could_be || !card) return;
    Json spread{{"rank_best", ranked.could_be->best}, {"rank_worst", ranked.could_be->worst}};
    if (card->spread) {
        Json wavered = Json::array();
        for (auto const& score : card->spread->wavered) {
            wavered.push_back({{"criterion", score.criterion_id},
                               {"low", number_to_json(score.low)},
                               {"high", number_to_json(score.high)}});
        }
        spread["samples"] = card->spread->samples;
        spread["total_low"] = number_to_json(card->spread->total_low);
        spread["total_high"] = number_to_json(card->spread->total_high);
        spread["wavered"] = std::move(wavered);
    }
    row["repeat"] = std::move(spread);
}

Json findings_json(Outcome const& outcome) {
    Json findings = Json::array();
    for (auto const& finding : outcome.findings) {
        Json noticed{{"kind", to_string(finding.kind)}, {"message", finding.message}, {"page", finding.page}};
        if (!finding.text.empty()) noticed["text"] = finding.text;
        findings.push_back(std::move(noticed));
    }
    return findings;
}

Json row_json(RankedOutcome const& ranked, Ranking const& ranking) {
    Json row{{"rank", nullptr}, {"candidate", ranked.candidate}, {"file", ranked.outcome.name}};
    if (ranked.rank > 0) row["rank"] = ranked.rank;
    add_result(row, ranked.outcome, ranking.criteria, ranking.price);
    add_spread(row, ranked);
    row["findings"] = findings_json(ranked.outcome);
    return row;
}

}  // namespace

std::string to_json(Ranking const& ranking) {
    Json rows = Json::array();
    for (auto const& ranked : ranking.rows) rows.push_back(row_json(ranked, ranking));
    Json root{{"atschecker", version()},
              {"engine", ranking.engine},
              {"as_of", nullptr},
              {"criteria_digest", criteria_digest(ranking.criteria)},
              {"criteria", Json::parse(criteria_to_json(ranking.criteria))},
              {"usage", usage_json(ranking.usage, ranking.price)},
              {"ranking", std::move(rows)}};
    if (ranking.as_of) root["as_of"] = ranking.as_of->to_string();
    return dump_json(root, 2) + "\n";
}

std::string to_json(Outcome const& outcome, std::vector<Criterion> const& criteria,
                    std::optional<Price> const& price) {
    Json row{{"file", outcome.name}};
    add_result(row, outcome, criteria, price);
    row["findings"] = findings_json(outcome);
    return dump_json(row, 2) + "\n";
}

}  // namespace ats
