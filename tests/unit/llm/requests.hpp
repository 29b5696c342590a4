#pragma once

#include <memory>
#include <string>

#include <ats/error.hpp>
#include <ats/openai_client.hpp>
#include <ats/retrying_client.hpp>
#include <ats/validating_client.hpp>

namespace ats::test {

/// The schema of an answer about c1 and c2.
inline std::string score_schema() {
    std::string const entry =
        R"({"type":"object","properties":{"quotes":{"type":"array","items":{"type":"string"},"maxItems":5},)"
        R"("reason":{"type":"string"},"score":{"type":"number","minimum":0,"maximum":5}},)"
        R"("required":["quotes","reason","score"],"additionalProperties":false})";
    return R"({"type":"object","properties":{"scores":{"type":"object","properties":{"c1":)" + entry +
           R"(,"c2":)" + entry +
           R"(},"required":["c1","c2"],"additionalProperties":false}},"required":["scores"],)"
           R"("additionalProperties":false})";
}

inline LlmRequest score_request() {
    LlmRequest request;
    request.task = "score_resume";
    request.instructions = "Score the resume.";
    request.sections = {{"as_of", "2026-11-01", false},
                        {"job_description", "Nurse wanted, nights.", true},
                        {"criteria",
                         R"([{"id":"c1","text":"Nursing","kind":"skill","importance":"must"},)"
                         R"({"id":"c2","text":"French","kind":"language","importance":"nice"}])",
                         false},
                        {"resume", "\n  Zoe Example  \nNurse since 2019\n", true}};
    request.schema = score_schema();
    return request;
}

/// The answer valid_reply() gives to score_request().
inline std::string valid_scores() {
    return R"({"scores":{"c1":{"quotes":["Zoe Example"],"reason":"A scripted answer.","score":3},)"
           R"("c2":{"quotes":["Zoe Example"],"reason":"A scripted answer.","score":3}}})";
}

inline OpenAiOptions options_for(std::string base_url) {
    OpenAiOptions options;
    options.base_url = std::move(base_url);
    options.model = "test-model";
    options.api_key = "sk-test-4f9a0b7c2d";
    return options;
}

/// @returns the code `call` throws, or ErrorCode::internal and a message where it throws none.
template <class Call>
std::pair<ErrorCode, std::string> error_of(Call call) {
    try {
        call();
    } catch (Error const& error) {
        return {error.code(), error.what()};
    }
    return {ErrorCode::internal, "nothing was thrown"};
}

}  // namespace ats::test
