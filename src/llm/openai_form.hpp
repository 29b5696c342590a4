#pragma once

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
};

/// A change of the form, and how people are told.
struct Change {
    Form form;
    std::string what;  ///< Such as "temperature is refused: it is no longer sent".
};

/// @returns the form to begin with.
Form first_form(OpenAiOptions const& options);

/// @returns the form without what the response refuses; nullopt if it refuses the request for another
/// reason, or nothing.
std::optional<Change> without_refused(Form const& form, http::Response const& response,
                                      OpenAiOptions const& options);

/// What was learnt of an endpoint and model. May be called from many threads.
class FormMemory {
public:
    explicit FormMemory(Form first) : form_(first) {}

    /// @param corrections how often the question was already answered against the schema.
    /// @returns the form to ask in, and what was learnt from the answers so far, if anything.
    Change form_for(std::size_t corrections);
    /// Remembers what was refused. @returns false if another thread has learnt as much before.
    bool learn(Form const& refused, Form const& instead);

private:
    std::string count_invalid();

    std::mutex mutex_;
    Form form_;
    std::size_t asked_ = 0;    ///< Questions at this rung, first ones only.
    std::size_t invalid_ = 0;  ///< Of their answers, those that broke the schema.
    std::size_t stale_ = 0;    ///< Answers at the rung above that may still come.
};

}  // namespace ats::openai
