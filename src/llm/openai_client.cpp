#include <algorithm>
#include <array>
#include <atomic>
#include <utility>

#include <ats/error.hpp>
#include <ats/openai_client.hpp>

#include "base/json.hpp"
#include "llm/http.hpp"
#include "llm/openai_error.hpp"
#include "llm/openai_form.hpp"
#include "llm/openai_wire.hpp"
#include "llm/refusals.hpp"
#include "text/ascii.hpp"

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

/// One that is sent anyway, or that would change what a request is.
bool is_taken(std::string_view name) {
    constexpr std::array<std::string_view, 7> taken = {"authorization",    "content-length", "content-type",
                                                       "expect",           "host",           "user-agent",
                                                       "transfer-encoding"};
    return std::find(taken.begin(), taken.end(), name) != taken.end();
}

bool is_header_name(std::string_view name) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    return !name.empty() && name.find_first_not_of(letters) == std::string_view::npos;
}

void check_header(HttpHeader const& header) {
    require(is_header_name(header.name), "headers: a name has letters, digits and -_. only");
    std::string name = header.name;
    for (char& c : name) c = text::ascii_lower(c);
    require(!is_taken(name), "headers: one of them is set by an option of its own");
    // libcurl would take a header without a value out instead of sending it.
    require(!is_blank(header.value) && !has_control(header.value),
            "headers: a value is empty, or holds a line break or another control character");
}

bool is_proxy(std::string_view url) {
    constexpr std::array<std::string_view, 5> schemes = {"http://", "https://", "socks4a://", "socks5://",
                                                         "socks5h://"};
    return !has_control(url) && std::any_of(schemes.begin(), schemes.end(), [&](std::string_view scheme) {
        return url.size() > scheme.size() && url.starts_with(scheme);
    });
}

void check_model_options(OpenAiOptions const& options) {
    require(!is_blank(options.model) && !has_control(options.model), "model: a model name is required");
    auto const temperature = options.temperature.value_or(0);
    require(temperature >= 0 && temperature <= 2, "temperature: it must be 0 to 2");
    require(options.max_output_tokens.value_or(1) >= 1, "max_output_tokens: it must be at least 1");
    require(!options.reasoning_effort || !is_blank(*options.reasoning_effort),
            "reasoning_effort: it is empty");
    require(!options.service_tier || !is_blank(*options.service_tier), "service_tier: it is empty");
    require(options.context_tokens.value_or(1) >= 1, "context_tokens: it must be at least 1");
}

void check_connection_options(OpenAiOptions const& options) {
    require(!has_control(options.api_key), "api_key: it holds a line break or another control character");
    require(!has_control(options.organization), "organization: it holds a control character");
    require(!has_control(options.project), "project: it holds a control character");
    for (auto const& header : options.headers) check_header(header);
    require(options.proxy.empty() || is_proxy(options.proxy),
            "proxy: it must begin with http://, https://, socks4a://, socks5:// or socks5h://");
    require(options.ca_bundle.find('\0') == std::string::npos, "ca_bundle: it holds a zero byte");
    require(!options.timeout || options.timeout->count() > 0, "timeout: it must be positive");
    require(options.connect_timeout.count() > 0, "connect_timeout: it must be positive");
    require(options.max_response_bytes > 0, "max_response_bytes: it must be positive");
}

OpenAiOptions checked(OpenAiOptions options) {
    check_model_options(options);
    check_connection_options(options);
    return options;
}

constexpr std::chrono::seconds usual_timeout{600};
/// Flex requests wait until the provider has a gap.
constexpr std::chrono::seconds flex_timeout{900};

std::chrono::milliseconds timeout_of(OpenAiOptions const& options) {
    if (options.timeout) return *options.timeout;
    return options.service_tier == "flex" ? flex_timeout : usual_timeout;
}

}  // namespace

std::string_view to_string(AnswerForm form) noexcept {
    switch (form) {
        case AnswerForm::json_schema:
            return "json_schema";
        case AnswerForm::json_object:
            return "json_object";
        case AnswerForm::tool:
            return "tool";
        case AnswerForm::text:
            break;
    }
    return "text";
}

std::string engine_identity(OpenAiOptions const& options) {
    auto const valid = checked(options);
    // Without a query: some servers take their key there.
    auto const url = openai::endpoint_of(valid.base_url).url;
    Json identity{{"endpoint", url.substr(0, url.find('?'))},
                  {"model", valid.model},
                  {"prompt", openai::prompt_version}};
    if (valid.temperature) identity["temperature"] = number_to_json(*valid.temperature);
    if (valid.max_output_tokens) identity["max_output_tokens"] = *valid.max_output_tokens;
    if (valid.reasoning_effort) identity["reasoning_effort"] = *valid.reasoning_effort;
    return dump_json(identity);
}

struct OpenAiClient::Impl {
    OpenAiOptions options;
    openai::Endpoint endpoint;
    openai::Secrets secrets;
    openai::FormMemory memory;
    llm::Refusals refusals{};
    http::Transport transport;
    std::atomic<bool> count_told{false};

