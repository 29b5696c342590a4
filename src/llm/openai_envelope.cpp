#include "llm/openai_envelope.hpp"

#include <algorithm>
#include <string_view>

#include "text/utf8.hpp"

namespace ats::openai {
namespace {

/// A chat completion has some 50 values in 6 levels. More is an attack on our memory.
constexpr int max_depth = 64;
constexpr std::size_t max_values = 200'000;

struct TooComplex {};

/// "\\uXXXX"
constexpr std::size_t escape_length = 6;

/// @returns whether an escape of a surrogate whose second digit is one of `kind` begins at `at`.
bool is_surrogate(std::string_view text, std::size_t at, std::string_view kind) {
    auto const escape = text.substr(std::min(at, text.size()), escape_length);
    return escape.size() == escape_length && escape[0] == '\\' && escape[1] == 'u' &&
           (escape[2] == 'd' || escape[2] == 'D') && kind.find(escape[3]) != std::string_view::npos;
}

bool is_high(std::string_view text, std::size_t at) { return is_surrogate(text, at, "89abAB"); }
bool is_low(std::string_view text, std::size_t at) { return is_surrogate(text, at, "cdefCDEF"); }

std::string with_whole_surrogates(std::string text) {
    for (auto at = text.find('\\'); at != std::string::npos; at = text.find('\\', at)) {
        bool const is_pair = is_high(text, at) && is_low(text, at + escape_length);
        bool const is_half = !is_pair && (is_high(text, at) || is_low(text, at));
        if (is_half) text.replace(at, escape_length, "\\uFFFD");
        at += is_pair ? 2 * escape_length : 2;  // An escaped backslash begins no escape.
    }
    return text;
}

}  // namespace

EnvelopeJson parse_envelope(std::string const& body) {
    std::size_t values = 0;
    auto const guard = [&values](int depth, EnvelopeJson::parse_event_t, EnvelopeJson const&) {
        if (depth > max_depth || ++values > max_values) throw TooComplex{};
        return true;
    };
    try {
        return EnvelopeJson::parse(body, guard);
    } catch (EnvelopeJson::exception const&) {
        return EnvelopeJson::value_t::discarded;
    } catch (TooComplex const&) {
        return EnvelopeJson::value_t::discarded;
    }
}

std::string with_repaired_text(std::string const& body) {
    return with_whole_surrogates(text::repair_utf8(body));
}

EnvelopeJson const& member(EnvelopeJson const& object, char const* key) {
    static EnvelopeJson const none;
    if (!object.is_object()) return none;
    auto const found = object.find(key);
    return found == object.end() ? none : *found;
}

std::string text_of(EnvelopeJson const& value) {
    return value.is_string() ? value.get<std::string>() : std::string();
}

}  // namespace ats::openai
