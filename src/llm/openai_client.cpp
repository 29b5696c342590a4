#include <algorithm>
#include <cmath>
#include <utility>

#include <ats/error.hpp>
#include <ats/openai_client.hpp>

#include "llm/http.hpp"
#include "llm/openai_wire.hpp"

namespace ats {
namespace {

void require(bool fulfilled, char const* what) {
    if (!fulfilled) throw CallerError(ErrorCode::invalid_argument, what);
}

/// A line break in a header would start a header of the attacker's own.
bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

bool is_blank(std::string_view text) { return text.find_first_not_of(' ') == std::string_view::npos; }

OpenAiOptions checked(OpenAiOptions options) {
    require(!is_blank(options.model) && !has_control(options.model), "model: a model name is required");
    require(!has_control(options.api_key), "api_key: it holds a line break or another control character");
    auto const temperature = options.temperature.value_or(0);
    require(temperature >= 0 && temperature <= 2, "temperature: it must be 0 to 2");
    require(options.max_output_tokens.value_or(1) >= 1, "max_output_tokens: it must be at least 1");
    require(!options.reasoning_effort || !is_blank(*options.reasoning_effort),
            "reasoning_effort: it is empty");
    require(options.context_tokens.value_or(1) >= 1, "context_tokens: it must be at least 1");
    require(options.timeout.count() > 0, "timeout: it must be positive");
    require(options.connect_timeout.count() > 0, "connect_timeout: it must be positive");
    require(options.max_response_bytes > 0, "max_response_bytes: it must be positive");
    return options;
}

}  // namespace

struct OpenAiClient::Impl {
    OpenAiOptions options;
    openai::Endpoint endpoint;
    http::Transport transport;

    explicit Impl(OpenAiOptions given)
        : options(checked(std::move(given))),
          endpoint(openai::endpoint_of(options.base_url)),
          transport(endpoint.server) {}

    void check_length(std::size_t least_tokens) const {
        if (!options.context_tokens || least_tokens <= *options.context_tokens) return;
        throw ModelServiceError(
            ErrorCode::model_context_exceeded,
            "the request has at least " + std::to_string(least_tokens) + " tokens, the model's context " +
                std::to_string(*options.context_tokens) + " (context_tokens): it was not sent");
    }

    http::Request http_request(std::string body) const {
        http::Request request{endpoint.url,
                              {"Content-Type: application/json"},
                              std::move(body),
                              options.timeout,
                              options.connect_timeout,
                              options.max_response_bytes};
        if (!options.api_key.empty()) request.headers.push_back("Authorization: Bearer " + options.api_key);
        return request;
    }
};

OpenAiClient::OpenAiClient(OpenAiOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}

OpenAiClient::~OpenAiClient() = default;

LlmReply OpenAiClient::complete(LlmRequest const& request, CallContext const& context) {
    context.check();
    auto const messages = openai::render(request);
    auto const least_tokens = openai::least_tokens(messages);
    impl_->check_length(least_tokens);
    auto const body = openai::request_body(request, messages, impl_->options);
    auto const response = impl_->transport.post(impl_->http_request(body), context);
    return openai::read_response(response, {impl_->endpoint.server, impl_->options.api_key, least_tokens});
}

}  // namespace ats
