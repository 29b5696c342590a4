#pragma once

#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>
#include <string>

#include <ats/openai_client.hpp>

#include "llm/http.hpp"

namespace ats::openai {

/// What one endpoint and model take. Every change drops something, so that few are possible.
struct Form {
    AnswerForm answer = AnswerForm::json_schema;
    TokenLimitField limit = TokenLimitField::max_tokens;  ///< Never automatic.
    bool limit_is_settled = false;                        ///< Its other name was refused.
    bool temperature = true;
    bool reasoning_effort = true;
    bool cache_hints = true;
    bool system_role = true;  ///< Else the instructions go into the user's message.
    /// The most answer tokens that the server takes.
    std::int64_t most_room = std::numeric_limits<std::int64_t>::max();
};

/// A change of the form, and how people are told.
struct Change {
    Form form;
    std::string what;  ///< Such as "temperature is refused: it is no longer sent".
};

/// @returns the form to begin with.
Form first_form(OpenAiOptions const& options);

/// @param room the answer tokens that were asked for; 0 if the request says nothing of them.
/// @returns the form without what the response refuses; nullopt if it refuses the request for another
/// reason, or nothing.
std::optional<Change> without_refused(Form const& form, http::Response const& response,
                                      OpenAiOptions const& options, std::int64_t room);

/// @returns the form one rung of the ladder lower; nullopt if it is the last.
std::optional<Form> one_rung_lower(Form form);

/// What was learnt of an endpoint and model. May be called from many threads.
class FormMemory {
public:
    explicit FormMemory(Form first) : form_(first) {}

    /// @param corrections how often the question was already answered against the schema.
    /// @returns the form to ask in, and what was learnt from the answers so far, if anything.
    Change form_for(std::size_t corrections);
    /// Remembers what was refused. @returns false if another thread has learnt as much before.
    bool learn(Form const& refused, Form const& instead);

    /// Some servers fail (HTTP 500) on a form that they do not know, and say nothing of it.
    /// @returns whether to try one rung lower: where the form has never worked and failed more than once.
    /// The caller then says what came of it.
    bool should_try_lower(Form const& failed);
    void works(Form const& form);
    /// @returns what was learnt: after two forms that worked a rung lower, all are asked there.
    std::string tried_lower(Form const& failed, bool worked);

private:
    void forget_failures();
    std::string count_invalid();

    std::mutex mutex_;
    Form form_;
    std::size_t asked_ = 0;    ///< Questions at this rung, first ones only.
    std::size_t invalid_ = 0;  ///< Of their answers, those that broke the schema.
    std::size_t stale_ = 0;    ///< Answers at the rung above that may still come.
    bool has_worked_ = false;  ///< The form of answer, at least once.
    std::size_t failures_ = 0;
    std::size_t lower_worked_ = 0;
    bool is_trying_ = false;
    bool lower_failed_ = false;
};

}  // namespace ats::openai
