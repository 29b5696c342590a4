#include "base/json.hpp"
#include "llm/anthropic/anthropic_wire.hpp"
#include "llm/schema.hpp"

namespace ats::anthropic {
namespace {

constexpr char const* tool_name = "answer";

/// What stands before the mark, the tool included, is kept by the server for some minutes.
Json kept(std::string const& text) {
    return Json::array({Json{{"type", "text"}, {"text", text}, {"cache_control", {{"type", "ephemeral"}}}}});
}

}  // namespace

OpenAiOptions shared_options(AnthropicOptions const& options) {
    OpenAiOptions shared;
    shared.base_url = options.base_url;
    shared.model = options.model;
    shared.api_key = options.api_key;
    shared.headers = options.headers;
    shared.proxy = options.proxy;
    shared.ca_bundle = options.ca_bundle;
    shared.temperature = options.temperature;
    shared.max_output_tokens = options.max_output_tokens;
    shared.context_tokens = options.context_tokens;
    shared.timeout = options.timeout;
    shared.connect_timeout = options.connect_timeout;
    shared.max_response_bytes = options.max_response_bytes;
    return shared;
}

openai::Endpoint endpoint_of(std::string_view base_url) {
    constexpr std::string_view path = "/chat/completions";
    auto endpoint = openai::endpoint_of(base_url);
    endpoint.url.replace(endpoint.url.rfind(path), path.size(), "/messages");
    return endpoint;
}

std::vector<std::string> request_headers(AnthropicOptions const& options) {
    std::vector<std::string> lines{"Content-Type: application/json", "anthropic-version: " + options.version};
    if (!options.api_key.empty()) lines.push_back("x-api-key: " + options.api_key);
    for (auto const& header : options.headers) lines.push_back(header.name + ": " + header.value);
    return lines;
}

std::string request_body(LlmRequest const& request, std::vector<openai::Message> messages,
                         AnthropicOptions const& options, std::int64_t room) {
    Json body{{"model", options.model}, {"max_tokens", room}};
    if (messages.front().role == "system") {
        body["system"] = kept(messages.front().content);
        messages.erase(messages.begin());
    }
    body["messages"] = Json::array();
    for (auto const& message : messages) {
        body["messages"].push_back(Json{{"role", message.role}, {"content", message.content}});
    }
    Json const tool{{"name", tool_name},
                    {"description", "Gives the answer."},
                    {"input_schema", openai::portable_schema(llm::Schema(request.schema).json())}};
    body["tools"] = Json::array({tool});
    body["tool_choice"] = Json{{"type", "tool"}, {"name", tool_name}};
    if (options.temperature) body["temperature"] = number_to_json(*options.temperature);
    return dump_json(body);
}

}  // namespace ats::anthropic
