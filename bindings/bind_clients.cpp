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
        .field("errors", &LlmCorrection::errors, "What is wrong with it, a line for each fault.");
    Value<LlmRequest>(m, "LlmRequest",
                      "One question, structured: an engine may render it or read its sections.")
        .field("task", &LlmRequest::task, "\"extract_criteria\" or \"score_resume\".")
        .field("instructions", &LlmRequest::instructions, "What to do, in words.")
        .field("sections", &LlmRequest::sections,
               "Those shared by most requests of a run come first. A copy.")
        .field("schema", &LlmRequest::schema, "JSON Schema of the answer.")
        .field("corrections", &LlmRequest::corrections,
               "Empty but for a question that is asked again. A copy.")
        .field("document", &LlmRequest::document,
               "Document.digest of what is asked about: for the record, never sent to a model.");
}

void bind_reply(py::module_& m) {
    Value<Usage> usage(m, "Usage", "What a request cost. Zero where the engine does not say.");
    usage.field("requests", &Usage::requests, "Requests that were answered.")
        .field("prompt_tokens", &Usage::prompt_tokens, "Tokens sent, cached ones included.")
        .field("cached_tokens", &Usage::cached_tokens, "Tokens of the prompt that the server had cached.")
        .field("completion_tokens", &Usage::completion_tokens, "Tokens answered, reasoning included.")
        .field("reasoning_tokens", &Usage::reasoning_tokens, "Tokens spent on reasoning that is not shown.");
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

void bind_openai(py::module_& m) {
    using Options = OpenAiOptions;
    Value<Options>(m, "OpenAiOptions", "Where the model is and how to ask it. What is None is not sent.")
        .field("base_url", &Options::base_url, "Base URL without /chat/completions.")
        .field("model", &Options::model, "Required.")
        .field("api_key", &Options::api_key, "May be empty for local servers. Never shown.")
        .field("temperature", &Options::temperature, "0 to 2; many reasoning models refuse it.")
        .field("max_output_tokens", &Options::max_output_tokens, "Sent as max_completion_tokens.")
        .field("reasoning_effort", &Options::reasoning_effort, "Such as \"low\"; reasoning models only.")
        .field("context_tokens", &Options::context_tokens,
               "Size of the model's context; a request that certainly exceeds it fails unsent.")
        .field("timeout", &Options::timeout, "For one attempt, from start to end.")
        .field("connect_timeout", &Options::connect_timeout, "For the connection alone.")
        .field("max_response_bytes", &Options::max_response_bytes, "A larger answer is refused.");
    py::classh<OpenAiClient, LlmClient>(
        m, "OpenAiClient",
        "Any server that speaks OpenAI Chat Completions; one attempt for each "
        "call. Options are given as an object, as keywords, or both.")
        .def(py::init([](Options const* options, py::kwargs const& fields) {
                 return std::make_shared<OpenAiClient>(options_of(options, fields));
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
    bind_policies(m);
    bind_extractor(m);
}

}  // namespace ats::bindings
