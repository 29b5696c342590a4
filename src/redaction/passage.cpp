#include "redaction/passage.hpp"

#include <algorithm>
#include <exception>
#include <optional>

#include <ats/error.hpp>
#include <ats/redaction.hpp>

#include "base/json.hpp"

namespace ats::redaction {
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

std::string resumes(LlmRequest const& request) {
    std::string all;
    for (auto const& section : request.sections) {
        if (holds_resume(section)) all += section.text + '\n';
    }
    return all;
}

std::string others(LlmRequest const& request) {
    auto all = request.instructions + '\n';
    for (auto const& section : request.sections) {
        if (!holds_resume(section)) all += section.text + '\n';
    }
    return all;
}

}  // namespace

Passage::Passage(LlmRequest const& request, Redact const& redact)
    : out_(request), placeholders_(resumes(request), others(request)) {
    try {
        replace(redact);
        check();
    } catch (Error const&) {
        throw;
    } catch (std::exception const&) {
        fail("its identifiers could not be looked for");
    }
}

void Passage::replace(Redact const& redact) {
    for (auto& section : out_.sections) {
        if (holds_resume(section)) section.text = redact(section.text, placeholders_);
    }
    // Somebody who is named in the job description may have sent a resume.
    for (auto& section : out_.sections) {
        if (!holds_resume(section)) section.text = placeholders_.replace_whole_names(section.text);
    }
    for (auto& correction : out_.corrections) {
        correction.reply = of_answer(correction.reply);
        correction.errors = known_and_found(correction.errors);
    }
}

/// The last look at what is about to leave.
void Passage::check() const {
    check_other(out_.instructions);
    for (auto const& section : out_.sections)
        holds_resume(section) ? check_own(section.text) : check_other(section.text);
    for (auto const& correction : out_.corrections) {
        check_own(correction.reply);
        check_own(correction.errors);
    }
}

void Passage::check_own(std::string const& text) const {
    auto const kinds = identifiers_in(text);
    if (!kinds.empty())
        fail("after redaction it still has an identifier of the kind " + std::string(to_string(kinds[0])));
    if (placeholders_.replace_known(text, IdentifierKind::name) != text)
        fail("after redaction it still has the name");
}

void Passage::check_other(std::string const& text) const {
    if (auto const kind = placeholders_.shared_address(text))
        fail("the job description or a criterion has an identifier of the kind " +
             std::string(to_string(*kind)) + " that the resume has too");
}

std::string Passage::known_and_found(std::string const& text) {
    return placeholders_.replace_known(without_addresses(text, placeholders_));
}

/// An answer that was refused holds the originals again, inside of JSON's strings.
std::string Passage::of_answer(std::string const& reply) {
    auto json = parsed(reply);
    if (!json) return known_and_found(reply);
    change_strings(*json, [&](std::string const& text) { return known_and_found(text); });
    return dump_json(*json);
}

std::string Passage::restored(std::string const& reply) const {
    auto const& parts = placeholders_.parts();
    if (parts.empty() || reply.find('[') == std::string::npos) return reply;
    auto json = parsed(reply);
    if (!json) return reply;
    change_strings(*json, [&](std::string const& text) { return redaction::restored(text, parts); });
    return dump_json(*json);
}

bool concerns(LlmRequest const& request) {
    return std::any_of(request.sections.begin(), request.sections.end(), holds_resume);
}

LlmReply complete_redacted(LlmClient& inner, LlmRequest const& request, CallContext const& context,
                           Redact const& redact) {
    Passage const passage(request, redact);
    auto reply = inner.complete(passage.request(), context);
    reply.text = passage.restored(reply.text);
    return reply;
}

}  // namespace ats::redaction