    explicit Impl(OpenAiOptions given)
        : options(checked(std::move(given))),
          endpoint(openai::endpoint_of(options.base_url)),
          secrets(openai::secrets_of(options)),
          memory(openai::first_form(options)),
          transport(
              {endpoint.url, endpoint.server, options.proxy, options.ca_bundle, options.connect_timeout}) {}

    void check_length(std::size_t least_tokens) const {
        if (!options.context_tokens || least_tokens <= *options.context_tokens) return;
        throw ModelServiceError(
            ErrorCode::model_context_exceeded,
            "the request has at least " + std::to_string(least_tokens) + " tokens, the model's context " +
                std::to_string(*options.context_tokens) + " (context_tokens): it was not sent");
    }

    /// What a server said to one draft.
    struct Said {
        http::Response response;
        std::size_t least_tokens;
        std::size_t least_new_tokens;
        std::int64_t room;
    };

    /// Keeps no more than is sent: perhaps a thousand wait for their answers. Should the server refuse a
    /// field, the request is put into words again.
    Said send(LlmRequest const& request, openai::Form const& form, CallContext const& context) {
        auto messages = openai::render(request);
        auto const least_tokens = openai::least_tokens(messages);
        check_length(least_tokens);
        // A question that is asked again may be kept whole, and its corrections too.
        bool const is_new = request.corrections.empty() && request.sample == 0;
        auto const least_new_tokens = is_new ? openai::least_tokens({messages.back()}) : 0;
        auto body = openai::request_body(request, std::move(messages), options, form);
        body.shrink_to_fit();
        http::Request http_request{openai::request_headers(options), std::move(body), timeout_of(options),
                                   options.max_response_bytes};
        return {transport.post(std::move(http_request), context), least_tokens, least_new_tokens,
                openai::answer_room(request, options, form)};
    }

    /// @returns what is said one rung lower, where the form fails without a word; else `said`.
    Said past_failure(LlmRequest const& request, openai::Form const& form, Said said,
                      CallContext const& context) {
        if (said.response.status == 200) memory.works(form);
        if (said.response.status != 500 || !memory.should_try_lower(form)) return said;
        auto lower = Trial{memory, form, *this};
        auto other = send(request, *openai::one_rung_lower(form), context);
        lower.worked = other.response.status == 200;
        return lower.worked ? other : said;
    }

    /// Tells the memory how a trial ended, in whatever way it ends.
    struct Trial {
        openai::FormMemory& memory;
        openai::Form const& form;
        Impl const& impl;
        bool worked = false;
        ~Trial() {
            if (auto const what = memory.tried_lower(form, worked); !what.empty()) impl.tell(what);
        }
    };

    /// @returns the form without what was refused; nullopt if the response is to be read.
    std::optional<openai::Form> without_refused(openai::Form const& form, Said const& said) {
        auto const change = openai::without_refused(form, said.response, options, said.room);
        if (!change) return std::nullopt;
        if (memory.learn(form, change->form)) tell(change->what);
        return change->form;
    }

    openai::Form form_for(LlmRequest const& request) {
        auto const broken = std::count_if(request.corrections.begin(), request.corrections.end(),
                                          [](auto const& correction) { return correction.broke_schema; });
        auto change = memory.form_for(static_cast<std::size_t>(broken));
        if (!change.what.empty()) tell(change.what);
        return change.form;
    }

    LlmReply read(Said const& said, LlmRequest const& request) {
        return refusals.judge(request, openai::says_why(said.response), [&] {
            return openai::read_response(
                said.response, {endpoint.server, secrets, said.least_tokens, said.least_new_tokens});
        });
    }

    /// Says once that a prompt may have been cut, where the count alone does not prove it.
    void compare(Usage const& usage, std::size_t least_tokens) {
        auto const counted = usage.prompt_tokens + usage.cached_tokens + usage.cache_write_tokens;
        if (counted == 0 || counted >= static_cast<std::int64_t>(least_tokens)) return;
        if (!options.log || count_told.exchange(true)) return;
        options.log(LogLevel::warning,
                    endpoint.server + " counts " + std::to_string(counted) +
                        " tokens for a prompt of at least " + std::to_string(least_tokens) +
                        " words: it counts new tokens only, or it cuts prompts that do not fit its context");
    }

    void tell(std::string const& what) const {
        if (options.log) options.log(LogLevel::info, endpoint.server + ": " + what);
    }
};

OpenAiClient::OpenAiClient(OpenAiOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}

OpenAiClient::~OpenAiClient() = default;

LlmReply OpenAiClient::complete(LlmRequest const& request, CallContext const& context) {
    context.check();
    llm::Refusals::UnderWay const under_way(impl_->refusals);
    for (auto form = impl_->form_for(request);;) {
        auto said = impl_->send(request, form, context);
        if (auto const next = impl_->without_refused(form, said)) {
            form = *next;
            continue;
        }
        said = impl_->past_failure(request, form, std::move(said), context);
        auto reply = impl_->read(said, request);
        impl_->compare(reply.usage, said.least_tokens);
        return reply;
    }
}

}  // namespace ats
