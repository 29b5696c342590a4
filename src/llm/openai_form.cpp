#include "llm/openai_form.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "llm/openai_error.hpp"
#include "llm/openai_wire.hpp"
#include "llm/openai_words.hpp"

namespace ats::openai {
namespace {

/// One answer against the schema is a slip of the model; two, and half of all, are a server that does not
/// apply it.
constexpr std::size_t least_invalid = 2;
/// One failure of a server is an accident.
constexpr std::size_t least_failures = 2;

bool is_last(AnswerForm form) { return form == AnswerForm::text; }
AnswerForm lower(AnswerForm form) {
    return is_last(form) ? form : static_cast<AnswerForm>(static_cast<int>(form) + 1);
}

bool names_any(ServerError const& error, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return error.param.find(word) != std::string::npos || error.message.find(word) != std::string::npos;
    });
}

/// Where the server names the field, its words decide nothing more.
bool refuses(ServerError const& error, std::string_view field) {
    if (error.param.empty()) return error.message.find(field) != std::string::npos;
    return error.param == field || error.param.starts_with(std::string(field) + '.');
}

/// How servers name what they were asked for: the words count less where a fault of the server itself, or a
/// wrong address, is as likely.
bool refuses_answer_form(ServerError const& error, AnswerForm form, int status) {
    bool const is_surely_refusal = status == 400 || status == 422 || status == 501;
    if (is_last(form)) return false;
    if (form == AnswerForm::tool) {
        return is_surely_refusal ? names_any(error, {"tool", "function"})
                                 : names_any(error, {"tool use", "tool_choice", "tools", "function calling"});
    }
    if (names_any(error, {"response_format", "json_schema", "json_object", "structured output", "grammar",
                          "support the requested parameters", "handle the requested parameters"}))
        return true;
    return is_surely_refusal && names_any(error, {"schema"});
}

/// By its other name, a limit that is too high would be so too, and the wrong name would be remembered.
bool is_too_high(ServerError const& error) {
    return error.code == "invalid_value" ||
           names_any(error, {"too large", "at most", "less than", "greater than", "exceed", "maximum",
                             "<=", "range of"});
}

std::optional<Change> without_limit_name(Form form, ServerError const& error, OpenAiOptions const& options) {
    auto const completion = form.limit == TokenLimitField::max_completion_tokens;
    auto const* const sent = completion ? "max_completion_tokens" : "max_tokens";
    if (form.limit_is_settled || options.token_limit_field != TokenLimitField::automatic) return std::nullopt;
    if (!refuses(error, sent) || is_too_high(error)) return std::nullopt;
    form.limit = completion ? TokenLimitField::max_tokens : TokenLimitField::max_completion_tokens;
    form.limit_is_settled = true;
    return Change{form, std::string(sent) + " is refused: the limit is sent by its other name"};
}

/// A field that the server takes no longer makes the answer wrong by being left out.
struct Optional {
    std::string_view name;
    bool Form::*sent;
};
constexpr std::array<Optional, 5> optional_fields = {{{"temperature", &Form::temperature},
                                                      {"reasoning_effort", &Form::reasoning_effort},
                                                      {"prompt_cache_key", &Form::cache_hints},
                                                      {"prompt_cache_options", &Form::cache_hints},
                                                      {"prompt_cache_breakpoint", &Form::cache_hints}}};

bool is_set(OpenAiOptions const& options, bool Form::*field) {
    if (field == &Form::temperature) return options.temperature.has_value();
    if (field == &Form::reasoning_effort) return options.reasoning_effort.has_value();
    return options.cache_hints;
}

std::optional<Change> without_field(Form form, ServerError const& error, OpenAiOptions const& options) {
    for (auto const& field : optional_fields) {
        if (!(form.*field.sent) || !is_set(options, field.sent) || !refuses(error, field.name)) continue;
        form.*field.sent = false;
        return Change{form, std::string(field.name) + " is refused: it is no longer sent"};
    }
    return std::nullopt;
}

/// A server that says no number is asked for half, down to this; an answer about few criteria takes less.
constexpr std::int64_t least_room = 256;

std::optional<Change> without_room(Form form, ServerError const& error, std::int64_t room, ErrorCode code) {
    bool const names_room = says_answer_limit(error.message) || says_answer_limit(error.param);
    bool const may_be_room = names_room || error.message.find(std::to_string(room)) != std::string::npos;
    bool const is_too_long = code == ErrorCode::model_context_exceeded;
    if (room == 0 || !may_be_room || !(is_too_high(error) || is_too_long)) return std::nullopt;
    auto most = room_in_words(error.message, room);
    if (!most && names_room && !is_too_long && room / 2 >= least_room) most = room / 2;
    if (!most) return std::nullopt;
    form.most_room = *most;
    return Change{form, "an answer of " + std::to_string(room) + " tokens is too long for it: at most " +
                            std::to_string(*most) + " are asked for"};
}

std::optional<Change> without_system_role(Form form, ServerError const& error) {
    bool const is_role = error.param.starts_with("messages") && error.param.ends_with("role");
    if (!form.system_role || !(is_role || says_no_system_role(error.message))) return std::nullopt;
    form.system_role = false;
    return Change{form, "messages of the system are refused: the instructions go into the user's"};
}

std::optional<Change> without_answer_form(Form form, ServerError const& error, int status) {
    if (!refuses_answer_form(error, form.answer, status)) return std::nullopt;
    auto const refused = form.answer;
    form.answer = lower(refused);
    return Change{form, "answers as " + std::string(to_string(refused)) + " are refused: asked for as " +
                            std::string(to_string(form.answer))};
}

