#include <algorithm>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

#include <ats/error.hpp>
#include <ats/testing.hpp>

#include "base/finding_words.hpp"
#include "base/json.hpp"

namespace ats::testing {

namespace {

/// What valid_reply() promises for a job description.
constexpr std::size_t max_scripted_criteria = 20;

std::string_view trimmed(std::string_view line) {
    constexpr std::string_view blanks = " \t\r\f\v";
    auto const begin = line.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return line.substr(begin, line.find_last_not_of(blanks) - begin + 1);
}

std::vector<std::string> lines_with_text(std::string_view text, std::size_t limit) {
    std::vector<std::string> lines;
    while (!text.empty() && lines.size() < limit) {
        auto const end = text.find('\n');
        if (auto const line = trimmed(text.substr(0, end)); !line.empty()) lines.emplace_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::string_view section(LlmRequest const& request, std::string_view label) {
    for (auto const& each : request.sections) {
        if (each.label == label) return each.text;
    }
    throw CallerError(ErrorCode::invalid_argument, "the request has no section " + std::string(label));
}

/// As a request asks for it: words where its schema has them, and the number where no word says it.
Json scored(LlmRequest const& request, Json const& quotes, double score) {
    Json entry{{"quotes", quotes}, {"reason", "A scripted answer."}};
    auto const word = finding_for(score);
    bool const says_it = finding_from(word)->score == score;
    if (says_it && asks_for_findings(request.schema))
        entry["finding"] = word;
    else
        entry["score"] = number_to_json(score);
    return entry;
}

/// The names of all periods of work that the request tells, where the schema asks a criterion for its own.
Json periods_told(LlmRequest const& request) {
    Json names = Json::array();
    for (auto const& each : request.sections) {
        if (each.label != "periods") continue;
        for (auto const& line : lines_with_text(each.text, each.text.size()))
            names.push_back(line.substr(0, line.find(' ')));
    }
    return names;
}

bool asks_for(Json const& schema, std::string const& id, char const* property) {
    auto const entry = Json::json_pointer("/properties/scores/properties") / id / "properties" / property;
    return schema.is_object() && schema.contains(entry);
}

/// The words for a role that come nearest to a score.
void answer_as_role(Json& entry, double score) {
    auto const words = role_words_for(score);
    entry.erase("finding");
    entry.erase("score");
    entry["occupation"] = words.occupation;
    entry["level"] = words.level;
}

Json scores(LlmRequest const& request, double score) {
    auto const quotes = lines_with_text(section(request, "resume"), 1);
    auto const criteria = Json::parse(section(request, "criteria"), nullptr, /*allow_exceptions=*/false);
    if (!criteria.is_array()) {
        throw CallerError(ErrorCode::invalid_argument, "the section criteria is no JSON array");
    }
    auto const schema = Json::parse(request.schema, nullptr, /*allow_exceptions=*/false);
    Json answer = Json::object();
    for (auto const& criterion : criteria) {
        if (!criterion.is_object() || !criterion.contains("id") || !criterion["id"].is_string()) {
            throw CallerError(ErrorCode::invalid_argument, "a criterion of the request has no id");
        }
        auto const id = criterion["id"].get<std::string>();
        answer[id] = scored(request, quotes, score);
        if (asks_for(schema, id, "periods")) answer[id]["periods"] = periods_told(request);
        if (asks_for(schema, id, "occupation")) answer_as_role(answer[id], score);
    }
    return Json::object({{"scores", answer}});
}

Json criteria(LlmRequest const& request) {
    Json list = Json::array();
    for (auto const& line : lines_with_text(section(request, "job_description"), max_scripted_criteria)) {
        list.push_back(Json::object({{"source", line},
                                     {"text", line},
                                     {"kind", "other"},
                                     {"importance", "must"},
                                     {"min_years", nullptr}}));
    }
    return Json::object({{"criteria", list}});
}

void wait(std::chrono::milliseconds delay, CallContext const& context) {
    auto const left = context.time_left();
    context.cancel.wait_for(left ? std::min<std::chrono::nanoseconds>(delay, *left) : delay);
    context.check();
}

LlmReply scripted_reply(std::string text) {
    LlmReply reply;
    reply.text = std::move(text);
    reply.model = "scripted";
    reply.usage.requests = 1;
    return reply;
}

}  // namespace

std::string valid_reply(LlmRequest const& request, double score) {
    if (request.task == "score_resume") return dump_json(scores(request, score));
    if (request.task == "extract_criteria") return dump_json(criteria(request));
    throw CallerError(ErrorCode::invalid_argument, "no valid reply is known for the task " + request.task);
}

struct ScriptedClient::Impl {
    Step always;  // used if `steps` is not engaged
    std::optional<std::vector<Step>> steps;
    mutable std::mutex mutex;
    std::vector<LlmRequest> requests;

    /// The step is copied, so that it runs without the lock and steps may overlap.
    Step take(LlmRequest const& request) {
        std::lock_guard const lock(mutex);
        requests.push_back(request);
        if (!steps) return always;
        if (requests.size() > steps->size()) {
            throw CallerError(ErrorCode::internal, "the script has no step for this request");
        }
        return (*steps)[requests.size() - 1];
    }
};

ScriptedClient::ScriptedClient(Step always) : impl_(std::make_unique<Impl>()) {
    impl_->always = std::move(always);
}

ScriptedClient::ScriptedClient(std::vector<Step> steps) : impl_(std::make_unique<Impl>()) {
    impl_->steps = std::move(steps);
}

ScriptedClient::~ScriptedClient() = default;

LlmReply ScriptedClient::complete(LlmRequest const& request, CallContext const& context) {
    auto const step = impl_->take(request);
    context.check();
    return step ? step(request, context) : scripted_reply(valid_reply(request));
}

std::vector<LlmRequest> ScriptedClient::requests() const {
    std::lock_guard const lock(impl_->mutex);
    return impl_->requests;
}

std::size_t ScriptedClient::calls() const {
    std::lock_guard const lock(impl_->mutex);
    return impl_->requests.size();
}

ScriptedClient::Step ScriptedClient::reply(std::string text, std::chrono::milliseconds delay) {
    return [text = std::move(text), delay](LlmRequest const&, CallContext const& context) {
        wait(delay, context);
        return scripted_reply(text);
    };
}

ScriptedClient::Step ScriptedClient::valid(double score, std::chrono::milliseconds delay) {
    return [score, delay](LlmRequest const& request, CallContext const& context) {
        wait(delay, context);
        return scripted_reply(valid_reply(request, score));
    };
}

}  // namespace ats::testing
