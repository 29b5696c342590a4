#include "llm/openai_form.hpp"

#include <doctest/doctest.h>

#include "base/json.hpp"
#include "llm/openai_wire.hpp"
#include "llm/requests.hpp"
#include "support/model_server.hpp"

using namespace ats;
using namespace ats::openai;
using namespace ats::test;

namespace {

HttpAnswer good() { return {200, completion(valid_scores())}; }

HttpAnswer refusal(std::string const& param, std::string const& message, int status = 400) {
    Json const error{
        {"message", message}, {"type", "invalid_request_error"}, {"param", param}, {"code", nullptr}};
    return {status, dump_json(Json{{"error", error}})};
}

std::vector<Json> bodies(ModelServer const& server) {
    std::vector<Json> parsed;
    for (auto const& request : server.requests()) parsed.push_back(Json::parse(request.body));
    return parsed;
}

std::string form_of(Json const& body) {
    if (body.contains("tools")) return "tool";
    if (!body.contains("response_format")) return "text";
    return body["response_format"]["type"];
}

std::string tool_call(std::string const& arguments) {
    Json const call{
        {"id", "1"}, {"type", "function"}, {"function", {{"name", "x"}, {"arguments", arguments}}}};
    Json const message{{"role", "assistant"}, {"content", nullptr}, {"tool_calls", Json::array({call})}};
    return dump_json(
        Json{{"choices", Json::array({Json{{"finish_reason", "tool_calls"}, {"message", message}}})}});
}

OpenAiOptions openai_options() {
    auto options = options_for("https://api.openai.com/v1");
    options.cache_hints = true;
    return options;
}

Json body_for(OpenAiOptions const& options, LlmRequest const& request = score_request(),
              Form const& form = {}) {
    return Json::parse(request_body(request, render(request), options, form));
}

}  // namespace

TEST_CASE("a server that refuses a form of answer is asked one rung lower at once, and from then on") {
    ModelServer server([](HttpRequest const& request) {
        auto const form = form_of(Json::parse(request.body));
        if (form == "json_schema") return refusal("", "response_format of type json_schema is not supported");
        // LM Studio's words; its error is a plain string.
        if (form == "json_object")
            return HttpAnswer{400, R"({"error":"'response_format.type' must be 'json_schema' or 'text'"})"};
        if (form == "tool") return HttpAnswer{501, error_body("x", "tools param requires --jinja flag")};
        return good();
    });
    OpenAiClient client(options_for(server.base_url()));
    CHECK(client.complete(score_request(), {}).text == valid_scores());
    CHECK(client.complete(score_request(), {}).text == valid_scores());
    auto const asked = bodies(server);
    REQUIRE(asked.size() == 5);
    CHECK(form_of(asked[0]) == "json_schema");
    CHECK(form_of(asked[1]) == "json_object");
    CHECK(form_of(asked[2]) == "tool");
    CHECK(form_of(asked[3]) == "text");
    CHECK(form_of(asked[4]) == "text");
}

TEST_CASE("where the server is not told the schema, the part that all requests share says it") {
    for (auto const form : {AnswerForm::json_object, AnswerForm::text}) {
        auto const body = body_for(options_for("http://localhost"), score_request(), {form});
        auto const system = body["messages"][0]["content"].get<std::string>();
        CHECK(system.find("JSON schema") != std::string::npos);
        CHECK(system.find(R"("minimum":0)") != std::string::npos);
    }
    for (auto const form : {AnswerForm::json_schema, AnswerForm::tool}) {
        auto const body = body_for(options_for("http://localhost"), score_request(), {form});
        CHECK(body["messages"][0]["content"].get<std::string>().find("JSON schema") == std::string::npos);
    }
}

