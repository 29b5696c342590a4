#include "values.hpp"

namespace ats::bindings {
namespace {

/// What a Python subclass of LlmClient is in C++. The life support lets C++ keep a client that Python has
/// dropped, and its Python half with it.
class PythonClient final : public LlmClient, public py::trampoline_self_life_support {
public:
    LlmReply complete(LlmRequest const& request, CallContext const& context) override {
        return call_python([&] {
            auto method = py::get_override(static_cast<LlmClient const*>(this), "complete");
            if (!method)
                throw CallerError(ErrorCode::invalid_argument, "the client does not define complete()");
            return invoke(method, py::make_tuple(request, context)).template cast<LlmReply>();
        });
    }
};

LlmReply complete(LlmClient& client, LlmRequest request, CallContext const* context) {
    // Reached from a subclass by super().complete(), or when it does not define the method.
    if (dynamic_cast<PythonClient*>(&client) != nullptr)
        throw py::type_error("LlmClient.complete is abstract");
    return without_gil(context, [&](CallContext const& own) { return client.complete(request, own); });
}

void bind_request(py::module_& m) {
    Value<LlmSection>(m, "LlmSection", "A labelled part of a request.")
        .field("label", &LlmSection::label, "Such as \"job_description\", \"criteria\", \"resume\".")
        .field("text", &LlmSection::text, "The text.")
        .field("untrusted", &LlmSection::untrusted, "Written by a stranger: data, never instructions.");
    Value<LlmCorrection>(m, "LlmCorrection", "An answer that was refused, and why.")
        .field("reply", &LlmCorrection::reply, "The refused answer.")
        .field("errors", &LlmCorrection::errors, "What is wrong with it, a line for each fault.")
        .field("broke_schema", &LlmCorrection::broke_schema, "False where only its content was refused.");
    Value<LlmRequest>(m, "LlmRequest",
                      "One question, structured: an engine may render it or read its sections.")
        .field("task", &LlmRequest::task, "\"extract_criteria\" or \"score_resume\".")
        .field("instructions", &LlmRequest::instructions, "What to do, in words.")
        .field("sections", &LlmRequest::sections,
               "Those shared by most requests of a run come first. A copy.")
        .field("schema", &LlmRequest::schema, "JSON Schema of the answer.")
        .field("corrections", &LlmRequest::corrections,
               "Empty but for a question that is asked again. A copy.")
        .field("room", &LlmRequest::room, "How many times the usual room the answer may take.")
        .field("document", &LlmRequest::document,
               "Document.digest of what is asked about: for the record, never sent to a model.")
        .field("document_name", &LlmRequest::document_name,
               "Document.name of what is asked about: for the record, never sent to a model.")
        .field("prompt", &LlmRequest::prompt, "Which wording of the question this is.")
        .field("sample", &LlmRequest::sample,
               "Which of several answers to one question this asks for, from 0; never sent to a model.");
}

void bind_reply(py::module_& m) {
    Value<Usage> usage(m, "Usage", "What a request cost. Zero where the engine does not say.");
    usage.field("requests", &Usage::requests, "Requests that were answered.")
        .field("prompt_tokens", &Usage::prompt_tokens, "Tokens sent, cached ones included.")
        .field("cached_tokens", &Usage::cached_tokens, "Tokens of the prompt that the server had cached.")
        .field("completion_tokens", &Usage::completion_tokens, "Tokens answered, reasoning included.")
        .field("reasoning_tokens", &Usage::reasoning_tokens, "Tokens spent on reasoning that is not shown.")
        .field("cache_write_tokens", &Usage::cache_write_tokens,
               "Tokens of the prompt that the server put into its cache, where it says so.");
    usage.methods().def("__iadd__", &Usage::operator+=, "other"_a);
    py::native_enum<FinishReason>(m, "FinishReason", "enum.Enum", "Why an answer ended.")
        .value("stop", FinishReason::stop)
        .value("length", FinishReason::length)
        .value("content_filter", FinishReason::content_filter)
        .value("refusal", FinishReason::refusal)
        .value("other", FinishReason::other)
        .finalize();
    Value<RateLimit>(m, "RateLimit", "What the server said of its limits.")
        .field("limit_requests", &RateLimit::limit_requests, "Requests allowed.")
        .field("remaining_requests", &RateLimit::remaining_requests, "Requests left.")
        .field("limit_tokens", &RateLimit::limit_tokens, "Tokens allowed.")
        .field("remaining_tokens", &RateLimit::remaining_tokens, "Tokens left.")
        .field("reset_requests", &RateLimit::reset_requests, "Until the requests are full again.")
        .field("reset_tokens", &RateLimit::reset_tokens, "Until the tokens are full again.");
    Value<LlmReply>(m, "LlmReply", "One answer.")
        .field("text", &LlmReply::text, "The JSON object that was asked for.")
        .field("model", &LlmReply::model, "Who answered, as the server reports it.")
        .field("finish_reason", &LlmReply::finish_reason, "Why the answer ended.")
        .field("usage", &LlmReply::usage, "What it cost.")
        .field("rate_limit", &LlmReply::rate_limit, "What the server said of its limits.")
        .field("request_id", &LlmReply::request_id, "For the provider's support; may be empty.");
}

void bind_openai_enums(py::module_& m) {
    py::native_enum<AnswerForm>(m, "AnswerForm", "enum.Enum", "How the answer's shape is asked for.")
        .value("json_schema", AnswerForm::json_schema)
        .value("json_object", AnswerForm::json_object)
        .value("tool", AnswerForm::tool)
        .value("text", AnswerForm::text)
        .finalize();
    py::native_enum<TokenLimitField>(m, "TokenLimitField", "enum.Enum",
                                     "The field that limits the length of the answer.")
        .value("automatic", TokenLimitField::automatic)
        .value("max_completion_tokens", TokenLimitField::max_completion_tokens)
        .value("max_tokens", TokenLimitField::max_tokens)
        .finalize();
    py::native_enum<KeyHeader>(m, "KeyHeader", "enum.Enum", "The header that carries the key.")
        .value("automatic", KeyHeader::automatic)
        .value("bearer", KeyHeader::bearer)
        .value("api_key", KeyHeader::api_key)
        .finalize();
    Value<HttpHeader>(m, "HttpHeader", "A header of your own. It may be a secret: it is never shown.")
        .field("name", &HttpHeader::name, "None of those the client sends itself.")
        .field("value", &HttpHeader::value, "One line.");
}

void bind_openai(py::module_& m) {
    bind_openai_enums(m);
    using Options = OpenAiOptions;
    Value<Options>(m, "OpenAiOptions", "Where the model is and how to ask it. What is None is not sent.")
        .field("base_url", &Options::base_url, "Base URL without /chat/completions.")
        .field("model", &Options::model, "Required.")
        .field("api_key", &Options::api_key, "May be empty for local servers. Never shown.")
        .field("key_header", &Options::key_header, "Which header carries the key.")
        .field("organization", &Options::organization, "Sent as OpenAI-Organization.")
        .field("project", &Options::project, "Sent as OpenAI-Project.")
        .field("headers", &Options::headers, "Headers of your own, sent with every request. A copy.")
        .field("proxy", &Options::proxy, "URL of a proxy; empty: none.")
        .field("ca_bundle", &Options::ca_bundle, "A file of PEM certificates to trust; empty: the system's.")
        .field("temperature", &Options::temperature, "0 to 2; many reasoning models refuse it.")
        .field("max_output_tokens", &Options::max_output_tokens, "At least 1.")
        .field("token_limit_field", &Options::token_limit_field, "By which name that is sent.")
        .field("reasoning_effort", &Options::reasoning_effort, "Such as \"low\"; reasoning models only.")
        .field("service_tier", &Options::service_tier, "Such as \"flex\", which halves the price.")
        .field("cache_hints", &Options::cache_hints, "Name the shared beginning of prompts; OpenAI only.")
        .field("answer_form", &Options::answer_form, "The first form of answer that is tried.")
        .field("context_tokens", &Options::context_tokens,
               "Size of the model's context; a request that certainly exceeds it fails unsent.")
        .field("timeout", &Options::timeout, "For one attempt; default: 600 s, flex 900 s.")
        .field("connect_timeout", &Options::connect_timeout, "For the connection alone.")
        .field("max_response_bytes", &Options::max_response_bytes, "A larger answer is refused.")
        .field("log", &Options::log, "Told (level, line) once of each thing the server does not take.");
    m.def(
        "engine_identity", [](Options const& options) { return engine_identity(options); }, "options"_a,
        "Everything in the options that can change an answer, as one line without the key.");
    py::classh<OpenAiClient, LlmClient>(
        m, "OpenAiClient",
        "Any server that speaks OpenAI Chat Completions; one attempt for each "
        "call. Options are given as an object, as keywords, or both.")
        .def(py::init([](Options const* options, py::kwargs const& fields) {
                 return std::make_shared<OpenAiClient>(options_of(options, fields));
             }),
             "options"_a = py::none());
}

void bind_anthropic(py::module_& m) {
    using Options = AnthropicOptions;
    Value<Options>(m, "AnthropicOptions", "Where the model is and how to ask it.")
        .field("base_url", &Options::base_url, "Base URL without /messages.")
        .field("model", &Options::model, "Required.")
        .field("api_key", &Options::api_key, "Sent as x-api-key. Never shown.")
        .field("version", &Options::version, "Of the interface, sent as anthropic-version.")
        .field("headers", &Options::headers, "Headers of your own, sent with every request. A copy.")
        .field("proxy", &Options::proxy, "URL of a proxy; empty: none.")
        .field("ca_bundle", &Options::ca_bundle, "A file of PEM certificates to trust; empty: the system's.")
        .field("temperature", &Options::temperature, "0 to 1.")
        .field("max_output_tokens", &Options::max_output_tokens, "At least 1.")
        .field("context_tokens", &Options::context_tokens,
               "Size of the model's context; a request that certainly exceeds it fails unsent.")
        .field("timeout", &Options::timeout, "For one attempt.")
        .field("connect_timeout", &Options::connect_timeout, "For the connection alone.")
        .field("max_response_bytes", &Options::max_response_bytes, "A larger answer is refused.")
        .field("log", &Options::log, "Told (level, line) once of each thing the server does not take.");
    m.def(
        "engine_identity", [](Options const& options) { return engine_identity(options); }, "options"_a,
        "Everything in the options that can change an answer, as one line without the key.");
    py::classh<AnthropicClient, LlmClient>(m, "AnthropicClient",
                                           "Anthropic's Messages API; one attempt for each call. Options are "
                                           "given as an object, as keywords, or both.")
        .def(py::init([](Options const* options, py::kwargs const& fields) {
                 return std::make_shared<AnthropicClient>(options_of(options, fields));
             }),
             "options"_a = py::none());
}

void bind_policies(py::module_& m) {
    Value<ValidatingOptions>(m, "ValidatingOptions", "How often to ask again.")
        .field("max_reasks", &ValidatingOptions::max_reasks, "At least 0.");
    py::classh<ValidatingClient, LlmClient>(
        m, "ValidatingClient", "Checks each answer against the schema of its request, and asks again once.")
        .def(py::init([](std::shared_ptr<LlmClient> inner, ValidatingOptions const* options,
                         py::kwargs const& fields) {
                 return std::make_shared<ValidatingClient>(std::move(inner), options_of(options, fields));
             }),
             py::arg("inner").none(false), "options"_a = py::none());

    using Options = RetryOptions;
    Value<Options>(m, "RetryOptions", "How often and how patiently to try again.")
        .field("max_retries", &Options::max_retries, "After the first attempt; at least 0.")
        .field("initial_delay", &Options::initial_delay, "Doubled after each retry.")
        .field("max_delay", &Options::max_delay, "The longest delay.")
        .field("max_retry_after", &Options::max_retry_after,
               "A server that asks for a longer wait is not tried again.")
        .field("sleep", &Options::sleep, "Waits (duration, context); for tests.")
        .field("random", &Options::random, "A number in [0, 1) for the jitter; for tests.")
        .field("log", &Options::log, "Told (level, line) of each retry and its reason.");
    py::classh<RetryingClient, LlmClient>(
        m, "RetryingClient",
        "Tries again what may succeed later: transport errors, 408, 409, 429, "
        "5xx; honours the wait a server asks for.")
        .def(py::init([](std::shared_ptr<LlmClient> inner, Options const* options, py::kwargs const& fields) {
                 return std::make_shared<RetryingClient>(std::move(inner), options_of(options, fields));
             }),
             py::arg("inner").none(false), "options"_a = py::none());
}

void bind_limits(py::module_& m) {
    Value<LimiterOptions>(m, "LimiterOptions", "What is known of a server's limits before it has answered.")
        .field("requests_per_minute", &LimiterOptions::requests_per_minute, "None: as the server says.")
        .field("tokens_per_minute", &LimiterOptions::tokens_per_minute, "None: as the server says.")
        .field("max_in_flight", &LimiterOptions::max_in_flight, "Requests under way at most.")
        .field("max_wait", &LimiterOptions::max_wait,
               "The longest that a call waits because the server said so; a longer wait fails it at once.")
        .field("log", &LimiterOptions::log, "Told (level, line) of pauses and of a narrower window.");
    py::classh<Limiter>(m, "Limiter",
                        "What one endpoint, key and model allow: one for each, shared by all who go there.")
        .def(py::init([](LimiterOptions const* options, py::kwargs const& fields) {
                 return std::make_shared<Limiter>(options_of(options, fields));
             }),
             "options"_a = py::none())
        .def("share", &Limiter::share, "part"_a, py::call_guard<py::gil_scoped_release>(),
             "Keep to a part of the limits (above 0, at most 1): other processes use the same key.");
    py::classh<LimitingClient, LlmClient>(
        m, "LimitingClient", "Waits for its turn before each call; each client of a limiter in turn.")
        .def(py::init<std::shared_ptr<LlmClient>, std::shared_ptr<Limiter>>(), py::arg("inner").none(false),
             py::arg("limiter").none(false));
}

void bind_budget(py::module_& m) {
    Value<Price>(m, "Price", "Prices of a model in USD for a million tokens.")
        .field("input", &Price::input, "For tokens sent.")
        .field("cached_input", &Price::cached_input, "For tokens sent that the server had cached.")
        .field("output", &Price::output, "For tokens answered, reasoning included.")
        .field("cache_write", &Price::cache_write,
               "For tokens sent that the server put into its cache; None: as input.");
    m.def("cost_of", &cost_of, "usage"_a, "price"_a, "The cost in USD.");
    m.def("estimated_prompt_tokens", &estimated_prompt_tokens, "request"_a,
          "About how many tokens the request takes, its answer not included: a quarter of its bytes.");
    Value<BudgetOptions>(m, "BudgetOptions", "What may be spent in all.")
        .field("max_tokens", &BudgetOptions::max_tokens, "Tokens sent and answered; at least 1.")
        .field("max_cost", &BudgetOptions::max_cost, "USD, more than 0; needs a price.")
        .field("price", &BudgetOptions::price, "Of the model.");
    py::classh<BudgetClient, LlmClient>(
        m, "BudgetClient", "Counts what every attempt costs and refuses one that would exceed the budget.")
        .def(py::init([](std::shared_ptr<LlmClient> inner, BudgetOptions const* options,
                         py::kwargs const& fields) {
                 return std::make_shared<BudgetClient>(std::move(inner), options_of(options, fields));
             }),
             py::arg("inner").none(false), "options"_a = py::none())
        .def("spent", &BudgetClient::spent, "What was spent so far.");
}

}  // namespace

void bind_clients(py::module_& m) {
    bind_request(m);
    bind_reply(m);
    py::classh<LlmClient, PythonClient>(
        m, "LlmClient",
        "Answers requests. Subclass it to plug in a model of your own: define complete(request, context), "
        "which "
        "is called from many threads at once, returns an LlmReply or raises a child of Error, and ends soon "
        "after context.cancel is raised. Any other exception fails the resume as `internal`.")
        .def(py::init<>())
        .def("complete", &complete, "request"_a, "context"_a = py::none(),
             "Answers one request. Releases the GIL; Ctrl-C ends it.")
        .def(
            "refuse", &LlmClient::refuse, "request"_a, py::call_guard<ReleaseGil>(),
            "Told that the answer to a request is of no use although it fits the schema. A client that keeps "
            "answers drops it; others do nothing. Not called on clients written in Python.");
    m.attr("offline_engine_name") = offline_engine_name;
    py::classh<OfflineClient, LlmClient>(
        m, "OfflineClient", "The engine that needs no network, no key and no model: deterministic rules.")
        .def(py::init<>());
    bind_openai(m);
    bind_anthropic(m);
    bind_policies(m);
    bind_limits(m);
    bind_budget(m);
    bind_extractor(m);
}

}  // namespace ats::bindings
