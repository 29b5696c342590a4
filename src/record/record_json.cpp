#include "record/record_json.hpp"

#include <algorithm>
#include <array>

#include <ats/error.hpp>

#include "base/json.hpp"
#include "base/sha256.hpp"

namespace ats::record {
namespace {

template <class Read>
auto parsed(std::string_view text, Read read) {
    try {
        return read(Json::parse(text));
    } catch (Json::exception const& error) {
        throw CallerError(
            ErrorCode::record_failed,
            std::string("the record is damaged: a value is not what it should be: ") + error.what());
    }
}

Json criterion_json(Criterion const& criterion) {
    Json json{{"id", criterion.id},
              {"text", criterion.text},
              {"kind", to_string(criterion.kind)},
              {"importance", to_string(criterion.importance)},
              {"weight", criterion.weight},
              {"source", criterion.source},
              {"proposed_by", criterion.proposed_by}};
    if (criterion.min_years) json["min_years"] = *criterion.min_years;
    return json;
}

Criterion criterion_from(Json const& json) {
    Criterion criterion;
    criterion.id = json.at("id").get<std::string>();
    criterion.text = json.at("text").get<std::string>();
    criterion.kind = criterion_kind_from(json.at("kind").get<std::string>());
    criterion.importance = importance_from(json.at("importance").get<std::string>());
    criterion.weight = json.at("weight").get<double>();
    criterion.source = json.at("source").get<std::string>();
    criterion.proposed_by = json.at("proposed_by").get<std::string>();
    if (json.contains("min_years")) criterion.min_years = json.at("min_years").get<double>();
    return criterion;
}

Json criteria_json(std::vector<Criterion> const& criteria) {
    Json list = Json::array();
    for (auto const& criterion : criteria) list.push_back(criterion_json(criterion));
    return list;
}

constexpr std::array finding_kinds = {FindingKind::page_without_text,     FindingKind::text_cut,
                                      FindingKind::encoding_repaired,     FindingKind::extraction_protected,
                                      FindingKind::hidden_text,           FindingKind::glued_words,
                                      FindingKind::unreadable_characters, FindingKind::instructions_to_reader,
                                      FindingKind::forged_section,        FindingKind::copied_job_description,
                                      FindingKind::repeated_keywords,     FindingKind::look_alike_letters,
                                      FindingKind::hidden_text_unchecked};

FindingKind finding_kind_of(std::string const& name) {
    for (auto const kind : finding_kinds) {
        if (to_string(kind) == name) return kind;
    }
    throw CallerError(ErrorCode::record_failed, "the record has an unknown kind of finding: " + name);
}

Finding finding_from(Json const& json) {
    Finding finding;
    finding.kind = finding_kind_of(json.at("kind").get<std::string>());
    finding.message = json.at("message").get<std::string>();
    finding.page = json.at("page").get<int>();
    finding.text = json.at("text").get<std::string>();
    return finding;
}

Json findings_json(std::vector<Finding> const& findings) {
    Json list = Json::array();
    for (auto const& finding : findings) {
        list.push_back({{"kind", to_string(finding.kind)},
                        {"message", finding.message},
                        {"page", finding.page},
                        {"text", finding.text}});
    }
    return list;
}

std::vector<Finding> findings_from(Json const& list) {
    std::vector<Finding> findings;
    for (auto const& entry : list) findings.push_back(finding_from(entry));
    return findings;
}

Json usage_json(Usage const& usage) {
    return {{"requests", usage.requests},
            {"prompt_tokens", usage.prompt_tokens},
            {"cached_tokens", usage.cached_tokens},
            {"completion_tokens", usage.completion_tokens},
            {"reasoning_tokens", usage.reasoning_tokens},
            {"cache_write_tokens", usage.cache_write_tokens}};
}

Usage usage_from(Json const& json) {
    Usage usage;
    usage.requests = json.value("requests", std::int64_t{0});
    usage.prompt_tokens = json.value("prompt_tokens", std::int64_t{0});
    usage.cached_tokens = json.value("cached_tokens", std::int64_t{0});
    usage.completion_tokens = json.value("completion_tokens", std::int64_t{0});
    usage.reasoning_tokens = json.value("reasoning_tokens", std::int64_t{0});
    usage.cache_write_tokens = json.value("cache_write_tokens", std::int64_t{0});
    return usage;
}

Json evidence_json(std::vector<Evidence> const& evidence) {
    Json list = Json::array();
    for (auto const& item : evidence) {
        list.push_back({{"quote", item.quote},
                        {"verified", item.verified},
                        {"page", item.page},
                        {"begin", item.begin},
                        {"end", item.end}});
    }
    return list;
}

std::vector<Evidence> evidence_from(Json const& list) {
    std::vector<Evidence> evidence;
    for (auto const& item : list) {
        evidence.push_back({item.at("quote").get<std::string>(), item.at("verified").get<bool>(),
                            item.at("page").get<int>(), item.at("begin").get<std::size_t>(),
                            item.at("end").get<std::size_t>()});
    }
    return evidence;
}

Json score_json(CriterionScore const& score) {
    Json json{{"id", score.criterion_id},
              {"score", score.score},
              {"reason", score.reason},
              {"evidence", evidence_json(score.evidence)},
              {"unsupported", score.unsupported}};
    if (score.contradicted) json["contradicted"] = true;
    if (score.unrelated) json["unrelated"] = true;
    if (score.role) json["role"] = {{"occupation", score.role->occupation}, {"level", score.role->level}};
    if (score.years) {
        json["years"] = {{"years", score.years->years},
                         {"all", score.years->all},
                         {"periods", evidence_json(score.years->periods)},
                         {"asked", score.years->asked},
                         {"capped", score.years->capped}};
    }
    return json;
}

CriterionScore score_from(Json const& json) {
    CriterionScore score;
    score.criterion_id = json.at("id").get<std::string>();
    score.score = json.at("score").get<double>();
    score.reason = json.at("reason").get<std::string>();
    score.unsupported = json.value("unsupported", false);
    score.contradicted = json.value("contradicted", false);
    score.unrelated = json.value("unrelated", false);
    if (auto const role = json.find("role"); role != json.end()) {
        score.role = RoleFit{role->at("occupation").get<std::string>(), role->at("level").get<std::string>()};
    }
    score.evidence = evidence_from(json.at("evidence"));
    if (auto const years = json.find("years"); years != json.end()) {
        score.years = YearsShown{years->at("years").get<double>(), years->at("all").get<double>(),
                                 evidence_from(years->at("periods")), years->value("asked", 0.0),
                                 years->value("capped", false)};
    }
    return score;
}

Json spread_json(ScoreSpread const& spread) {
    Json wavered = Json::array();
    for (auto const& score : spread.wavered)
        wavered.push_back({{"id", score.criterion_id}, {"low", score.low}, {"high", score.high}});
    return {{"samples", spread.samples},
            {"total_low", spread.total_low},
            {"total_high", spread.total_high},
            {"wavered", wavered}};
}

ScoreSpread spread_from(Json const& json) {
    ScoreSpread spread;
    spread.samples = json.at("samples").get<int>();
    spread.total_low = json.at("total_low").get<double>();
    spread.total_high = json.at("total_high").get<double>();
    for (auto const& score : json.at("wavered")) {
        spread.wavered.push_back({score.at("id").get<std::string>(), score.at("low").get<double>(),
                                  score.at("high").get<double>()});
    }
    return spread;
}

// A code of a version that knew more reads as `internal`; its message stays.
ErrorCode error_code_of(std::string const& name) {
    auto const& codes = all_error_codes();
    auto const found =
        std::find_if(codes.begin(), codes.end(), [&](ErrorCode code) { return to_string(code) == name; });
    return found == codes.end() ? ErrorCode::internal : *found;
}

constexpr std::array<std::string_view, 5> finish_reasons = {"stop", "length", "content_filter", "refusal",
                                                            "other"};

}  // namespace

std::string criteria_text(std::vector<Criterion> const& criteria) {
    return dump_json(criteria_json(criteria));
}

std::vector<Criterion> criteria_of(std::string_view json) {
    return parsed(json, [](Json const& list) {
        std::vector<Criterion> criteria;
        for (auto const& entry : list) criteria.push_back(criterion_from(entry));
        return criteria;
    });
}

std::string findings_text(std::vector<Finding> const& findings) { return dump_json(findings_json(findings)); }

std::vector<Finding> findings_of(std::string_view json) { return parsed(json, findings_from); }

std::string scorecard_text(Scorecard const& card) {
    Json scores = Json::array();
    for (auto const& score : card.scores) scores.push_back(score_json(score));
    Json root{{"total", card.total},
              {"percent", card.percent},
              {"engine", card.engine},
              {"usage", usage_json(card.usage)},
              {"scores", scores}};
    if (!card.findings.empty()) root["findings"] = findings_json(card.findings);
    if (card.spread) root["spread"] = spread_json(*card.spread);
    if (!card.prompt.empty()) root["prompt"] = card.prompt;
    return dump_json(root);
}

Scorecard scorecard_of(std::string_view json) {
    return parsed(json, [](Json const& root) {
        Scorecard card;
        card.total = root.at("total").get<double>();
        card.percent = root.at("percent").get<double>();
        card.engine = root.at("engine").get<std::string>();
        card.usage = usage_from(root.at("usage"));
        for (auto const& score : root.at("scores")) card.scores.push_back(score_from(score));
        // Older versions wrote none.
        if (root.contains("findings")) card.findings = findings_from(root.at("findings"));
        if (root.contains("spread")) card.spread = spread_from(root.at("spread"));
        card.prompt = root.value("prompt", std::string());
        return card;
    });
}

std::string failure_text(Failure const& failure) {
    return dump_json({{"code", to_string(failure.code)}, {"usage", usage_json(failure.usage)}});
}

Failure failure_of(std::string_view json, std::string message) {
    return parsed(json, [&](Json const& root) {
        Failure failure;
        failure.code = error_code_of(root.at("code").get<std::string>());
        failure.message = std::move(message);
        failure.usage = usage_from(root.value("usage", Json::object()));
        return failure;
    });
}

std::string usage_text(Usage const& usage) { return dump_json(usage_json(usage)); }
Usage usage_of(std::string_view json) { return parsed(json, usage_from); }

std::string_view finish_reason_text(FinishReason reason) noexcept {
    auto const index = static_cast<std::size_t>(reason);
    return index < finish_reasons.size() ? finish_reasons[index] : finish_reasons.back();
}

FinishReason finish_reason_of(std::string_view name) noexcept {
    auto const found = std::find(finish_reasons.begin(), finish_reasons.end(), name);
    return found == finish_reasons.end() ? FinishReason::other
                                         : static_cast<FinishReason>(found - finish_reasons.begin());
}

std::string request_text(LlmRequest const& request,
                         std::function<std::string(std::string const&)> const& keep) {
    Json sections = Json::array(), corrections = Json::array();
    for (auto const& section : request.sections) {
        sections.push_back(
            {{"label", section.label}, {"text", keep(section.text)}, {"untrusted", section.untrusted}});
    }
    for (auto const& correction : request.corrections) {
        corrections.push_back({{"reply", keep(correction.reply)}, {"errors", keep(correction.errors)}});
    }
    Json root{{"task", request.task},       {"instructions", keep(request.instructions)},
              {"sections", sections},       {"schema", keep(request.schema)},
              {"corrections", corrections}, {"document", request.document}};
    // Left out for the first, so that the answers of earlier versions are found.
    if (request.sample != 0) root["sample"] = request.sample;
    if (!request.prompt.empty()) root["prompt"] = request.prompt;
    return dump_json(root);
}

LlmRequest request_of(std::string_view json, std::function<std::string(std::string const&)> const& fetch) {
    auto const text = [&](Json const& value) { return fetch(value.get<std::string>()); };
    return parsed(json, [&](Json const& root) {
        LlmRequest request;
        request.task = root.at("task").get<std::string>();
        request.instructions = text(root.at("instructions"));
        for (auto const& section : root.at("sections")) {
            request.sections.push_back({section.at("label").get<std::string>(), text(section.at("text")),
                                        section.at("untrusted").get<bool>()});
        }
        request.schema = text(root.at("schema"));
        for (auto const& correction : root.at("corrections"))
            request.corrections.push_back({text(correction.at("reply")), text(correction.at("errors"))});
        request.document = root.at("document").get<std::string>();
        request.sample = root.value("sample", 0);
        request.prompt = root.value("prompt", std::string());
        return request;
    });
}

std::string fingerprint(RunDescription const& run) {
    Json inputs = Json::array();
    // Digests, because a file name need not be UTF-8.
    for (auto const& name : run.inputs) inputs.push_back(sha256(name));
    return sha256(dump_json({{"criteria", criteria_json(run.criteria)},
                             {"job_name", sha256(run.job_name)},
                             {"job_text", sha256(run.job_text)},
                             {"options", run.options},
                             {"engine", run.engine},
                             {"inputs", inputs}}));
}

}  // namespace ats::record

namespace ats {

std::string reply_key(LlmRequest const& request, std::string const& identity) {
    auto asked = request;
    asked.document.clear();  // One text is one question, whatever file it came in.
    auto const text = record::request_text(asked, [](std::string const& part) { return part; });
    return sha256(dump_json(Json::array({"atschecker reply key 1", identity, text})));
}

}  // namespace ats