TEST_CASE("a call of the named function is the answer, and words instead of it are read too") {
    ModelServer server({{200, tool_call(valid_scores())}, good()});
    auto options = options_for(server.base_url());
    options.answer_form = AnswerForm::tool;
    OpenAiClient client(options);
    auto const reply = client.complete(score_request(), {});
    CHECK(reply.text == valid_scores());
    CHECK(reply.finish_reason == FinishReason::stop);
    CHECK(client.complete(score_request(), {}).text == valid_scores());
    auto const body = bodies(server)[0];
    CHECK(body["tools"][0]["function"]["name"] == "score_resume");
    CHECK(body["tools"][0]["function"]["parameters"]["required"][0] == "scores");
    CHECK(body["tool_choice"]["function"]["name"] == "score_resume");
    CHECK_FALSE(body.contains("response_format"));
}

TEST_CASE("a server that ignores the schema is found out by its answers") {
    ModelServer server([](HttpRequest const& request) {
        bool const applied = form_of(Json::parse(request.body)) == "json_object";
        return applied ? good() : HttpAnswer{200, completion("A fine resume.")};
    });
    ValidatingClient client(std::make_shared<OpenAiClient>(options_for(server.base_url())));
    for (int i = 0; i < 3; ++i) CHECK(client.complete(score_request(), {}).text == valid_scores());
    auto const asked = bodies(server);
    REQUIRE(asked.size() == 5);  // Two answers broke the schema; then the rung was known.
    CHECK(form_of(asked[1]) == "json_object");
    CHECK(form_of(asked[4]) == "json_object");
}

TEST_CASE("people are told once that answers break the schema") {
    FormMemory memory(Form{});
    for (int i = 0; i < 2; ++i) CHECK(memory.form_for(0).what.empty());
    CHECK(memory.form_for(1).what.empty());
    CHECK(memory.form_for(1).what == "answers as json_schema break the schema: asked for as json_object");
    CHECK(memory.form_for(0).what.empty());
}

TEST_CASE("answers that were under way when the form was changed do not change it again") {
    FormMemory memory(Form{});
    auto const answered_wrongly = [&](int count) {
        for (int i = 0; i < count; ++i) memory.form_for(0);
        for (int i = 0; i < count; ++i) memory.form_for(1);
        return memory.form_for(0).form.answer;
    };
    CHECK(answered_wrongly(16) == AnswerForm::json_object);
    CHECK(answered_wrongly(3) == AnswerForm::tool);
}

TEST_CASE("a slip of the model now and then changes nothing") {
    FormMemory memory({});
    for (int i = 0; i < 100; ++i) CHECK(memory.form_for(0).form.answer == AnswerForm::json_schema);
    for (int i = 0; i < 10; ++i) CHECK(memory.form_for(1).form.answer == AnswerForm::json_object);
    CHECK(memory.form_for(0).form.answer == AnswerForm::json_schema);
}

TEST_CASE("a field that a model refuses is left out once and for all, and people are told once") {
    struct Row {
        std::string param, message;
    };
    for (auto const& row :
         {Row{"temperature", "Unsupported value: 'temperature' does not support 0.5 with this model."},
          Row{"", R"(Unknown name "temperature": Cannot find field.)"}}) {
        CAPTURE(row.param);
        ModelServer server([&](HttpRequest const& request) {
            return Json::parse(request.body).contains("temperature") ? refusal(row.param, row.message)
                                                                     : good();
        });
        auto options = options_for(server.base_url());
        options.temperature = 0.5;
        options.reasoning_effort = "low";
        std::vector<std::string> log;
        options.log = [&](LogLevel, std::string_view line) { log.emplace_back(line); };
        OpenAiClient client(options);
        client.complete(score_request(), {});
        client.complete(score_request(), {});
        auto const asked = bodies(server);
        REQUIRE(asked.size() == 3);
        CHECK_FALSE(asked[2].contains("temperature"));
        CHECK(asked[2]["reasoning_effort"] == "low");
        REQUIRE(log.size() == 1);
        CHECK(log[0].find(": temperature is refused: it is no longer sent") != std::string::npos);
    }
}