/// 501 is what servers say of a feature that is switched off or not built; some say it with a 500, routers
/// with a 404.
bool may_refuse_form(int status) {
    return status == 400 || status == 404 || status == 422 || status == 500 || status == 501;
}

/// @returns whether the code leaves open that a field is to blame.
bool may_be_form(ErrorCode code, int status) {
    if (code == ErrorCode::model_not_found) return status == 404;
    if (code == ErrorCode::model_server_error) return status == 500 || status == 501;
    return code == ErrorCode::model_request_rejected;
}

}  // namespace

Form first_form(OpenAiOptions const& options) {
    auto const host = host_of(options.base_url);
    Form form;
    form.answer = options.answer_form;
    // Its compatible endpoint ignores response_format and says nothing.
    if (host == "api.anthropic.com") form.answer = std::max(form.answer, AnswerForm::tool);
    form.limit = options.token_limit_field;
    if (form.limit == TokenLimitField::automatic) {
        form.limit = is_openai(host) || is_azure(host) ? TokenLimitField::max_completion_tokens
                                                       : TokenLimitField::max_tokens;
    }
    return form;
}

std::optional<Change> without_refused(Form const& form, http::Response const& response,
                                      OpenAiOptions const& options, std::int64_t room) {
    if (!may_refuse_form(response.status)) return std::nullopt;
    auto const error = find_error(parse_envelope(response.body), response.status);
    if (!error) return std::nullopt;
    auto const code = classify(*error, response.status);
    if (auto change = without_room(form, *error, room, code)) return change;
    if (!may_be_form(code, response.status)) return std::nullopt;
    bool const names_fields = code == ErrorCode::model_request_rejected || response.status == 501;
    if (names_fields) {
        if (auto change = without_limit_name(form, *error, options)) return change;
        if (auto change = without_field(form, *error, options)) return change;
    }
    if (code != ErrorCode::model_not_found) {
        if (auto change = without_system_role(form, *error)) return change;
    }
    return without_answer_form(form, *error, response.status);
}

std::optional<Form> one_rung_lower(Form form) {
    if (is_last(form.answer)) return std::nullopt;
    form.answer = lower(form.answer);
    return form;
}

Change FormMemory::form_for(std::size_t corrections) {
    std::lock_guard const lock(mutex_);
    if (corrections == 0) {
        ++asked_;
        return {form_, {}};
    }
    auto form = form_;
    form.answer = lower(form.answer);
    return {form, count_invalid()};
}

std::string FormMemory::count_invalid() {
    if (stale_ > 0) {
        --stale_;
        return {};
    }
    if (++invalid_ < least_invalid || invalid_ * 2 < asked_ || is_last(form_.answer)) return {};
    auto const broken = form_.answer;
    form_.answer = lower(broken);
    stale_ = asked_ - std::min(asked_, invalid_);
    asked_ = invalid_ = 0;
    return "answers as " + std::string(to_string(broken)) + " break the schema: asked for as " +
           std::string(to_string(form_.answer));
}

void FormMemory::forget_failures() {
    has_worked_ = is_trying_ = lower_failed_ = false;
    failures_ = lower_worked_ = 0;
}

bool FormMemory::should_try_lower(Form const& failed) {
    std::lock_guard const lock(mutex_);
    bool const is_current = failed.answer == form_.answer && !is_last(form_.answer);
    if (!is_current || has_worked_ || lower_failed_ || is_trying_ || ++failures_ < least_failures)
        return false;
    is_trying_ = true;
    return true;
}

void FormMemory::works(Form const& form) {
    std::lock_guard const lock(mutex_);
    if (form.answer == form_.answer) has_worked_ = true;
}

std::string FormMemory::tried_lower(Form const& failed, bool worked) {
    std::lock_guard const lock(mutex_);
    is_trying_ = false;
    if (failed.answer != form_.answer) return {};
    lower_failed_ = !worked;
    if (!worked || has_worked_ || ++lower_worked_ < least_failures) return {};
    form_.answer = lower(form_.answer);
    asked_ = invalid_ = 0;
    forget_failures();
    return "answers as " + std::string(to_string(failed.answer)) + " fail: asked for as " +
           std::string(to_string(form_.answer));
}

bool FormMemory::learn(Form const& refused, Form const& instead) {
    std::lock_guard const lock(mutex_);
    auto const before = form_;
    // Field by field: another thread may have learnt of another one meanwhile. A rung that was tried for
    // one correction only says nothing about those above it.
    if (refused.answer == form_.answer && instead.answer != form_.answer) {
        form_.answer = instead.answer;
        asked_ = invalid_ = 0;
        forget_failures();
    }
    if (instead.limit_is_settled) {
        form_.limit = instead.limit;
        form_.limit_is_settled = true;
    }
    for (auto const& field : optional_fields) form_.*field.sent = form_.*field.sent && instead.*field.sent;
    form_.system_role = form_.system_role && instead.system_role;
    form_.most_room = std::min(form_.most_room, instead.most_room);
    return before.system_role != form_.system_role || before.most_room != form_.most_room ||
           before.answer != form_.answer || before.limit != form_.limit ||
           before.temperature != form_.temperature || before.reasoning_effort != form_.reasoning_effort ||
           before.cache_hints != form_.cache_hints;
}

}  // namespace ats::openai
