#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include <ats/error.hpp>
#include <ats/redacting_client.hpp>
#include <ats/redaction.hpp>

#include "base/json.hpp"
#include "redaction/placeholders.hpp"

namespace ats {
namespace {

constexpr std::string_view redacted_label = "resume";

[[noreturn]] void fail(std::string const& why) {
    throw DocumentError(ErrorCode::redaction_failed, std::string(redacted_label), why + "; nothing was sent");
}

bool holds_resume(LlmSection const& section) { return section.untrusted && section.label == redacted_label; }

template <class Change>
void change_strings(Json& json, Change const& change) {
    if (json.is_string()) {
        json = change(json.get_ref<std::string const&>());
    } else if (json.is_structured()) {
        for (auto& child : json) change_strings(child, change);
    }
}

// An answer was checked before it came here, so that it nests no deeper than its schema; a foreign
// client's may, and is then left alone.
constexpr int deepest = 64;

std::optional<Json> parsed(std::string const& text) {
    bool too_deep = false;
    auto const shallow = [&](int depth, Json::parse_event_t, Json const&) {
        too_deep = too_deep || depth > deepest;
        return !too_deep;
    };
    auto json = Json::parse(text, shallow, /*allow_exceptions=*/false);
    if (json.is_discarded() || too_deep) return std::nullopt;
    return json;
}

/// One request on its way out, and its answer on the way back.
class Passage {
public:
    explicit Passage(LlmRequest const& request)
        : out_(request), placeholders_(resumes(request), others(request)) {
        for (auto& section : out_.sections) {
            if (holds_resume(section))
                section.text = redaction::without_identifiers(section.text, placeholders_);
        }
        for (auto& correction : out_.corrections) {
            correction.reply = of_answer(correction.reply);
            correction.errors = known_and_found(correction.errors);
        }
        check();
    }

    LlmRequest const& request() const noexcept { return out_; }

    std::string restored(std::string const& reply) const {
        if (placeholders_.parts().empty() || reply.find('[') == std::string::npos) return reply;
        auto json = parsed(reply);
        if (!json) return reply;
        change_strings(
            *json, [&](std::string const& text) { return redaction::restored(text, placeholders_.parts()); });
        return dump_json(*json);
    }

private:
    static std::string resumes(LlmRequest const& request) {
        std::string all;
        for (auto const& section : request.sections) {
            if (holds_resume(section)) all += section.text + '\n';
        }
        return all;
    }
    static std::string others(LlmRequest const& request) {
        std::string all;
        for (auto const& section : request.sections) {
            if (!holds_resume(section)) all += section.text + '\n';
        }
        return all;
    }

    std::string known_and_found(std::string const& text) {
        return placeholders_.replace_known(redaction::without_addresses(text, placeholders_));
    }

    /// An answer that was refused holds the originals again, inside of JSON's strings.
    std::string of_answer(std::string const& reply) {
        auto json = parsed(reply);
        if (!json) return known_and_found(reply);
        change_strings(*json, [&](std::string const& text) { return known_and_found(text); });
        return dump_json(*json);
    }

    /// The last look at what is about to leave.
    void check() const {
        for (auto const& section : out_.sections) {
            if (holds_resume(section)) check(section.text);
        }
        for (auto const& correction : out_.corrections) {
            check(correction.reply);
            check(correction.errors);
        }
    }

    void check(std::string const& text) const {
        auto const kinds = identifiers_in(text);
        if (!kinds.empty())
            fail("after redaction it still has an identifier of the kind " +
                 std::string(to_string(kinds[0])));
        if (placeholders_.replace_known(text, IdentifierKind::name) != text)
            fail("after redaction it still has the name");
    }

    LlmRequest out_;
    redaction::Placeholders placeholders_;
};

bool concerns(LlmRequest const& request) {
    return std::any_of(request.sections.begin(), request.sections.end(), holds_resume);
}

/// Whatever goes wrong here, the request does not leave, and the message quotes nothing.
Passage passage_of(LlmRequest const& request) {
    try {
        return Passage(request);
    } catch (Error const&) {
        throw;
    } catch (std::exception const&) {
        fail("its identifiers could not be looked for");
    }
}

}  // namespace

RedactingClient::RedactingClient(std::shared_ptr<LlmClient> inner) : inner_(std::move(inner)) {
    if (!inner_) throw CallerError(ErrorCode::invalid_argument, "RedactingClient needs an inner client");
}

RedactingClient::~RedactingClient() = default;

LlmReply RedactingClient::complete(LlmRequest const& request, CallContext const& context) {
    if (!concerns(request)) return inner_->complete(request, context);
    auto const passage = passage_of(request);
    auto reply = inner_->complete(passage.request(), context);
    reply.text = passage.restored(reply.text);
    return reply;
}

void RedactingClient::refuse(LlmRequest const& request) {
    if (!concerns(request)) return inner_->refuse(request);
    inner_->refuse(passage_of(request).request());
}

}  // namespace ats