TEST_CASE("what the caller pays for is never left out in silence") {
    ModelServer server({refusal("service_tier", "Invalid service_tier: flex is not available")});
    auto options = options_for(server.base_url());
    options.service_tier = "flex";
    CHECK(error_of([&] { OpenAiClient(options).complete(score_request(), {}); }).first ==
          ErrorCode::model_request_rejected);
    CHECK(server.request_count() == 1);
}

TEST_CASE("the token limit goes by the name that the endpoint knows") {
    auto const field = [](std::string const& url, TokenLimitField wanted = TokenLimitField::automatic) {
        auto options = options_for(url);
        options.token_limit_field = wanted;
        return first_form(options).limit;
    };
    CHECK(field("https://api.openai.com/v1") == TokenLimitField::max_completion_tokens);
    CHECK(field("https://us.openai.azure.com/openai/v1") == TokenLimitField::max_completion_tokens);
    CHECK(field("http://localhost:11434/v1") == TokenLimitField::max_tokens);
    CHECK(field("http://localhost/v1", TokenLimitField::max_completion_tokens) ==
          TokenLimitField::max_completion_tokens);

    ModelServer server([](HttpRequest const& request) {
        if (!Json::parse(request.body).contains("max_tokens")) return good();
        return refusal("max_tokens", "Unsupported parameter: use 'max_completion_tokens' instead.");
    });
    auto options = options_for(server.base_url());
    options.max_output_tokens = 900;
    OpenAiClient(options).complete(score_request(), {});
    auto const asked = bodies(server);
    REQUIRE(asked.size() == 2);
    CHECK(asked[1]["max_completion_tokens"] == 900);
    CHECK_FALSE(asked[1].contains("max_tokens"));
}

TEST_CASE("a token limit that is too high follows the server's, under the same name") {
    for (auto const* const words :
         {"max_tokens is too large: 9000. This model supports at most 800 completion tokens",
          "`max_tokens` must be less than or equal to `800`, the maximum value for `max_tokens`",
          "max_tokens: 9000 > 800, which is the maximum allowed for claude-3-5-20241022",
          "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 1700. Given: 900 `inputs` "
          "tokens "
          "and 9000 `max_new_tokens`",
          "This model's maximum context length is 1700 tokens. However, you requested 9900 tokens (900 in "
          "the "
          "messages, 9000 in the completion). Please reduce the length of the messages or completion.",
          "'max_tokens' is too large: 9000. This model's maximum context length is 1700 tokens and your "
          "request has "
          "900 input tokens (9000 > 1700 - 900).",
          "Invalid max_tokens value, the valid range of max_tokens is [1, 800]"}) {
        CAPTURE(words);
        ModelServer server([&](HttpRequest const& request) {
            return Json::parse(request.body)["max_tokens"] > 800 ? refusal("", words) : good();
        });
        auto options = options_for(server.base_url());
        options.max_output_tokens = 9000;
        OpenAiClient client(options);
        for (int i = 0; i < 2; ++i) CHECK(client.complete(score_request(), {}).text == valid_scores());
        auto const asked = bodies(server);
        REQUIRE(asked.size() == 3);
        CHECK(asked[1]["max_tokens"] == 800);
        CHECK(asked[2]["max_tokens"] == 800);
    }
}

TEST_CASE("a server that names no number is asked for half, and not for ever") {
    ModelServer server({refusal("max_tokens", "max_tokens exceeds the maximum")});
    auto options = options_for(server.base_url());
    options.max_output_tokens = 1100;
    CHECK(error_of([&] { OpenAiClient(options).complete(score_request(), {}); }).first ==
          ErrorCode::model_request_rejected);
    auto const asked = bodies(server);
    REQUIRE(asked.size() == 3);
    CHECK(asked[1]["max_tokens"] == 550);
    CHECK(asked[2]["max_tokens"] == 275);
}

TEST_CASE("a prompt that leaves no room for an answer is too long, whatever the answer's limit") {
    ModelServer server(
        {refusal("",
                 "`inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens and "
                 "512 `max_new_tokens`",
                 422)});
    auto options = options_for(server.base_url());
    options.max_output_tokens = 512;
    CHECK(error_of([&] { OpenAiClient(options).complete(score_request(), {}); }).first ==
          ErrorCode::model_context_exceeded);
    CHECK(server.request_count() == 1);
}

