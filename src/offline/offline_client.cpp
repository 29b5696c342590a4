#include <cmath>

#include <ats/error.hpp>
#include <ats/offline_client.hpp>

#include "base/finding_words.hpp"
#include "base/json.hpp"
#include "offline/job/criteria_rules.hpp"
#include "offline/resume/resume_view.hpp"
#include "offline/resume/told_periods.hpp"
#include "offline/resume/years_asked.hpp"
#include "offline/scoring_rules.hpp"
#include "text/utf8.hpp"

namespace ats {
namespace {

[[noreturn]] void refuse(std::string const& message) {
    throw CallerError(ErrorCode::invalid_argument, "offline engine: " + message);
}

std::string const& section(LlmRequest const& request, std::string_view label) {
    for (auto const& part : request.sections) {
        if (part.label == label) return part.text;
    }
    refuse("the request has no section \"" + std::string(label) + "\"");
}

Json number_or_null(std::optional<double> value) { return value ? number_to_json(*value) : Json(nullptr); }

Json proposed(Criterion const& criterion) {
    return {{"source", criterion.source},
            {"text", criterion.text},
            {"kind", to_string(criterion.kind)},
            {"importance", to_string(criterion.importance)},
            {"min_years", number_or_null(criterion.min_years)}};
}

Json extract_criteria(LlmRequest const& request, CallContext const& context) {
    Json list = Json::array();
    for (auto const& criterion : offline::propose_criteria(section(request, "job_description"))) {
        context.check();
        list.push_back(proposed(criterion));
    }
    return {{"criteria", std::move(list)}};
}

std::string text_member(Json const& object, char const* key) {
    auto const member = object.find(key);
    if (member == object.end() || !member->is_string())
        refuse("an entry of \"criteria\" lacks \"" + std::string(key) + "\"");
    return member->get<std::string>();
}

Criterion criterion_from(Json const& object) {
    if (!object.is_object()) refuse("\"criteria\" holds something that is no object");
    Criterion criterion;
    criterion.id = text_member(object, "id");
    criterion.text = text_member(object, "text");
    if (object.contains("kind")) criterion.kind = criterion_kind_from(text_member(object, "kind"));
    auto const years = object.find("min_years");
    if (years != object.end() && years->is_number()) criterion.min_years = years->get<double>();
    return criterion;
}

std::vector<Criterion> criteria_of(LlmRequest const& request) {
    auto const list = Json::parse(section(request, "criteria"), nullptr, false);
    if (!list.is_array()) refuse("the section \"criteria\" is no JSON array");
    std::vector<Criterion> criteria;
    for (auto const& entry : list) criteria.push_back(criterion_from(entry));
    return criteria;
}

/// The score stays beside its word, which is coarser.
Json judged(offline::Judgement const& judgement, bool with_finding) {
    Json entry{{"quotes", judgement.quotes}, {"reason", judgement.reason}};
    if (with_finding && judgement.role) {
        entry["occupation"] = judgement.role->occupation;
        entry["level"] = judgement.role->level;
    } else if (with_finding) {
        entry["finding"] = finding_for(judgement.score);
    }
    entry["score"] = number_to_json(judgement.score);
    return entry;
}

/// The entries whose words name what years are asked for in.
std::vector<std::string> periods_of(Criterion const& criterion, std::string_view told,
                                    offline::ResumeView const& resume) {
    auto const subject = offline::subject_of_years(criterion.text);
    auto const places = offline::places_of_skill(subject.text, resume);
    return offline::names_in(told, offline::years_in(subject, places, resume).periods);
}

bool asks_for_years(Criterion const& criterion) {
    return criterion.min_years ? *criterion.min_years > 0 : offline::years_asked(criterion.text).has_value();
}

std::string periods_told(LlmRequest const& request) {
    for (auto const& part : request.sections) {
        if (part.label == "periods") return part.text;
    }
    return {};
}

Json score_resume(LlmRequest const& request, CallContext const& context) {
    auto const criteria = criteria_of(request);
    auto const as_of = Date::parse(section(request, "as_of"));
    offline::ResumeView const resume(section(request, "resume"), offline::month_of(as_of));
    auto const told = periods_told(request);
    Json scores = Json::object();
    for (auto const& criterion : criteria) {
        context.check();
        auto& entry = scores[criterion.id];
        entry = judged(offline::judge(criterion, resume), asks_for_findings(request.schema));
        if (!told.empty() && asks_for_years(criterion))
            entry["periods"] = periods_of(criterion, told, resume);
    }
    return {{"scores", std::move(scores)}};
}

Json answer(LlmRequest const& request, CallContext const& context) {
    if (request.task == "extract_criteria") return extract_criteria(request, context);
    if (request.task == "score_resume") return score_resume(request, context);
    refuse("the task \"" + request.task + "\" is unknown");
}

}  // namespace

OfflineClient::OfflineClient() = default;
OfflineClient::~OfflineClient() = default;

LlmReply OfflineClient::complete(LlmRequest const& request, CallContext const& context) {
    context.check();
    LlmReply reply;
    reply.text = dump_json(answer(request, context));
    reply.model = offline_engine_name;
    reply.usage.requests = 1;
    return reply;
}

}  // namespace ats
