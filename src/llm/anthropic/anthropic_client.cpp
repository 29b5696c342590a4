#include <algorithm>
#include <atomic>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include <ats/anthropic_client.hpp>
#include <ats/error.hpp>

#include "base/json.hpp"
#include "llm/anthropic/anthropic_wire.hpp"
#include "llm/openai_envelope.hpp"
#include "llm/openai_error.hpp"
#include "llm/openai_words.hpp"
#include "llm/refusals.hpp"

namespace ats {
namespace {

/// Counts changes in how requests are put into words, which can change answers.
constexpr int prompt_version = 1;

AnthropicOptions checked(AnthropicOptions options) {
    // What both interfaces have is checked in one place.
    engine_identity(anthropic::shared_options(options));
    if (options.temperature.value_or(0) > 1)
        throw CallerError(ErrorCode::invalid_argument, "temperature: it must be 0 to 1");
    constexpr std::string_view letters = "0123456789-";
    if (options.version.empty() || options.version.find_first_not_of(letters) != std::string::npos)
        throw CallerError(ErrorCode::invalid_argument, "version: it is a date, such as 2023-06-01");
    return options;
}

}  // namespace

std::string engine_identity(AnthropicOptions const& options) {
    auto const valid = checked(options);
    auto const url = anthropic::endpoint_of(valid.base_url).url;
    Json identity{{"endpoint", url.substr(0, url.find('?'))},
                  {"model", valid.model},
                  {"prompt", prompt_version},
                  {"version", valid.version},
                  {"max_output_tokens", valid.max_output_tokens}};
    if (valid.temperature) identity["temperature"] = number_to_json(*valid.temperature);
    return dump_json(identity);
}

struct AnthropicClient::Impl {
    AnthropicOptions options;
    openai::Endpoint endpoint;
    openai::Secrets secrets;
    llm::Refusals refusals{};
    http::Transport transport;
    std::atomic<std::int64_t> most_room{std::numeric_limits<std::int64_t>::max()};

    explicit Impl(AnthropicOptions given)
        : options(checked(std::move(given))),
          endpoint(anthropic::endpoint_of(options.base_url)),
          secrets(openai::secrets_of(anthropic::shared_options(options))),
          transport(
              {endpoint.url, endpoint.server, options.proxy, options.ca_bundle, options.connect_timeout}) {}

    void check_length(std::size_t least_tokens) const {
        if (!options.context_tokens || least_tokens <= *options.context_tokens) return;
        throw ModelServiceError(
            ErrorCode::model_context_exceeded,
            "the request has at least " + std::to_string(least_tokens) + " tokens, the model's context " +
                std::to_string(*options.context_tokens) + " (context_tokens): it was not sent");
    }

    http::Response send(LlmRequest const& request, std::int64_t room, CallContext const& context) {
        auto messages = openai::render(request);
        check_length(openai::least_tokens(messages));
        auto body = anthropic::request_body(request, std::move(messages), options, room);
        return transport.post({anthropic::request_headers(options), std::move(body), options.timeout,
                               options.max_response_bytes},
                              context);
    }

    std::int64_t room_for(LlmRequest const& request) const {
        auto const wanted = std::int64_t{options.max_output_tokens} * std::max(request.room, 1);
        return std::min(wanted, most_room.load());
    }

    /// @returns whether fewer tokens of answer may be asked for, as the server says.
    bool lowers_room(http::Response const& response, std::int64_t room) {
        if (response.status != 400) return false;
        auto const error = openai::find_error(openai::parse_envelope(response.body), response.status);
        if (!error || !openai::says_answer_limit(error->message)) return false;
        auto const most = openai::room_in_words(error->message, room);
        if (!most) return false;
        bool const is_news = most_room.exchange(*most) != *most;
        if (is_news && options.log) {
            options.log(LogLevel::info, endpoint.server + ": an answer of " + std::to_string(room) +
                                            " tokens is too long for it: at most " + std::to_string(*most) +
                                            " are asked for");
        }
        return true;
    }
};

AnthropicClient::AnthropicClient(AnthropicOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {}

AnthropicClient::~AnthropicClient() = default;

LlmReply AnthropicClient::complete(LlmRequest const& request, CallContext const& context) {
    context.check();
    llm::Refusals::UnderWay const under_way(impl_->refusals);
    for (;;) {
        auto const room = impl_->room_for(request);
        auto const response = impl_->send(request, room, context);
        if (impl_->lowers_room(response, room)) continue;
        openai::Exchange const exchange{impl_->endpoint.server, impl_->secrets};
        return impl_->refusals.judge(request, openai::says_why(response), [&] {
            return openai::read_response(anthropic::as_chat_completion(response, exchange.now), exchange);
        });
    }
}

}  // namespace ats