TEST_CASE("where the role of the system is refused, the instructions go into the user's message") {
    for (auto const& [status, words] :
         {std::pair{400, "System role not supported"},
          std::pair{400, "Developer instruction is not enabled for models/gemma-3-27b-it"},
          std::pair{500,
                    "Jinja Exception: Conversation roles must alternate user/assistant/user/assistant/..."},
          std::pair{422, "Only user and assistant roles are supported!"}}) {
        CAPTURE(words);
        ModelServer server([&, status = status, words = words](HttpRequest const& request) {
            auto const body = Json::parse(request.body);
            return body["messages"][0]["role"] == "system" ? refusal("", words, status) : good();
        });
        OpenAiClient client(options_for(server.base_url()));
        for (int i = 0; i < 2; ++i) CHECK(client.complete(score_request(), {}).text == valid_scores());
        auto const asked = bodies(server);
        REQUIRE(asked.size() == 3);
        REQUIRE(asked[1]["messages"].size() == 1);
        auto const text = asked[1]["messages"][0]["content"].get<std::string>();
        CHECK(asked[1]["messages"][0]["role"] == "user");
        CHECK(text.find("Score the resume.") == 0);
        CHECK(text.find("Zoe Example") > text.find("Nursing"));
    }
}

TEST_CASE("FastAPI's, Mistral's and OpenRouter's ways to refuse a field are understood") {
    struct Row {
        int status;
        char const* body;
        AnswerForm refused;
    };
    for (
        auto const& row :
        {Row{422,
             R"({"detail":[{"type":"literal_error","loc":["body","response_format","type"],"msg":)"
             R"("Input should be 'text' or 'json_object'","input":"json_schema"}]})",
             AnswerForm::json_schema},
         Row{422,
             R"({"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","response_format",)"
             R"("json_schema"],"msg":"Extra inputs are not permitted"}]},"type":"invalid_request_error"})",
             AnswerForm::json_schema},
         // llama-cpp-python
         Row{500,
             R"({"error":{"message":"[{'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), 'msg': )"
             R"(\"Input should be 'text' or 'json_object'\"}]","type":"internal_server_error"}})",
             AnswerForm::json_schema},
         Row{404,
             R"({"error":{"message":"No endpoints found that support tool use. Try disabling \"x\".","code":404}})",
             AnswerForm::tool},
         Row{404,
             R"({"error":{"message":"No endpoints found that can handle the requested parameters.","code":404}})",
             AnswerForm::json_schema}}) {
        CAPTURE(row.body);
        auto options = options_for("http://localhost/v1");
        options.answer_form = row.refused;
        auto const change = without_refused(first_form(options), {row.status, {}, row.body}, options, 0);
        REQUIRE(change);
        CHECK(static_cast<int>(change->form.answer) == static_cast<int>(row.refused) + 1);
    }
    for (
        auto const* const body :
        {R"({"message":{"detail":[{"loc":["body","reasoning_effort"],"msg":"Extra inputs are not permitted"}]}})",
         R"({"message":"{\"detail\":[{\"loc\":[\"body\",\"reasoning_effort\"],\"msg\":\"Extra inputs\"}]}"})",
         R"({"detail":[{"loc":["body","reasoning_effort"],"msg":"Extra"}],"message":[{"msg":"Extra"}],"code":3001})"}) {
        CAPTURE(body);
        auto options = options_for("http://localhost/v1");
        options.reasoning_effort = "low";
        auto const change = without_refused(first_form(options), {422, {}, body}, options, 0);
        REQUIRE(change);
        CHECK_FALSE(change->form.reasoning_effort);
    }
    auto const options = options_for("http://localhost/v1");
    CHECK_FALSE(without_refused(first_form(options),
                                {404, {}, R"({"error":{"message":"The model x does not exist","code":404}})"},
                                options, 0));
}

TEST_CASE("a server that fails on each schema without a word is asked one rung lower") {
    ModelServer server([](HttpRequest const& request) {
        return form_of(Json::parse(request.body)) == "json_schema"
                   ? HttpAnswer{500, R"({"object":"error","message":"Internal server error","code":500})"}
                   : good();
    });
    OpenAiClient client(options_for(server.base_url()));
    std::vector<std::string> forms;
    CHECK(error_of([&] { client.complete(score_request(), {}); }).first == ErrorCode::model_server_error);
    for (int i = 0; i < 3; ++i) CHECK(client.complete(score_request(), {}).text == valid_scores());
    for (auto const& body : bodies(server)) forms.push_back(form_of(body));
    CHECK(forms == std::vector<std::string>{"json_schema", "json_schema", "json_object", "json_schema",
                                            "json_object", "json_object"});
}

TEST_CASE("a server that fails for other reasons keeps its form") {
    ModelServer down({{500, ""}});
    OpenAiClient asking(options_for(down.base_url()));
    for (int i = 0; i < 5; ++i) {
        CHECK(error_of([&] { asking.complete(score_request(), {}); }).first == ErrorCode::model_server_error);
    }
    CHECK(down.request_count() == 6);  // Once it was tried lower, in vain.

    ModelServer shaky({good(), {500, ""}, {500, ""}, {500, ""}, good()});
    OpenAiClient client(options_for(shaky.base_url()));
    for (int i = 0; i < 5; ++i) error_of([&] { client.complete(score_request(), {}); });
    for (auto const& body : bodies(shaky)) CHECK(form_of(body) == "json_schema");
}

TEST_CASE("a server that refuses everything ends after every change was tried once") {
    ModelServer server({refusal("",
                                "I refuse temperature, reasoning_effort, max_tokens, max_completion_tokens, "
                                "response_format and every tool")});
    auto options = options_for(server.base_url());
    options.temperature = 0;
    options.max_output_tokens = 100;
    options.reasoning_effort = "low";
    CHECK(error_of([&] { OpenAiClient(options).complete(score_request(), {}); }).first ==
          ErrorCode::model_request_rejected);
    CHECK(server.request_count() == 7);
}

TEST_CASE("an answer that was cut off is asked for once more with twice the room, and both are counted") {
    ModelServer server({{200, completion("{\"sco", "length")}, good()});
    auto options = options_for(server.base_url());
    options.max_output_tokens = 500;
    ValidatingClient client(std::make_shared<OpenAiClient>(options));
    CHECK(client.complete(score_request(), {}).usage.completion_tokens == 60);
    auto const asked = bodies(server);
    REQUIRE(asked.size() == 2);
    CHECK(asked[0]["max_tokens"] == 500);
    CHECK(asked[1]["max_tokens"] == 1000);

    ModelServer stubborn({{200, completion("{\"sco", "length")}});
    ValidatingClient failing(std::make_shared<OpenAiClient>(options_for(stubborn.base_url())));
    try {
        failing.complete(score_request(), {});
        FAIL("nothing was thrown");
    } catch (ModelAnswerError const& error) {
        CHECK(error.code() == ErrorCode::model_reply_truncated);
        CHECK(error.usage().requests == 2);
        CHECK(error.usage().prompt_tokens == 240);
    }
    CHECK(bodies(stubborn)[1]["max_tokens"] == 16384);
}

TEST_CASE("where a cut answer may not have more room, its cut is what is told, and what it cost") {
    for (auto const* const code : {"invalid_value", "context_length_exceeded"}) {
        ModelServer server(
            {{200, completion("{\"sco", "length")}, {400, error_body(code, "16384 is too much")}});
        ValidatingClient client(std::make_shared<OpenAiClient>(options_for(server.base_url())));
        try {
            client.complete(score_request(), {});
            FAIL("nothing was thrown");
        } catch (ModelAnswerError const& error) {
            CHECK(error.code() == ErrorCode::model_reply_truncated);
            CHECK(std::string(error.what()).find("16384 is too much") != std::string::npos);
            CHECK(error.usage().prompt_tokens == 120);
        }
        CHECK(server.request_count() == 2);
    }
}

TEST_CASE("Anthropic's endpoint, which ignores schemas, is asked for a call of a function") {
    CHECK(first_form(options_for("https://api.anthropic.com/v1")).answer == AnswerForm::tool);
    CHECK(first_form(options_for("https://api.openai.com/v1")).answer == AnswerForm::json_schema);
}

TEST_CASE("cache hints go to OpenAI only, and name what all requests of a run share") {
    auto options = openai_options();
    auto const body = body_for(options);
    auto other = score_request();
    other.sections[3].text = "Someone else";
    CHECK(body["prompt_cache_key"].get<std::string>().size() == 20);
    CHECK(body_for(options, other)["prompt_cache_key"] == body["prompt_cache_key"]);
    CHECK_FALSE(body.contains("prompt_cache_options"));
    other.sections[2].text = "[]";
    CHECK(body_for(options, other)["prompt_cache_key"] != body["prompt_cache_key"]);

    options.model = "gpt-6-luna";
    auto const marked = body_for(options);
    CHECK(marked["prompt_cache_options"]["mode"] == "explicit");
    CHECK(marked["messages"][0]["content"][0]["prompt_cache_breakpoint"]["mode"] == "explicit");

    options.base_url = "http://localhost:8080/v1";
    CHECK_FALSE(body_for(options).contains("prompt_cache_key"));
}

TEST_CASE("the key goes where the server wants it, and the caller's headers go along") {
    auto options = options_for("https://us.openai.azure.com/openai/deployments/d?api-version=2024-10-21");
    CHECK(request_headers(options) ==
          std::vector<std::string>{"Content-Type: application/json", "api-key: sk-test-4f9a0b7c2d"});
    options.key_header = KeyHeader::bearer;
    options.organization = "org-1";
    options.project = "proj_2";
    options.headers = {{"X-Team", "hiring"}};
    CHECK(request_headers(options) == std::vector<std::string>{"Content-Type: application/json",
                                                               "Authorization: Bearer sk-test-4f9a0b7c2d",
                                                               "OpenAI-Organization: org-1",
                                                               "OpenAI-Project: proj_2", "X-Team: hiring"});
}

TEST_CASE(
    "each cloud of Azure's, and its API Management, gets the key as api-key, unless the caller sends one") {
    for (auto const* const host :
         {"us.openai.azure.com", "x.openai.azure.us", "x.azure-api.net", "x.azure.cn"}) {
        CAPTURE(host);
        CHECK(request_headers(options_for(std::string("https://") + host + "/openai/v1")).at(1) ==
              "api-key: sk-test-4f9a0b7c2d");
    }
    CHECK(request_headers(options_for("https://azure.com.example.org/v1")).at(1) ==
          "Authorization: Bearer sk-test-4f9a0b7c2d");
    auto options = options_for("https://gateway.example.org/v1");
    options.key_header = KeyHeader::api_key;
    CHECK(request_headers(options).at(1) == "api-key: sk-test-4f9a0b7c2d");
    options.headers = {{"Api-Key", "another"}};
    CHECK(request_headers(options) ==
          std::vector<std::string>{"Content-Type: application/json", "Api-Key: another"});
}

TEST_CASE("the identity of an engine holds what can change an answer, and no key") {
    auto options = options_for("http://localhost/v1");
    CHECK(engine_identity(options) ==
          R"({"endpoint":"http://localhost/v1/chat/completions","model":"test-model","prompt":1})");
    options.temperature = 0;
    options.reasoning_effort = "low";
    options.max_output_tokens = 9;
    options.service_tier = "flex";
    CHECK(engine_identity(options) ==
          R"({"endpoint":"http://localhost/v1/chat/completions","model":"test-model","prompt":1,)"
          R"("temperature":0,"max_output_tokens":9,"reasoning_effort":"low"})");
}
